"""REST: ``@fee`` at the portal."""

from hanam.dvc.catalogue import access
from hanam.dvc.catalogue import asked as requests
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.charging import asked
from hanam.dvc.catalogue.charging import words
from hanam.dvc.catalogue.services import Answer
from hanam.dvc.i18n import _


FACTS = ("copies", "pages", "rooms", "items", "group", "area")


class Fee(Answer):
    """``GET @fee?procedure=&case=&channel=&day=&copies=&pages=&rooms=&items=&group=&area=``:
    what a procedure costs, in đồng, and why."""

    def answer(self):
        form = self.request.form
        procedure = self.procedure(form)
        question = asked.read(form, procedure)
        found = asked.answer(procedure, question)
        return {
            "@id": f"{self.context.absolute_url()}/@fee",
            "procedure": procedure.getId(),
            "case": question.case,
            "channel": question.channel,
            "day": question.day.isoformat(),
            **{name: getattr(question.facts, name) for name in FACTS},
            "items_total": len(found.lines),
            "items": [self.item(line) for line in found.lines],
            "total": found.total,
            "complete": found.complete,
            "currency": "VND",
        }

    def procedure(self, form):
        """The procedure asked for; one that the reader may not see is not there."""
        found = lookup.procedure(requests.text(form, "procedure"))
        if found is None or not access.may_view(found):
            raise requests.Wrong(_("“procedure” must be the code of a procedure."))
        return found

    def item(self, line):
        row, computed = line.row, line.computed
        steps = computed.trace if computed else ()
        return {
            "kind": row["kind"],
            "title": row["title"],
            "text": row["text"],
            "formula": row["formula"],
            "valid_from": row["valid_from"] or None,
            "valid_to": row["valid_to"] or None,
            "amount": computed.amount if computed else None,
            "steps": [words.sentence(step, self.request) for step in steps],
        }
