"""A version of a procedure as content: written, reviewed and then never changed."""

from copy import copy
from hanam.dvc.catalogue import checks
from hanam.dvc.catalogue.procedure import IProcedure
from hanam.dvc.catalogue.procedure import TEXT_LISTS
from hanam.dvc.catalogue.versions.present import VERSIONED
from hanam.dvc.i18n import _
from plone.autoform import directives
from plone.dexterity.content import Container
from plone.dexterity.content import Item
from plone.supermodel import model
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from z3c.form.browser.select import SelectFieldWidget
from z3c.form.browser.textlines import TextLinesFieldWidget
from zope import schema
from zope.interface import implementer
from zope.interface import invariant


def like_procedure(name):
    """A field of `IProcedure` once more, after those that were made before."""
    field = copy(IProcedure[name])
    field.interface = None
    schema.Field.order += 1
    field.order = schema.Field.order
    return field


class IProcedureVersion(model.Schema):
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
    change_note = schema.Text(
        title=_("What is new"),
        description=_("One or two sentences for citizens and colleagues."),
        required=False,
        default="",
        missing_value="",
    )
    vars().update({name: like_procedure(name) for name in VERSIONED})

    model.fieldset(
        "how",
        label=_("How it is done"),
        fields=["how_steps", "subjects", "results", "requirements", "legal_basis"],
    )
    model.fieldset(
        "rules",
        label=_("Papers, limits and fees"),
        fields=["cases", "papers", "limits", "fees", "plan", "supplement_policy"],
    )
    model.fieldset(
        "delivery",
        label=_("Post and publication"),
        fields=["submit_by_post", "return_by_post", "return_online", "decision", "raw"],
    )
    directives.widget("agencies", SelectFieldWidget, multiple="multiple", size=12)
    directives.widget(
        government_levels=CheckBoxFieldWidget,
        channels=CheckBoxFieldWidget,
        **{name: TextLinesFieldWidget for name in TEXT_LISTS if name in VERSIONED},
    )

    @invariant
    def dates_in_order(data):
        checks.dates_in_order(data.effective_from, data.effective_to)

    @invariant
    def cases_are_known(data):
        checks.cases_are_known(
            data.cases, papers=data.papers, limits=data.limits, fees=data.fees
        )

    @invariant
    def plan_fits(data):
        checks.plan_fits(data.plan, data.limits)


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
