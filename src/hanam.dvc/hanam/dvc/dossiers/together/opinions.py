"""Opinions about a dossier: asked, answered, withdrawn (NĐ 61/2018 art. 19.5).

Whom one asks: an agency (its officers and leaders answer), a colleague of the own agency, or an
expert outside, by a link that opens one question and the papers chosen for it. The clock of
the dossier goes on.
"""

from AccessControl import Unauthorized
from dataclasses import dataclass
from hanam.dvc.catalogue import settings as catalogue
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import actors
from hanam.dvc.dossiers import facts
from hanam.dvc.dossiers import locks
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import sheets
from hanam.dvc.dossiers import work
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.dossiers.together import given
from hanam.dvc.dossiers.together import hold_ups
from hanam.dvc.dossiers.together import legs
from hanam.dvc.dossiers.together import links
from hanam.dvc.dossiers.together import moving
from hanam.dvc.dossiers.together import pausing
from hanam.dvc.dossiers.together import settings
from hanam.dvc.rules import consulting
from hanam.dvc.rules.consulting import OpinionState
from hanam.dvc.rules.consulting import Verdict

import re


AGENCY, PERSON, OUTSIDE = KINDS = ("agency", "person", "outside")
KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
MOST_ASKED = 50
MOST_AT_ONCE = 10
MOST_FILES = 5


@dataclass(frozen=True)
class Whom:
    """Somebody to be asked: ``agency`` a slug, ``person`` a user id of the own agency, or an
    expert's ``name`` and ``email``."""

    kind: str
    agency: str = ""
    person: str = ""
    name: str = ""
    email: str = ""

    @property
    def mark(self) -> str:
        """What makes asking the same one twice one question."""
        return f"{self.kind}:{self.agency or self.person or self.email.lower()}"


@dataclass(frozen=True)
class Asked:
    """What came of asking: the opinions, and whether less time was left than wished for."""

    opinions: tuple
    capped: bool


def ask(
    dossier,
    whom,
    *,
    key: str,
    question: str,
    value,
    unit,
    papers=(),
    version=None,
    now=None,
) -> Asked:
    """Ask each of ``whom`` the same question with a limit of its own.

    ``papers`` are ids of papers of the dossier: nothing else of it is shown. ``key`` is the
    form: sent twice, everybody is asked once. Raises `Refused`, `Stale`, `Unauthorized`.
    """
    legs.managing(dossier)
    now = now or moment.now()
    known = {one["key"] for one in dossier.opinions}
    keys = [f"{key}:{one.mark}" for one in whom]
    if whom and set(keys) <= known:
        return Asked(tuple(of_keys(dossier, keys)), False)
    limit, problems = given.limit_given(value, unit)
    problems += problems_of(dossier, whom, key, question, papers, now)
    term = None
    if limit is not None:
        calendar = facts.calendar_of(dossier)
        term = consulting.term(limit, now, calendar, dossier.due)
        if term is None:
            problems.append(Problem("opinion.no_time", "value"))
    if problems:
        raise Refused(problems)
    current, row = locks.lock(dossier, version)
    actor = actors.current(dossier)
    for one, mark in zip(whom, keys, strict=True):
        if mark not in known:
            opinion = made(
                dossier, one, mark, question.strip(), papers, term, now, actor
            )
            dossier.opinions = (*dossier.opinions, opinion)
            tell(dossier, "opinion_ask", opinion, now, actor, question.strip())
    pausing.begin(dossier, now)
    locks.save(current, row, dossier)
    return Asked(tuple(of_keys(dossier, keys)), term.capped)


def made(dossier, one, key, question, papers, term, now, actor) -> dict:
    """A question to one; see `register.model_together.ConsultationRow`. ``files`` are ids
    among the dossier's ``parts``, ``seed`` makes the link of an expert another one each time."""
    agency = one.agency if one.kind == AGENCY else dossier.agency
    name = work.full_name(one.person) if one.kind == PERSON else one.name.strip()
    return {
        "no": len(dossier.opinions) + 1,
        "key": key,
        "kind": one.kind,
        "agency": "" if one.kind == OUTSIDE else agency,
        "person": one.person if one.kind == PERSON else "",
        "name": name,
        "email": one.email.strip() if one.kind == OUTSIDE else "",
        "question": question,
        "papers": tuple(papers),
        "asked": now,
        "asked_by": actor[0],
        "due": term.due,
        "capped": term.capped,
        "remind": term.remind,
        "silence": str(settings.silence_of(dossier.procedure_code)),
        "state": str(OpinionState.ASKED),
        "answered": None,
        "answered_name": "",
        "verdict": "",
        "text": "",
        "files": (),
        "late": False,
        "seed": links.seed() if one.kind == OUTSIDE else "",
    }


