"""A version of a procedure as content: written, reviewed and then never changed."""

from copy import copy
from hanam.dvc.catalogue.blanks import text
from hanam.dvc.catalogue.procedure import IConsistent
from hanam.dvc.catalogue.procedure import IN_A_LIST
from hanam.dvc.catalogue.procedure import IProcedure
from hanam.dvc.catalogue.procedure import part
from hanam.dvc.catalogue.procedure import WIDGETS
from hanam.dvc.catalogue.versions.present import VERSIONED
from hanam.dvc.i18n import _
from plone.autoform import directives
from plone.dexterity.content import Container
from plone.dexterity.content import Item
from plone.supermodel import model
from z3c.form.browser.select import SelectFieldWidget
from zope import schema
from zope.interface import implementer


def like_procedure(name):
    """A field of `IProcedure` once more, after those that were made before."""
    field = copy(IProcedure[name])
    field.interface = None
    schema.Field.order += 1
    field.order = schema.Field.order
    return field


class IProcedureVersion(IConsistent):
    """All that is published about a procedure from one day on (CAT2).

    ``effective_to`` is empty for a version that holds until the next one.
    """

    effective_from = schema.Date(
        title=_("In force from"),
        description=_("The first day on which dossiers are filed under this version."),
        required=False,
    )
    effective_to = schema.Date(
        title=_("In force until"),
        description=_("Leave empty: the version holds until the next one begins."),
        required=False,
    )
    change_note = text(
        _("What is new"), _("One or two sentences for citizens and colleagues.")
    )
    vars().update({name: like_procedure(name) for name in VERSIONED})

    model.fieldset("how", **part("how"))
    model.fieldset("rules", **part("rules"))
    model.fieldset("delivery", **part("delivery", "raw"))
    directives.widget("agencies", SelectFieldWidget, **IN_A_LIST)
    directives.widget(**WIDGETS)


class IProcedureVersions(model.Schema):
    """The folder ``phien-ban`` of a procedure."""


@implementer(IProcedureVersion)
class ProcedureVersion(Item):
    """See `IProcedureVersion`; its id is its number.

    ``decided`` is the UID of the publication decision that made it hold, or empty.
    """

    decided = ""

    @property
    def number(self) -> int:
        return int(self.id)


@implementer(IProcedureVersions)
class ProcedureVersions(Container):
    """See `IProcedureVersions`."""
