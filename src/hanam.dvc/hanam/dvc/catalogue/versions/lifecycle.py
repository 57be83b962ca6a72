"""A version from its first draft to its approval, and the timeline made of those approved.

Whatever way a transition comes (page, REST, decision), the same checks hold: they stand
in subscribers of the workflow.
"""

from Acquisition import aq_base
from Acquisition import aq_inner
from Acquisition import aq_parent
from copy import deepcopy
from hanam.dvc.catalogue import search
from hanam.dvc.catalogue.moment import today
from hanam.dvc.catalogue.versions import present
from hanam.dvc.catalogue.versions.content import IProcedureVersion
from hanam.dvc.catalogue.versions.present import BOUNDS
from hanam.dvc.catalogue.versions.present import FOLDER
from hanam.dvc.i18n import _
from hanam.dvc.rules import versions
from hanam.dvc.rules.versions import Backwards
from hanam.dvc.rules.versions import Overlap
from hanam.dvc.rules.versions import Span
from hanam.dvc.rules.vietnamese import short_date
from plone import api
from plone.dexterity.utils import createContent
from Products.CMFCore.interfaces import IActionSucceededEvent
from Products.CMFCore.WorkflowCore import WorkflowException
from Products.DCWorkflow.interfaces import IBeforeTransitionEvent
from zope.component import adapter
from zope.globalrequest import getRequest
from zope.i18n import translate


WORKFLOW = "version_workflow"
DRAFT, PENDING, APPROVED = "draft", "pending", "approved"
FIRST = 1


class Refused(WorkflowException):
    """What speaks against a step of a version or a decision; ``message`` is for people."""

    def __init__(self, message):
        super().__init__(message)
        self.message = message

    def __str__(self):
        return translate(self.message, context=getRequest())


def state_of(version) -> str:
    return api.content.get_state(version, default="")


def procedure_of(version):
    """The procedure a version belongs to."""
    return aq_parent(aq_parent(aq_inner(version)))


def all_of(procedure) -> list:
    """The versions of a procedure, the oldest first, whatever their state."""
    place = procedure.get(FOLDER)
    found = [] if place is None else place.objectValues()
    return sorted(found, key=lambda version: version.number)


def unfinished(procedure):
    """The version that is being written or reviewed, or None."""
    open_ones = [v for v in all_of(procedure) if state_of(v) in (DRAFT, PENDING)]
    return open_ones[-1] if open_ones else None


def start(procedure):
    """A draft with the words of the version in force; the open one if there is one.

    What stands in a procedure without versions becomes its version 1. `Refused` for a
    procedure that is not published: it is still edited itself.
    """
    found = unfinished(procedure)
    if found is not None:
        return found
    if api.content.get_state(procedure, default="") != "published":
        raise Refused(
            _(
                "This procedure is not published yet. Edit the procedure itself; versions "
                "begin when it is published."
            )
        )
    settle(procedure)
    source = present.shown_today(aq_base(procedure))[1]
    number = max(version.number for version in all_of(procedure)) + 1
    values = {name: deepcopy(getattr(source, name)) for name in present.VERSIONED}
    return put(procedure, number, {**values, "decision": ""})


def settle(procedure, **changes) -> None:
    """Make what stands in the procedure its version 1, with ``changes``, if it has no
    versions yet."""
    if present.spans_of(procedure):
        return
    values = {name: deepcopy(getattr(procedure, name)) for name in present.VERSIONED}
    dates = {name: getattr(procedure, name) for name in BOUNDS}
    first = put(procedure, FIRST, {**values, **dates, **changes})
    approve(first)


