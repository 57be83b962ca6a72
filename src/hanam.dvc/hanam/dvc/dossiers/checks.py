"""Everything that must be right before a filing is taken, told at once."""

from dataclasses import dataclass
from datetime import datetime
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import settings
from hanam.dvc.catalogue.levels import is_online
from hanam.dvc.catalogue.papers import components
from hanam.dvc.dossiers import authority
from hanam.dvc.dossiers import persons
from hanam.dvc.dossiers import sheets
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.rules import clock
from hanam.dvc.rules import codes


CHANNELS = ("online", "counter", "post")
LONGEST_NOTE = 4000


@dataclass(frozen=True)
class Checked:
    """A filing in normal form, with what the catalogue says about it."""

    procedure: object
    case: str
    channel: str
    agency: str
    unit_code: str
    level: int
    online_capable: bool
    result_by: str
    applicant: dict
    owner: dict
    papers: list
    accept_due: datetime | None


def check(filing, now) -> Checked:
    """The filing in normal form; `Refused` with every problem found otherwise."""
    procedure = filing.procedure
    if isinstance(procedure, str):
        procedure = lookup.procedure(procedure)
    if procedure is None:
        raise Refused([Problem("procedure.unknown", "procedure")])
    today, limits = now.date(), settings.limits()
    problems = list(procedure_problems(procedure, filing, today))
    unit_code, wrong = unit_code_of(filing.agency, procedure, today)
    problems += wrong
    applicant, wrong = persons.check(filing.applicant, "applicant", today)
    problems += wrong
    owner = dict(applicant)
    if filing.owner:
        owner, wrong = persons.check(filing.owner, "owner", today, needs_id=False)
        problems += wrong
    asked = components(procedure, filing.case)
    if filing.channel == "online":
        asked = authority.components(
            procedure, asked, owner != applicant, filing.relation
        )
    titles = {row["key"]: row["title"] for row in asked}
    titles.setdefault(authority.COMPONENT, authority.value("title"))
    papers, wrong = sheets.read(
        filing.papers, limits, titles, added=now, added_by=filing.filed_by
    )
    problems += wrong
    # A paper that is there but wrong is not missing as well.
    told = {problem.field for problem in wrong}
    problems += [
        problem
        for problem in sheets.missing(asked, papers, is_declared(procedure, filing))
        if problem.field not in told and not filing.incomplete
    ]
    if len(filing.note or "") > LONGEST_NOTE:
        problems.append(Problem("text.too_long", "note", {"most": LONGEST_NOTE}))
    if problems:
        raise Refused(problems)
    return Checked(
        procedure=procedure,
        case=filing.case,
        channel=filing.channel,
        agency=filing.agency,
        unit_code=unit_code,
        level=procedure.declared_level,
        online_capable=is_online(procedure),
        result_by=filing.result_by,
        applicant=applicant,
        owner=owner,
        papers=papers,
        accept_due=accept_due(now, limits),
    )


def is_declared(procedure, filing) -> bool:
    """Whether the online declaration of the procedure was filled in."""
    return bool(filing.data) and lookup.declaration(procedure) is not None


def procedure_problems(procedure, filing, today):
    """What speaks against filing this procedure here, this way, today."""
    if lookup.is_closed(procedure, today):
        yield Problem("procedure.closed", "procedure", {"title": procedure.title})
    if filing.channel not in CHANNELS:
        yield Problem("channel.unknown", "channel")
    elif filing.channel not in (procedure.channels or ()):
        yield Problem(f"channel.not_{filing.channel}", "channel")
    cases = {row["key"] for row in procedure.cases or ()}
    if cases and filing.case not in cases:
        yield Problem("case.unknown" if filing.case else "case.missing", "case")
    elif filing.case and not cases:
        yield Problem("case.unknown", "case")
    ways = {
        "counter": True,
        "post": procedure.return_by_post,
        "online": procedure.return_online,
    }
    if not ways.get(filing.result_by):
        yield Problem("result_by.unknown", "result_by")
    if not isinstance(filing.data, dict):
        yield Problem("data.shape", "data")


def unit_code_of(slug, procedure, today):
    """The code an agency numbers its dossiers with, and what speaks against it."""
    agency = lookup.agency(slug)
    if agency is None:
        return "", [Problem("agency.unknown", "agency")]
    facts = {"title": agency.title}
    if not lookup.exists(agency, today):
        return "", [Problem("agency.closed", "agency", facts)]
    if not lookup.takes(procedure, slug):
        return "", [Problem("agency.not_here", "agency", facts)]
    if not codes.is_unit_code(agency.unit_code or ""):
        return "", [Problem("agency.no_code", "agency", facts)]
    return agency.unit_code, []


def accept_due(now, limits, calendar=None) -> datetime | None:
    """Until when the agency has to accept or refuse what was filed ``now``, by the present
    calendar or another."""
    limit = clock.Limit(limits.accept_days, clock.Unit.WORKING_DAY)
    return clock.compute(now, limit, calendar or settings.calendar()).due
