"""Settings: records of the registry below a prefix; their fields, their values, the page that edits them."""

from collections.abc import Callable
from plone import api
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm
from plone.z3cform import layout
from typing import Any
from zope import schema as fields
from zope.interface import Invalid
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


def reader(schema, prefix: str) -> Callable[[str], Any]:
    """A function that gives a setting by its name; its default where the portal has no record.

    ``KeyError`` for a name that the schema does not have.
    """

    def value(name: str) -> Any:
        return api.portal.get_registry_record(
            f"{prefix}.{name}", default=schema[name].default
        )

    return value


def page(schema, prefix: str, label, description="", form=RegistryEditForm, **more):
    """The page of the control panel that edits the records of a schema.

    ``form`` is the kind of form; ``more`` are attributes of it.
    """
    given = {"schema": schema, "schema_prefix": prefix, "label": label, **more}
    if description:
        given["description"] = description
    return layout.wrap_form(type("Form", (form,), given), ControlPanelFormWrapper)


def integer(
    title, default: int, least: int | None = 1, most: int | None = None, about=""
):
    """A field for a whole number from ``least`` to ``most``."""
    return fields.Int(
        title=title, description=about, default=default, min=least, max=most
    )


def switch(title, default: bool, about=""):
    """A field for yes or no."""
    return fields.Bool(title=title, description=about, default=default, required=False)


def vocabulary(pairs) -> SimpleVocabulary:
    """What a choice offers: (value, title) pairs."""
    return SimpleVocabulary(
        [SimpleTerm(value, str(value), title) for value, title in pairs]
    )


def pairs(text: str | None) -> list[tuple[str, str]]:
    """(left, right) of each line ``left = right`` of a text; lines that are blank are left out."""
    found = []
    for line in (text or "").splitlines():
        left, _equals, right = line.partition("=")
        if line.strip():
            found.append((left.strip(), right.strip()))
    return found


def are_pairs(text: str, is_good: Callable[[str, str], Any], message) -> bool:
    """Whether each line ``left = right`` is a good one; `Invalid` with a message otherwise."""
    if not all(is_good(left, right) for left, right in pairs(text)):
        raise Invalid(message)
    return True
