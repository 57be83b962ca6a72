"""How the result is received, and what the filing costs."""

from hanam.dvc.catalogue import fees
from hanam.dvc.filing import controls
from hanam.dvc.filing.answers import result_ways
from hanam.dvc.filing.formfield import FormField
from hanam.dvc.filing.formfield import Problem
from hanam.dvc.filing.steps.base import Step
from hanam.dvc.i18n import _


class Way(Step):
    """Receiving the result; the fee is shown, not asked."""

    id = "ket-qua"
    title = _("Result and fee")
    template = "way"
    prefixes = ("way",)

    def field(self):
        return FormField(
            "result_by",
            "choice",
            _("How do you want to receive the result?"),
            required=True,
            choices=result_ways(self.procedure),
        )

    def keep(self, request):
        chosen = controls.typed_in(request, (self.field(),), "way").get("result_by")
        if chosen in dict(result_ways(self.procedure)):
            self.draft.result_by = chosen
        return []

    def problems(self):
        if self.draft.result_by not in dict(result_ways(self.procedure)):
            return [
                Problem(
                    "way.result_by",
                    _("Please choose how you want to receive the result."),
                )
            ]
        if self.draft.result_by == "post" and not self.address():
            return [
                Problem(
                    "way.result_by",
                    _(
                        "The post needs an address: enter it in the step “Who files”, "
                        "or choose another way."
                    ),
                )
            ]
        return []

    def address(self) -> str:
        return (self.draft.applicant.get("address") or "").strip()

    def controls(self, problems):
        typed = {"result_by": self.draft.result_by}
        return controls.controls((self.field(),), typed, "way", problems)

    def fees(self) -> list[dict]:
        """The fees as {title, amount in words, text}."""
        return [
            {
                "title": row["title"],
                "amount": fees.in_words(row),
                "text": row["text"] if row["amount"] is not None else "",
            }
            for row in fees.fees_for(self.procedure, self.draft.case, "online")
        ]

    def results(self) -> list[str]:
        return [row["title"] for row in self.procedure.results or ()]

    def summary(self):
        ways = dict(result_ways(self.procedure))
        text = ways.get(self.draft.result_by, "")
        rows = [{"label": _("Receiving the result"), "text": text}]
        rows.extend(
            {"label": row["title"] or _("Fee"), "text": row["amount"]}
            for row in self.fees()
        )
        return rows