def answer(dossier, no: int, *, verdict, text, files=(), proof=None, now=None):
    """Give an opinion; ``files`` are `sheets.NewPaper`. After its limit it is kept, marked late.

    Who may: see `may_answer`. Raises `Refused`, `Stale`, `Unauthorized`.
    """
    opinion = opinion_of(dossier, no)
    if not may_answer(dossier, opinion, proof):
        raise Unauthorized("not asked")
    now = now or moment.now()
    if opinion["state"] not in consulting.ANSWERABLE or dossier.finished is not None:
        raise Stale([Problem("opinion.closed")])
    is_outside = opinion["kind"] == OUTSIDE
    actor = ("", opinion["name"]) if is_outside else actors.current(dossier)
    problems = given.problems_of_text(text, "text")
    if verdict not in tuple(Verdict):
        problems.append(Problem("opinion.verdict", "verdict"))
    if verdict != Verdict.AGREE and not text.strip():
        problems.append(Problem("opinion.text", "text"))
    limits = catalogue.limits()
    if len(files) > MOST_FILES:
        problems.append(Problem("papers.too_many", "files", {"most": MOST_FILES}))
    papers, wrong = sheets.read(
        files, limits, {}, added=now, added_by=actor[0], field="files"
    )
    if problems + wrong:
        raise Refused(problems + wrong)
    current, row = legs.lock(dossier)
    sheets.store(papers)
    dossier.parts.extend(papers)
    opinion = change(
        dossier,
        no,
        state=str(OpinionState.ANSWERED),
        answered=now,
        answered_name=actor[1],
        verdict=str(verdict),
        text=text.strip(),
        files=tuple(paper.id for paper in papers),
        late=now > opinion["due"],
        remind=None,
    )
    tell(dossier, "opinion_answer", opinion, now, actor, text.strip())
    go_on(dossier, now)
    locks.save(current, row, dossier)
    return dossier


def withdraw(dossier, no: int, *, reason: str = "", version=None, now=None):
    """Take a question back: it need not be answered any more, and cannot be."""
    legs.managing(dossier)
    opinion = opinion_of(dossier, no)
    if opinion["state"] not in (OpinionState.ASKED, OpinionState.ESCALATED):
        raise Refused([Problem("opinion.closed")])
    problems = given.problems_of_text(reason, "reason")
    if problems:
        raise Refused(problems)
    now = now or moment.now()
    current, row = locks.lock(dossier, version)
    gone = str(OpinionState.WITHDRAWN)
    opinion = change(dossier, no, state=gone, answered=now, remind=None)
    actor = actors.current(dossier)
    tell(dossier, "opinion_withdraw", opinion, now, actor, reason.strip())
    go_on(dossier, now)
    locks.save(current, row, dossier)
    return dossier


def may_answer(dossier, opinion, proof=None) -> bool:
    """Whether the present user is one of those asked, or ``proof`` is the expert's secret.

    Of an agency its officers and leaders, or of those that stand for it now.
    """
    if opinion["kind"] == OUTSIDE:
        return links.proves(dossier.code, opinion, proof)
    user = work.getSecurityManager().getUser()
    if user is None or not user.getId():
        return False
    if opinion["kind"] == PERSON:
        return user.getId() == opinion["person"]
    held = access.agencies_of(user)
    return opinion["agency"] in {*held["officer"], *held["leader"]}


def problems_of(dossier, whom, key, question, papers, now) -> list[Problem]:
    """What is wrong with a question."""
    found = given.problems_of_text(question, "question", True)
    if not KEY.fullmatch(key):
        found.append(Problem("opinion.key"))
    if not whom:
        found.append(Problem("opinion.nobody", "agency"))
    if len(whom) > MOST_AT_ONCE or len(dossier.opinions) + len(whom) > MOST_ASKED:
        found.append(Problem("opinion.too_many", "agency", {"most": MOST_AT_ONCE}))
    if len({one.mark for one in whom}) < len(whom):
        found.append(Problem("opinion.twice", "agency"))
    if any(dossier.paper(paper) is None for paper in papers):
        found.append(Problem("opinion.paper", "papers"))
    for one in whom:
        found += problems_of_one(dossier, one, now)
    return found


def problems_of_one(dossier, one, now) -> list[Problem]:
    if one.kind == AGENCY:
        if one.agency == dossier.agency:
            return [Problem("opinion.own", "agency")]
        return given.problems_of_agency(one.agency, now)
    if one.kind == PERSON:
        wrong = work.check_assignee(dossier, one.person)
        return [Problem(problem.code, "person") for problem in wrong]
    found = []
    if not one.name.strip():
        found.append(Problem("opinion.name", "name"))
    if not EMAIL.fullmatch(one.email.strip()):
        found.append(Problem("opinion.email", "email"))
    return found


def of_keys(dossier, keys) -> list[dict]:
    return [one for one in dossier.opinions if one["key"] in keys]


def opinion_of(dossier, no) -> dict:
    """The opinion of a number; `Refused` where there is none."""
    if not 1 <= no <= len(dossier.opinions):
        raise Refused([Problem("opinion.unknown")])
    return dossier.opinions[no - 1]


def change(dossier, no: int, **values) -> dict:
    """Set values of the opinion of that number; the opinion as it is now."""
    found = list(dossier.opinions)
    found[no - 1] = {**found[no - 1], **values}
    dossier.opinions = tuple(found)
    return found[no - 1]


def go_on(dossier, now) -> None:
    """Where the clock stood for opinions and none is awaited any more, it goes on."""
    if pausing.end(dossier, now):
        moving.recount(dossier, now)


def tell(dossier, action, opinion, now, actor, text="") -> None:
    """Into the history with whom it concerns, and to whoever listens."""
    said = f"{hold_ups.name_of(opinion)}: {text}" if text else hold_ups.name_of(opinion)
    moving.tell(dossier, action, opinion, now, actor, text, said)
