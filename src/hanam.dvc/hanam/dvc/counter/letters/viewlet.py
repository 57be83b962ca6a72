"""On the dossier for staff: every letter that the record makes possible."""

from functools import cached_property
from hanam.dvc.cards import Card
from hanam.dvc.counter.desk import desk_of
from hanam.dvc.counter.letters.one import NAME
from hanam.dvc.letters import issuing
from hanam.dvc.letters import numbers
from hanam.dvc.letters.kinds import KINDS
from hanam.dvc.register import letters as register
from hanam.dvc.rules.vietnamese import clock_time
from hanam.dvc.rules.vietnamese import short_date
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import quote


CONTROL = "05"


def when(moment) -> str:
    """ "09:15 06/9/2018"."""
    return f"{clock_time(moment)} {short_date(moment.date())}"


class Letters(Card):
    """A card with a line for each letter: to print, to edit in Word, to keep."""

    weight = 15
    template = ViewPageTemplateFile("templates/letters.pt")

    @property
    def is_shown(self) -> bool:
        return (self.may_keep or desk_of().all_agencies) and bool(self.lines)

    @cached_property
    def may_keep(self) -> bool:
        return desk_of().is_at(self.context.agency)

    def history(self):
        """What the page has read of the dossier's history, if it has."""
        return getattr(self.view, "changes", None)

    @cached_property
    def lines(self) -> list[dict]:
        """{kind, title, number, at, by, kept, pdf, docx, event}, the oldest first."""
        rows = {
            (row.kind, row.event): row for row in register.of_dossier(self.context.code)
        }
        url = f"{self.context.absolute_url()}/@@{NAME}"
        found = []
        for kind, event in issuing.possible(self.context, self.history()):
            row = rows.get((kind, event.key))
            asked = f"?event={quote(event.key)}"
            found.append(
                {
                    "kind": kind,
                    "title": self.say(KINDS[kind].title),
                    "number": numbers.of_row(row) if row is not None else "",
                    "at": when(event.at),
                    "by": event.by_name,
                    "kept": bool(row is not None and row.paper),
                    "digest": row.digest if row is not None else "",
                    "pdf": f"{url}/{kind}.pdf{asked}",
                    "docx": f"{url}/{kind}.docx{asked}",
                    "event": event.key,
                    "practice": bool(self.context.practice),
                }
            )
        return [*found, self.slip(url)] if found else []

    def slip(self, url: str) -> dict:
        """The control slip: made from the history whenever it is asked for."""
        return {
            "kind": CONTROL,
            "title": self.say(KINDS[CONTROL].title),
            "number": "",
            "at": "",
            "by": "",
            "kept": False,
            "digest": "",
            "pdf": f"{url}/{CONTROL}.pdf",
            "docx": f"{url}/{CONTROL}.docx",
            "event": "",
            "practice": False,
        }
