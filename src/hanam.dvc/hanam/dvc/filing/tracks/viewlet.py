"""Money and hand-over on the page where the applicant follows a dossier."""

from hanam.dvc.dossiers.slip_words import moment_in_words
from hanam.dvc.dossiers.tracks import values
from hanam.dvc.filing.tracks import words
from hanam.dvc.i18n import _
from hanam.dvc.rules.tracks import Track
from pathlib import Path
from plone.app.layout.viewlets.common import ViewletBase
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.i18n import translate


TEMPLATES = Path(__file__).parent / "templates"


class Tracks(ViewletBase):
    """A line for each track of which there is something to say."""

    weight = 5
    template = ViewPageTemplateFile(str(TEMPLATES / "followed.pt"))

    def update(self):
        """Nothing of the stock viewlet is used."""

    def render(self):
        return self.template() if self.lines else ""

    @property
    def lines(self) -> list[dict]:
        """{title, sentence, about, since} of each."""
        dossier = self.view.dossier
        titles = {Track.MONEY: _("Fees"), Track.DELIVERY: _("Result")}
        said = {
            Track.MONEY: words.of_money(dossier),
            Track.DELIVERY: words.of_delivery(dossier),
        }
        return [
            {
                "title": translate(titles[track], context=self.request),
                "sentence": translate(found[0], context=self.request),
                "about": found[1],
                "since": self.since(dossier, track),
            }
            for track, found in said.items()
            if found
        ]

    def since(self, dossier, track) -> str:
        return moment_in_words(values.facts_of(dossier, track)["since"], self.request)
