"""From the body of `POST @dossiers` to a `Filing`, by the checks the pages make."""

from hanam.dvc.catalogue import lookup
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import checks
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.dossiers.intake import Filing
from hanam.dvc.filing import declaration
from hanam.dvc.filing import person
from hanam.dvc.filing.answers import declared_fields
from hanam.dvc.filing.formfield import Problem
from hanam.dvc.filing.guard import user_id
from hanam.dvc.filing.wording import from_dossiers
from hanam.dvc.i18n import _


class NotAllowed(Exception):
    """What was asked for is for staff of the agency."""

    def __init__(self, message: str):
        super().__init__(message)
        self.message = message


def filing(sent) -> tuple[Filing, list[Problem]]:
    """The filing that a `body.Body` asks for, and what is wrong with it.

    Raises `NotAllowed` where only staff may file like this.
    """
    content, problems = sent.content, list(sent.problems)
    told = {problem.field for problem in problems}

    def given(name, kind=str):
        value = content.get(name)
        return value if isinstance(value, kind) and name not in told else kind()

    procedure = lookup.procedure(given("procedure"))
    applicant, wrong = person.validate(given("applicant", dict), "applicant", True)
    problems += wrong
    owner = None
    if given("owner", dict):
        owner, wrong = person.validate(given("owner", dict), "owner", True)
        problems += wrong
    fields = () if procedure is None else declared_fields(procedure)
    facts = {"case": given("case"), "applicant.kind": applicant["kind"]}
    data, wrong = declaration.validate(
        fields, given("data", dict), strict=True, facts=facts
    )
    if procedure is not None:
        problems += wrong
    by_staff = staff_facts(content, given("agency"), given("channel") or "online")
    return Filing(
        procedure=procedure or given("procedure"),
        case=given("case"),
        agency=given("agency"),
        channel=given("channel") or "online",
        applicant=applicant,
        owner=owner,
        data=data,
        papers=sent.papers,
        result_by=given("result_by") or "counter",
        note=given("note"),
        place=given("place") if by_staff else "",
        filed_by="" if by_staff else user_id(),
        assisted_by=by_staff.get("assisted_by", ""),
    ), problems


def staff_facts(content: dict, agency: str, channel: str) -> dict:
    """``assisted_by`` where staff of ``agency`` file for a citizen; {} for a citizen."""
    assisted = content.get("assisted_by")
    if channel not in ("counter", "post") and not assisted:
        return {}
    mine = user_id()
    if not mine or not any(agency in slugs for slugs in access.agencies_of().values()):
        raise NotAllowed(
            _("Only staff of the agency file at the counter, by post or for a citizen.")
        )
    if assisted and assisted != mine:
        raise NotAllowed(_("assisted_by is the user id of who sends the request."))
    return {"assisted_by": mine if assisted else ""}


def with_others(filing: Filing, problems: list[Problem]) -> list[Problem]:
    """``problems`` and what else the dossier's own checks find, each field once."""
    told = {problem.field for problem in problems}
    try:
        checks.check(filing, moment.now())
    except Refused as error:
        problems = problems + [
            problem
            for problem in from_dossiers(error.problems)
            if problem.field not in told
        ]
    return problems
