"""The readings of a dossier, folded: a line for each person and what they looked at."""

from functools import cached_property
from hanam.dvc.cards import Card
from hanam.dvc.counter.desk import desk_of
from hanam.dvc.dossiers.trail import words
from hanam.dvc.dossiers.trail.folded import is_reading
from hanam.dvc.dossiers.trail.folded import readings
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class Readers(Card):
    """A card on the dossier for staff; leaders of its agency also see the addresses."""

    weight = 90
    template = ViewPageTemplateFile("templates/readers.pt")

    @cached_property
    def shows_addresses(self) -> bool:
        desk = desk_of()
        return desk.all_agencies or desk.is_at(self.context.agency, "leader")

    @cached_property
    def readings(self) -> list:
        return [row for row in self.view.entries if is_reading(row)]

    def readers(self) -> list[dict]:
        """{who, office, what, note, count, last, address}, the last reading first."""
        keys = ("actor", "action", "note")
        if self.shows_addresses:
            keys += ("address",)
        return [
            {
                "who": found.row.actor_name or found.row.actor,
                "office": words.who(found.row, self.say),
                "what": self.say(words.action(found.row.action)),
                "note": found.row.note,
                "count": found.count,
                "last": words.at(found.last),
                "address": found.row.address if self.shows_addresses else "",
            }
            for found in readings(self.readings, *keys)
        ]

    def audit_url(self) -> str:
        """The check of the whole history, for who looks after all agencies."""
        if not desk_of().all_agencies:
            return ""
        return f"{self.portal_url}/kiem-tra-nhat-ky/{self.context.code}"
