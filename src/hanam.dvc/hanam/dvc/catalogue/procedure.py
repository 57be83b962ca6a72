"""The schema of an administrative procedure: all that is published about it.

Its order is that of NĐ 63/2010 art. 8.2.
"""

from hanam.dvc.catalogue import checks
from hanam.dvc.catalogue import tables
from hanam.dvc.catalogue import terms
from hanam.dvc.catalogue.rows import Rows
from hanam.dvc.i18n import _
from hanam.dvc.records import vocabulary
from plone.autoform import directives
from plone.supermodel import model
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from z3c.form.browser.select import SelectFieldWidget
from z3c.form.browser.textlines import TextLinesFieldWidget
from zope import schema
from zope.interface import invariant


TEXT_LISTS = ("synonyms", "subjects", "how_steps")


def texts(title, description=""):
    """A list of texts, one a line in the form."""
    return schema.List(
        title=title,
        description=description,
        value_type=schema.Text(),
        required=False,
        defaultFactory=list,
    )


def choices(title, values):
    return schema.List(
        title=title,
        value_type=schema.Choice(vocabulary=vocabulary(values)),
        required=False,
        defaultFactory=list,
    )


class IProcedure(model.Schema):
    """A procedure; amounts in đồng, dates without time."""

    code = schema.TextLine(
        title=_("Code of the procedure"),
        description=_("National code, such as 1.001193; empty where none is known."),
        required=False,
        default="",
        missing_value="",
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
    agencies = schema.List(
        title=_("Agencies"),
        description=_("Who receives and resolves it; several may be chosen."),
        value_type=schema.Choice(vocabulary="hanam.dvc.agency_choices"),
        required=False,
        defaultFactory=list,
    )
    declared_level = schema.Choice(
        title=_("Declared online level"),
        vocabulary=vocabulary(terms.ONLINE_LEVELS),
        default=2,
    )
    level_reason = schema.TextLine(
        title=_("Why the level changes"),
        description=_(
            "Written into the public log when the declared level changes; then empty again."
        ),
        required=False,
        default="",
        missing_value="",
    )
    channels = choices(_("Ways of filing"), terms.CHANNELS)
    synonyms = texts(
        _("What citizens call it"), _("One phrase a line; search finds them.")
    )
    life_events = schema.List(
        title=_("Life events"),
        description=_("In which situations of life somebody needs it."),
        value_type=schema.Choice(vocabulary="hanam.dvc.life_events"),
        required=False,
        defaultFactory=list,
    )

    model.fieldset(
        "how",
        label=_("How it is done"),
        fields=["how_steps", "subjects", "results", "requirements", "legal_basis"],
    )
    how_steps = texts(_("Steps"), _("One step a line, in order."))
    subjects = texts(_("Who may file"), _("One kind of applicant a line."))
    results = Rows(title=_("Results"), columns=tables.RESULTS, defaultFactory=list)
    requirements = schema.Text(
        title=_("Requirements and conditions"),
        required=False,
        default="",
        missing_value="",
    )
    legal_basis = Rows(
        title=_("Legal basis"), columns=tables.LEGAL_BASIS, defaultFactory=list
    )

    # One fieldset: an invariant sees only the fields of its own fieldset as they were typed.
    model.fieldset(
        "rules",
        label=_("Papers, limits and fees"),
        fields=["cases", "papers", "limits", "fees", "plan", "supplement_policy"],
    )
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
        "delivery",
        label=_("Post and publication"),
        fields=[
            "submit_by_post",
            "return_by_post",
            "return_online",
            "decision",
            "effective_from",
            "effective_to",
            "raw",
        ],
    )
    submit_by_post = schema.Bool(
        title=_("May be filed by post"), required=False, default=False
    )
    return_by_post = schema.Bool(
        title=_("The result may be sent by post"), required=False, default=False
    )
    return_online = schema.Bool(
        title=_("The result may be given online"), required=False, default=False
    )
    decision = schema.TextLine(
        title=_("Publication decision"), required=False, default="", missing_value=""
    )
    effective_from = schema.Date(title=_("In force from"), required=False)
    effective_to = schema.Date(
        title=_("In force until"),
        description=_("After this day nobody can file."),
        required=False,
    )
    raw = schema.Text(
        title=_("As published"),
        description=_("What an import could not understand."),
        required=False,
        default="",
        missing_value="",
    )

    directives.widget("agencies", SelectFieldWidget, multiple="multiple", size=12)
    directives.widget(
        government_levels=CheckBoxFieldWidget,
        channels=CheckBoxFieldWidget,
        life_events=CheckBoxFieldWidget,
        **dict.fromkeys(TEXT_LISTS, TextLinesFieldWidget),
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
