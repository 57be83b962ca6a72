"""On the page where the applicant follows a dossier: who of the staff looked at it."""

from functools import cached_property
from hanam.dvc.cards import Card
from hanam.dvc.dossiers.trail import words
from hanam.dvc.dossiers.trail.folded import readings
from hanam.dvc.filing.follow import ACCOUNT
from hanam.dvc.register import trail
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class Looked(Card):
    """Offices that opened the dossier, and the way to the check."""

    weight = 80
    template = ViewPageTemplateFile("templates/looked.pt")

    @cached_property
    def offices(self) -> list[dict]:
        """{who, looks: [{what, count, last}]} for each office, the last one first."""
        found: dict[tuple, dict] = {}
        for one in readings(
            trail.whole(self.view.row.code), "agency", "role", "action"
        ):
            key = one.row.agency, one.row.role
            office = {"who": words.who(one.row, self.say), "looks": []}
            found.setdefault(key, office)["looks"].append(
                {
                    "what": self.say(words.action(one.row.action)),
                    "count": one.count,
                    "last": words.at(one.last),
                }
            )
        return list(found.values())

    def check_url(self) -> str:
        parts = [self.portal_url, "kiem-tra-nhat-ky"]
        return "/".join([*parts, self.view.row.code, self.view.proof or ACCOUNT])
