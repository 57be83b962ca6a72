"""How the result is received, and what the filing costs."""

from hanam.dvc.filing import controls
from hanam.dvc.filing import declaration
from hanam.dvc.filing.answers import answers_of
from hanam.dvc.filing.answers import result_ways
from hanam.dvc.filing.drafting import quantities
from hanam.dvc.filing.formfield import FormField
from hanam.dvc.filing.formfield import Problem
from hanam.dvc.filing.steps.base import Step
from hanam.dvc.i18n import _


class Way(Step):
    """Receiving the result, what the fee depends on, and the fee computed.

    A page of its own only where something has to be typed for the fee; else it is a part
    of the last page, as one way is chosen already.
    """

    id = "ket-qua"
    title = _("Result and fee")
    template = "way"
    prefixes = ("way",)

    def is_needed(self):
        return bool(self.fee_fields())

    def fee_fields(self) -> tuple[FormField, ...]:
        """What has to be asked for the fee."""
        return quantities.fields(self.procedure, self.draft.case)

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
        typed = controls.typed_in(request, self.fee_fields(), "way")
        if typed:
            answers = answers_of(self.draft)
            answers["fee"] = {**(answers.get("fee") or {}), **typed}
        return []

    def problems(self):
        return [*self.problems_of_way(), *self.problems_of_fee()]

    def problems_of_way(self):
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

    def problems_of_fee(self):
        wanted = self.fee_fields()
        typed = quantities.typed(self.draft, wanted)
        return declaration.validate(wanted, typed, "way")[1]

    def address(self) -> str:
        return (self.draft.applicant.get("address") or "").strip()

    def controls(self, problems):
        typed = {"result_by": self.draft.result_by}
        return controls.controls((self.field(),), typed, "way", problems)

    def fee_controls(self, problems):
        """The controls of what the fee depends on."""
        wanted = self.fee_fields()
        typed = quantities.typed(self.draft, wanted)
        return controls.controls(wanted, typed, "way", problems)

    def costs(self) -> quantities.Costs:
        """The fees, computed as far as their formulas allow."""
        return quantities.costs(self.draft, self.procedure)

    def results(self) -> list[str]:
        return [row["title"] for row in self.procedure.results or ()]

    def summary(self):
        ways = dict(result_ways(self.procedure))
        text = ways.get(self.draft.result_by, "")
        rows = [{"label": _("Receiving the result"), "text": text}]
        wanted = self.fee_fields()
        data = declaration.readable(wanted, quantities.typed(self.draft, wanted))
        rows.extend(
            {"label": label, "text": text}
            for label, text in declaration.display(wanted, data)
        )
        rows.extend(
            {"label": line["title"], "text": line["amount"]}
            for line in self.costs().lines
        )
        return rows
