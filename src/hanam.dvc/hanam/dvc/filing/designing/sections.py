"""`<declaration>/phan`: titles, words and conditions of the sections."""

from collective.easyform.api import set_fields
from hanam.dvc.catalogue.declarations import checks
from hanam.dvc.catalogue.declarations import editor
from hanam.dvc.catalogue.declarations import keeping
from hanam.dvc.catalogue.declarations import metadata
from hanam.dvc.filing.designing.page import Designer
from hanam.dvc.filing.designing.page import STALE
from hanam.dvc.filing.designing.page import template
from hanam.dvc.filing.formfield import Problem
from hanam.dvc.i18n import _
from plone.supermodel.interfaces import FIELDSETS_KEY
from Products.statusmessages.interfaces import IStatusMessage


LONGEST = 500


class Sections(Designer):
    """Each section with its title, its words and the condition under which it is asked."""

    title = _("Sections of the declaration")
    page = template("sections")

    def __call__(self):
        self.schema = keeping.schema_of(self.context.fields_model)
        if self.request.method == "POST" and self.save():
            return self.go(f"{self.url}/phan")
        return self.page()

    def save(self) -> bool:
        """Store what was typed, where citizens could fill it in; whether it was."""
        conditions = {}
        for section in self.sections:
            name = section.__name__
            section.label = self.text(f"{name}.label")[:LONGEST] or section.label
            section.description = self.text(f"{name}.help")[:LONGEST] or None
            conditions[name] = self.text(f"{name}.condition")
        before = checks.of_schema(keeping.schema_of(self.context.fields_model))
        self.schema.setTaggedValue(metadata.SECTIONS, conditions)
        if not self.is_genuine():
            self.tell([Problem("", STALE)])
            return False
        wrong = [item for item in checks.of_schema(self.schema) if item not in before]
        if wrong:
            sentences = editor.in_words(wrong, self.request)
            self.tell([Problem("", text) for text in dict.fromkeys(sentences)])
            return False
        set_fields(self.context, self.schema)
        IStatusMessage(self.request).addStatusMessage(
            _("The sections are saved."), type="info"
        )
        return True

    @property
    def sections(self) -> list:
        return list(self.schema.queryTaggedValue(FIELDSETS_KEY, []))

    def rows(self) -> list[dict]:
        """The sections with what stands in their controls."""
        conditions = metadata.section_conditions(self.schema)
        return [
            {
                "name": section.__name__,
                "label": section.label or "",
                "help": section.description or "",
                "condition": conditions.get(section.__name__, ""),
                "questions": len(section.fields),
            }
            for section in self.sections
        ]
