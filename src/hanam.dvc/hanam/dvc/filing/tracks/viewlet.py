"""Money and hand-over on the page where the applicant follows a dossier."""

from hanam.dvc.cards import Card
from hanam.dvc.dossiers.slip_words import moment_in_words
from hanam.dvc.dossiers.tracks import values
from hanam.dvc.filing.tracks import words
from hanam.dvc.i18n import _
from hanam.dvc.rules.tracks import Track
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class Tracks(Card):
    """A line for each track of which there is something to say."""

    weight = 5
    template = ViewPageTemplateFile("templates/followed.pt")

    @property
    def is_shown(self) -> bool:
        return bool(self.lines)

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
                "title": self.say(titles[track]),
                "sentence": self.say(found[0]),
                "about": found[1],
                "since": self.since(dossier, track),
            }
            for track, found in said.items()
            if found
        ]

    def since(self, dossier, track) -> str:
        return moment_in_words(values.facts_of(dossier, track)["since"], self.request)
