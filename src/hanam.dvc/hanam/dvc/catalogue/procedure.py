"""The schema of an administrative procedure: all that is published about it.

Its order is that of NĐ 63/2010 art. 8.2.
"""

from hanam.dvc.catalogue import checks
from hanam.dvc.catalogue import tables
from hanam.dvc.catalogue import terms
from hanam.dvc.catalogue.blanks import choices
from hanam.dvc.catalogue.blanks import line
from hanam.dvc.catalogue.blanks import text
from hanam.dvc.catalogue.blanks import texts
from hanam.dvc.catalogue.rows import Rows
from hanam.dvc.i18n import _
from hanam.dvc.records import switch
from hanam.dvc.records import vocabulary
from plone.autoform import directives
from plone.supermodel import model
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from z3c.form.browser.select import SelectFieldWidget
from z3c.form.browser.textlines import TextLinesFieldWidget
from zope import schema
from zope.interface import invariant


# The parts of the form: what each is called, and the fields in it.
PARTS = {
    "how": (
        _("How it is done"),
        ("how_steps", "subjects", "results", "requirements", "legal_basis"),
    ),
    # One part: an invariant sees only the fields of its own fieldset as they were typed.
    "rules": (
        _("Papers, limits and fees"),
        ("cases", "papers", "limits", "fees", "plan", "supplement_policy"),
    ),
    "delivery": (
        _("Post and publication"),
        ("submit_by_post", "return_by_post", "return_online", "decision"),
    ),
}
WIDGETS = {
    "government_levels": CheckBoxFieldWidget,
    "channels": CheckBoxFieldWidget,
    "subjects": TextLinesFieldWidget,
    "how_steps": TextLinesFieldWidget,
}
# Several of many are chosen in a list that shows some of them at once.
IN_A_LIST = {"multiple": "multiple", "size": 12}


def part(name: str, *more: str) -> dict:
    """Label and fields of a fieldset, as `model.fieldset` takes them."""
    label, fields = PARTS[name]
    return {"label": label, "fields": [*fields, *more]}


class IConsistent(model.Schema):
    """What has to fit together in a procedure and in each version of it."""

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


class IProcedure(IConsistent):
    """A procedure; amounts in đồng, dates without time."""

    code = line(
        _("Code of the procedure"),
        _("National code, such as 1.001193; empty where none is known."),
        constraint=checks.is_procedure_code,
    )
    title = schema.TextLine(title=_("Name of the procedure"))
    sector = schema.Choice(
        title=_("Sector"),
        vocabulary="hanam.dvc.sectors",
        required=False,
        default="",
        missing_value="",
    )
    government_levels = choices(_("Levels of government"), terms.GOVERNMENT_LEVELS)
    agencies = choices(
        _("Agencies"),
        "hanam.dvc.agency_choices",
        _("Who receives and resolves it; several may be chosen."),
    )
    declared_level = schema.Choice(
        title=_("Declared online level"),
        vocabulary=vocabulary(terms.ONLINE_LEVELS),
        default=2,
    )
    level_reason = line(
        _("Why the level changes"),
        _(
            "Written into the public log when the declared level changes; then empty again."
        ),
    )
    channels = choices(_("Ways of filing"), terms.CHANNELS)
    synonyms = texts(
        _("What citizens call it"), _("One phrase a line; search finds them.")
    )
    life_events = choices(
        _("Life events"),
        "hanam.dvc.life_events",
        _("In which situations of life somebody needs it."),
    )

    model.fieldset("how", **part("how"))
    how_steps = texts(_("Steps"), _("One step a line, in order."))
    subjects = texts(_("Who may file"), _("One kind of applicant a line."))
    results = Rows(title=_("Results"), columns=tables.RESULTS, defaultFactory=list)
    requirements = text(_("Requirements and conditions"))
    legal_basis = Rows(
        title=_("Legal basis"), columns=tables.LEGAL_BASIS, defaultFactory=list
    )

    model.fieldset("rules", **part("rules"))
    cases = Rows(
        title=_("Cases"),
        description=_("Where papers, limits or fees differ from case to case."),
        columns=tables.CASES,
        defaultFactory=list,
    )
    papers = Rows(title=_("Papers"), columns=tables.PAPERS, defaultFactory=list)
    limits = Rows(
        title=_("Time limits"),
        columns=tables.LIMITS,
        check=checks.limits_problems,
        defaultFactory=list,
    )
    fees = Rows(
        title=_("Fees and charges"),
        columns=tables.FEES,
        check=checks.fees_problems,
        defaultFactory=list,
    )
    plan = Rows(
        title=_("Step plan"),
        description=_(
            "Who works how long, in order: inside the agency, or another agency that "
            "has a part in the dossier."
        ),
        columns=tables.PLAN,
        defaultFactory=list,
    )
    supplement_policy = schema.Choice(
        title=_("After a supplement"),
        vocabulary=vocabulary(terms.SUPPLEMENT_POLICIES),
        default="recount",
    )

    model.fieldset(
        "delivery", **part("delivery", "effective_from", "effective_to", "raw")
    )
    submit_by_post = switch(_("May be filed by post"), False)
    return_by_post = switch(_("The result may be sent by post"), False)
    return_online = switch(_("The result may be given online"), False)
    decision = line(_("Publication decision"))
    effective_from = schema.Date(title=_("In force from"), required=False)
    effective_to = schema.Date(
        title=_("In force until"),
        description=_("After this day nobody can file."),
        required=False,
    )
    raw = text(_("As published"), _("What an import could not understand."))

    directives.widget("agencies", SelectFieldWidget, **IN_A_LIST)
    directives.widget(
        **WIDGETS, life_events=CheckBoxFieldWidget, synonyms=TextLinesFieldWidget
    )
