"""The declaration of the procedure."""

from hanam.dvc.catalogue import lookup
from hanam.dvc.filing import controls
from hanam.dvc.filing import declaration
from hanam.dvc.filing.answers import declared_fields
from hanam.dvc.filing.steps.base import Step
from hanam.dvc.i18n import _


class Declared(Step):
    """What the procedure asks beyond who files."""

    id = "to-khai"
    title = _("Declaration")
    template = "declared"
    prefixes = ("data",)

    def __init__(self, draft, procedure):
        super().__init__(draft, procedure)
        self.form = lookup.declaration(procedure)
        self.fields = declared_fields(procedure)

    def is_needed(self):
        return bool(self.fields)

    def keep(self, request):
        typed = controls.typed_in(request, self.fields, "data")
        self.draft.data.clear()
        self.draft.data.update(typed)
        return []

    def problems(self):
        return declaration.validate(self.fields, self.draft.data)[1]

    def clean(self):
        data, _problems = declaration.validate(self.fields, self.draft.data)
        self.draft.data.clear()
        self.draft.data.update(data)

    def sections(self, problems):
        """The controls under the headings of the form."""
        found = controls.controls(self.fields, self.draft.data, "data", problems)
        return controls.sections(found)

    def summary(self):
        rows, section = [], None
        data = declaration.readable(self.fields, self.draft.data)
        for field in self.fields:
            if not declaration.asked(field, self.draft.data):
                continue
            if field.section != section:
                section = field.section
                rows.append({"title": section})
            text = declaration.shown(field, data.get(field.name))
            rows.append({"label": field.label, "text": text})
        return rows
