"""What an applicant may still change of a filed dossier: how the result comes, how to be reached."""

from AccessControl import getSecurityManager
from AccessControl import Unauthorized
from hanam.dvc.dossiers import actors
from hanam.dvc.dossiers import facts
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import permissions
from hanam.dvc.dossiers import persons
from hanam.dvc.dossiers import rows
from hanam.dvc.dossiers import slip_words
from hanam.dvc.dossiers import states as flow
from hanam.dvc.dossiers.actions import acting
from hanam.dvc.dossiers.actions import may
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.dossiers.locks import lock
from hanam.dvc.dossiers.locks import save
from hanam.dvc.dossiers.tracks import following
from hanam.dvc.rules import duties
from hanam.dvc.rules.tracks import Delivery
from plone import api


RESULT_WAY, CONTACT = "result_way", "contact"
CHANGEABLE = duties.CHANGEABLE
REACHED_BY = ("phone", "email")


def can(dossier) -> bool:
    """Whether the state of a dossier lets its applicant change anything of this."""
    return dossier.state in CHANGEABLE


def ways(dossier) -> tuple[str, ...]:
    """The ways to receive the result that the procedure offers."""
    procedure = facts.procedure_of(dossier)
    offered = {
        "counter": True,
        "post": getattr(procedure, "return_by_post", False),
        "online": getattr(procedure, "return_online", False),
    }
    return tuple(way for way, given in offered.items() if given)


def receive(dossier, way: str, address: str = "", *, proof=None, now=None):
    """Let the result come another way; ``address`` is for the post and becomes the applicant's.

    Raises `Refused`, `Stale`, `Unauthorized`. What stands like this already changes nothing.
    """
    with acting(dossier, proof):
        require(dossier)
        person, problems = wanted(dossier, {"address": address} if address else {})
        if way not in ways(dossier):
            problems.append(Problem("result_by.unknown", "result_by"))
        if dossier.delivery == Delivery.WITH_POST and way != dossier.result_by:
            problems.append(Problem("result_by.with_post", "result_by"))
        if way == "post" and not person["address"]:
            problems.append(Problem("address.missing", "address"))
        if problems:
            raise Refused(problems)
        if way == dossier.result_by and person == dossier.applicant:
            return dossier
        title = slip_words.RESULT_BY[way]
        note = api.portal.translate(title, lang=api.portal.get_default_language())
        change(dossier, RESULT_WAY, note, now, person, result_by=way)
    return dossier


def reach(dossier, phone: str, email: str, *, proof=None, now=None):
    """Note another phone or e-mail address of the applicant; raises as `receive` does."""
    with acting(dossier, proof):
        require(dossier)
        person, problems = wanted(dossier, {"phone": phone, "email": email})
        if not person["phone"] and not person["email"]:
            problems.append(Problem("contact.missing", "phone"))
        if problems:
            raise Refused(problems)
        if person != dossier.applicant:
            change(dossier, CONTACT, "", now, person)
    return dossier


def require(dossier) -> None:
    """Raise unless who acts is the applicant and the state lets them."""
    if not may(permissions.VIEW, dossier):
        raise Unauthorized("not for you")
    if "Applicant" not in getSecurityManager().getUser().getRolesInContext(dossier):
        raise Unauthorized("not for you")
    if not can(dossier):
        title = flow.TITLES[dossier.state]
        raise Stale([Problem("action.state", "", {"state": title})])


def wanted(dossier, changes):
    """The applicant as they would be, and what is wrong with the changes alone."""
    today = moment.now().date()
    person, problems = persons.check(
        {**dossier.applicant, **changes}, "applicant", today, needs_id=False
    )
    # What was taken once is not judged anew.
    person = {**dossier.applicant, **{key: person[key] for key in changes}}
    found = [
        Problem(problem.code, key, problem.facts)
        for problem in problems
        for key in changes
        if problem.field == f"applicant.{key}"
    ]
    return person, found


def change(dossier, action, note, now, person, **attributes) -> None:
    """Write it down in both stores, with an entry in the history."""
    now = now or moment.now()
    actor = actors.current(dossier)
    current, row = lock(dossier)
    same = not dossier.is_for_another()
    for name, value in attributes.items():
        setattr(dossier, name, value)
    if "result_by" in attributes:
        following.result_way(dossier, now)
    dossier.applicant = person
    if same:
        dossier.owner = dict(person)
    rows.note(current, dossier, now, actor, action, dossier.state, note)
    save(current, row, dossier)