def put(procedure, number: int, values: dict):
    """A new draft with that number."""
    place = procedure.get(FOLDER)
    if place is None:
        language = api.portal.get_default_language()
        title = translate(_("Versions"), target_language=language)
        place = createContent("ProcedureVersions", title=title)
        place.id = FOLDER
        procedure[FOLDER] = place
        place = procedure[FOLDER]
        # Approved versions are never deleted; neither is what holds them.
        place.manage_permission("Delete objects", [], acquire=0)
    values = {"effective_from": None, "effective_to": None, "change_note": "", **values}
    version = createContent("ProcedureVersion", **values)
    version.id = str(number)
    user = api.user.get_current()
    version.creators = (user.getId(),) if user.getId() else ()
    place[version.id] = version
    return place[version.id]


def approve(version) -> None:
    """Approve a version without asking who is at work; the checks hold."""
    with api.env.adopt_roles(["Manager"]):
        if state_of(version) == DRAFT:
            go(version, "submit")
        go(version, "approve")


def go(item, step: str, note: str = "", **options) -> None:
    """One step of the workflow; `Refused` with its reason, else `WorkflowException`."""
    tool = api.portal.get_tool("portal_workflow")
    tool.doActionFor(item, step, comment=note, **options)


def spans_with(procedure, version=None) -> list[Span]:
    """What the approved versions say of their days, and ``version`` besides."""
    return [
        Span(item.number, item.effective_from, item.effective_to)
        for item in all_of(procedure)
        if state_of(item) == APPROVED
        or (version is not None and item.number == version.number)
    ]


def last_day_of(procedure):
    """The last day of a procedure with versions that was repealed, or None."""
    return present.own(procedure, "last_day")


def check(version) -> None:
    """`Refused` unless the version can be approved as it stands."""
    procedure = procedure_of(version)
    if version.effective_from is None and present.spans_of(procedure):
        raise Refused(_("Give the day from which this version is in force."))
    last_day = last_day_of(procedure)
    start_day = version.effective_from
    if last_day is not None and start_day is not None and start_day > last_day:
        raise Refused(
            _(
                "The procedure was repealed: its last day is ${day}. A version cannot "
                "begin after it.",
                mapping={"day": short_date(last_day)},
            )
        )
    try:
        versions.timeline(spans_with(procedure, version), last_day)
    except Overlap as error:
        raise Refused(
            _(
                "Version ${first} is in force ${first_days}, version ${second} would be "
                "in force ${second_days}: on some days both. Change the days of one.",
                mapping={
                    "first": error.first.number,
                    "first_days": in_words(error.first),
                    "second": error.second.number,
                    "second_days": in_words(error.second),
                },
            )
        ) from error
    except Backwards as error:
        raise Refused(_("The last day lies before the first day.")) from error


def in_words(span: Span) -> str:
    """The days of a version for a reader."""
    start = short_date(span.start) if span.start else ""
    end = short_date(span.end) if span.end else ""
    if start and end:
        words = _("from ${start} until ${end}", mapping={"start": start, "end": end})
    elif start:
        words = _("since ${start}", mapping={"start": start})
    elif end:
        words = _("until ${end}", mapping={"end": end})
    else:
        words = _("without dates")
    return translate(words, context=getRequest())


def refresh(procedure) -> None:
    """Make the timeline anew, and what lists know of the procedure."""
    spans = versions.timeline(spans_with(procedure), last_day_of(procedure))
    base = aq_base(procedure)
    if spans != present.spans_of(base):
        base.spans = spans
    procedure.reindexObject()
    search.changed()


@adapter(IProcedureVersion, IBeforeTransitionEvent)
def before(version, event) -> None:
    """Hold the rules at whatever comes to a version."""
    step = event.transition.getId() if event.transition else ""
    if step == "approve":
        check(version)
    if step == "withdraw":
        start_day = version.effective_from
        if version.decided:
            raise Refused(_("A publication decision put this version in force."))
        if start_day is None or start_day <= today():
            raise Refused(_("This version is in force already. Write a new version."))


@adapter(IProcedureVersion, IActionSucceededEvent)
def after(version, event) -> None:
    """A version that was approved or taken back changes what is in force."""
    if event.action in ("approve", "withdraw"):
        refresh(procedure_of(version))
