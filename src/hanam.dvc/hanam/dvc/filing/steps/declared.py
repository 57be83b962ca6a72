"""The declaration of the procedure."""

from functools import cached_property
from hanam.dvc.catalogue import lookup
from hanam.dvc.filing import controls
from hanam.dvc.filing import declaration
from hanam.dvc.filing import moving
from hanam.dvc.filing import row_buttons
from hanam.dvc.filing.answers import fields_for
from hanam.dvc.filing.asking import Asked
from hanam.dvc.filing.asking import facts_of
from hanam.dvc.filing.steps.base import Step
from hanam.dvc.i18n import _


# What the button says that goes on with the newer version.
MOVE = "move"


class Declared(Step):
    """What the procedure asks beyond who files.

    ``anchor`` is the row that a button without a script has added.
    """

    id = "to-khai"
    title = _("Declaration")
    template = "declared"
    prefixes = ("data",)
    anchor = ""

    def __init__(self, draft, procedure):
        super().__init__(draft, procedure)
        self.form = lookup.declaration(procedure)
        self.fields = fields_for(draft, procedure)

    @cached_property
    def newer(self):
        """A newer version of the declaration than the draft was begun with, or None."""
        return moving.newer(self.draft, self.procedure)

    @property
    def facts(self) -> dict[str, str]:
        return facts_of(self.draft)

    def is_needed(self):
        return bool(self.fields)

    def keep(self, request):
        typed = controls.typed_in(request, self.fields, "data")
        if row_buttons.pressed(request) == MOVE:
            self.draft.data.update(typed)
            moving.move(self.draft, self.procedure)
            self.fields = fields_for(self.draft, self.procedure)
            return []
        self.anchor = row_buttons.press(request, self.fields, typed, "data")
        self.draft.data.clear()
        self.draft.data.update(typed)
        return []

    def problems(self):
        return declaration.validate(self.fields, self.draft.data, facts=self.facts)[1]

    def clean(self):
        data, _problems = declaration.validate(
            self.fields, self.draft.data, facts=self.facts
        )
        self.draft.data.clear()
        self.draft.data.update(data)

    def sections(self, problems):
        """The controls under the headings of the form."""
        found = controls.controls(
            self.fields, self.draft.data, "data", problems, self.facts
        )
        return controls.sections(found)

    def summary(self):
        rows, section = [], None
        data = declaration.readable(self.fields, self.draft.data, self.facts)
        known = Asked(self.fields, data, self.facts)
        for field in self.fields:
            if field.kind == "heading" or not known.asks(field):
                continue
            if field.section != section:
                section = field.section
                rows.append({"title": section})
            for label, text in declaration.lines(field, known):
                rows.append({"label": label, "text": text})
        return rows
