"""`…/le-phi`: what the dossier costs, why, how it is paid, whether it is."""

from functools import cached_property
from hanam.dvc.catalogue import asked as requests
from hanam.dvc.catalogue.charging import asked
from hanam.dvc.catalogue.charging.views import LABELS
from hanam.dvc.catalogue.charging.words import title_of
from hanam.dvc.dossiers import facts
from hanam.dvc.filing.after import owed
from hanam.dvc.filing.after import settings
from hanam.dvc.filing.after.part import Part
from hanam.dvc.filing.after.part import template
from hanam.dvc.filing.formfield import Problem
from hanam.dvc.i18n import _
from hanam.dvc.spoken import appointment
from hanam.dvc.spoken import money


class Owing(Part):
    """Other numbers may be tried (GET); they are kept nowhere."""

    index = template("owed")
    title = _("Fees of this dossier")
    name = "le-phi"

    def __call__(self):
        if self.request.method == "POST":
            return self.go(self.here)
        self.owed = owed.of(self.dossier)
        if self.owed.answer is not None:
            try:
                self.owed = owed.with_typed(
                    self.owed, self.procedure, self.request.form
                )
            except requests.Wrong as error:
                self.request.response.setStatus(400)
                self.tell([Problem("owed", error.message)])
        return self.index()

    @cached_property
    def procedure(self):
        return facts.procedure_of(self.dossier)

    def sentence(self):
        return owed.sentence(self.dossier, self.owed)

    def since(self) -> str:
        return appointment(self.owed.since)

    def lines(self) -> list[dict]:
        found = owed.lines(self.owed, self.request)
        return [
            {**line, "amount": "" if line["amount"] is None else money(line["amount"])}
            for line in found
        ]

    def total(self) -> str:
        """The sum; "" where part of it is known in words only."""
        answer = self.owed.answer
        return (
            money(answer.total) if answer and answer.lines and answer.complete else ""
        )

    def numbers(self) -> list[dict]:
        """{name, label, value} of what is counted."""
        if self.owed.answer is None:
            return []
        return [
            {
                "name": name,
                "label": LABELS[name],
                "value": getattr(self.owed.question.facts, name),
            }
            for name in asked.counted(self.procedure, self.owed.question.day)
        ]

    def choices(self) -> list[dict]:
        """{name, label, options} of exemptions and areas that the fees know."""
        if self.owed.answer is None:
            return []
        known = asked.changes(self.procedure, self.owed.question.day)
        labels = {"group": _("Who pays"), "area": _("Where")}
        none = {"group": _("None of these"), "area": _("In a city or town")}
        found = []
        for name, label in labels.items():
            if not known[name]:
                continue
            chosen = getattr(self.owed.question.facts, name)
            rows = [("", none[name])]
            rows += [(key, title_of(key, title)) for key, title in known[name].items()]
            options = [
                {"value": key, "title": title, "selected": key == chosen}
                for key, title in rows
            ]
            found.append({"name": name, "label": label, "options": options})
        return found

    def how(self) -> list[str]:
        return settings.payment()
