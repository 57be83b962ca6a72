"""What was given before, used again: offered with its origin, never put in by itself.

``draft.answers["reused"]`` remembers where it came from: {"data": {name: [code, filed]},
"from": code}. Papers remember it themselves (``source``, ``first``).
"""

from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from hanam.dvc.catalogue import lookup
from hanam.dvc.dossiers import moment
from hanam.dvc.filing import declaration
from hanam.dvc.filing.answers import answers_of
from hanam.dvc.filing.answers import components
from hanam.dvc.filing.answers import declared_fields
from hanam.dvc.filing.answers import OTHER
from hanam.dvc.filing.answers import result_ways
from hanam.dvc.filing.answers import said
from hanam.dvc.filing.answers import SELF
from hanam.dvc.filing.answers import set_person
from hanam.dvc.filing.drafting import earlier
from hanam.dvc.filing.drafting import settings
from hanam.dvc.filing.formfield import FormField
from hanam.dvc.filing.papers.copying import copy_into
from hanam.dvc.rules import vietnamese


@dataclass(frozen=True)
class Answer:
    """An earlier answer that a draft could use."""

    field: FormField
    value: object
    dossier: object

    @property
    def text(self) -> str:
        return declaration.shown(self.field, self.value)


@dataclass(frozen=True)
class Sheet:
    """An earlier paper that a draft could use for a component."""

    component: dict
    paper: object
    dossier: object

    @property
    def first(self) -> datetime:
        """When the file was handed in for the first time."""
        return getattr(self.paper, "first", None) or self.paper.added


# -- all of it, with one tap


def fill(draft, dossier, procedure, steps) -> None:
    """Put everything of an earlier dossier of the same procedure into a new draft."""
    for name in ("applicant", "owner"):
        set_person(draft, name, dict(getattr(dossier, name)))
    answers = answers_of(draft)
    answers["for"] = OTHER if dossier.is_for_another() else SELF
    if answers["for"] == SELF:
        set_person(draft, "owner", {"kind": "citizen"})
    if dossier.case in {row["key"] for row in procedure.cases or ()}:
        draft.case = dossier.case
    today = moment.now().date()
    offered = {item.getId() for item in lookup.agencies_of(procedure, today)}
    if dossier.agency in offered:
        draft.agency = dossier.agency
    if dossier.result_by in dict(result_ways(procedure)):
        draft.result_by = dossier.result_by
    draft.relation = dossier.relation
    if said(dossier).get("fee"):
        answers["fee"] = dict(said(dossier)["fee"])
    use_answers(draft, answers_in(dossier, declared_fields(procedure)))
    use_papers(draft, sheets_offered(draft, procedure, [dossier]))
    answers["reused"] = {**answers["reused"], "from": dossier.code}
    for step in steps:
        if step.id != "kiem-tra":
            step.mark_done()


def answers_in(dossier, fields) -> list[Answer]:
    """What a dossier says to the questions of a declaration."""
    return [
        Answer(field, dossier.data[field.name], dossier)
        for field in fields
        if field.is_answered
        and dossier.data.get(field.name) not in (None, "", [], False)
    ]


# -- what else could be used


def answers_offered(draft, procedure, dossiers) -> list[Answer]:
    """Earlier answers of the same person to questions that the draft leaves open: those
    under this procedure first, then those to the same question of another."""
    owner, found = earlier.owner_of(draft), {}
    if not owner:
        return []
    open_fields = [
        field
        for field in declared_fields(procedure)
        if draft.data.get(field.name) in (None, "", [], False)
    ]
    theirs = [one for one in dossiers if earlier.Person.of(one.owner) == owner]
    theirs.sort(key=lambda one: one.procedure_uid != draft.procedure_uid)
    for dossier in theirs:
        same = dossier.procedure_uid == draft.procedure_uid
        asked = open_fields if same else alike(open_fields, dossier)
        for answer in answers_in(dossier, asked):
            found.setdefault(answer.field.name, answer)
    return [found[field.name] for field in open_fields if field.name in found]


def alike(fields, dossier) -> list[FormField]:
    """Those fields that the declaration of another procedure asks in the same words."""
    procedure = lookup.procedure(dossier.procedure_code)
    if procedure is None:
        return []
    theirs = {field.name: field for field in declared_fields(procedure)}
    return [
        field
        for field in fields
        if field.name in theirs
        and field.kind == theirs[field.name].kind != "bool"
        and vietnamese.fold(field.label) == vietnamese.fold(theirs[field.name].label)
    ]


def sheets_offered(draft, procedure, dossiers) -> list[Sheet]:
    """Earlier papers of the same person for components that are still empty, if fresh."""
    months, owner = settings.value("fresh_months"), earlier.owner_of(draft)
    if not months or not owner:
        return []
    first, found = earlier.since(months), []
    for row in components(procedure, draft.case, draft):
        if draft.papers.of(row["key"]):
            continue
        for dossier in dossiers:
            if earlier.Person.of(dossier.owner) != owner:
                continue
            given = [
                Sheet(row, paper, dossier)
                for paper in dossier.papers
                if paper.file is not None
                and not paper.is_closed
                and fits(paper, row, dossier, procedure)
            ]
            given = [sheet for sheet in given if sheet.first >= first]
            if given:
                found.extend(given)
                break
    return found


def fits(paper, row, dossier, procedure) -> bool:
    """Whether a paper was handed in for the same thing."""
    if dossier.procedure_uid == procedure.UID() and paper.component == row["key"]:
        return True
    return bool(paper.title) and vietnamese.fold(paper.title) == vietnamese.fold(
        row["title"]
    )


# -- using it, and taking it out again


def remembered(draft) -> dict:
    """{"data": {name: [code, filed]}} of a draft."""
    return {"data": {}, **(said(draft).get("reused") or {})}


def use_answers(draft, offered) -> None:
    """Put earlier answers into the draft."""
    known = remembered(draft)
    names = dict(known["data"])
    for answer in offered:
        draft.data[answer.field.name] = deepcopy(answer.value)
        names[answer.field.name] = (answer.dossier.code, answer.dossier.filed)
    answers_of(draft)["reused"] = {**known, "data": names}


def use_papers(draft, offered) -> None:
    """Lay copies of earlier papers into the draft."""
    answers_of(draft)["reused"] = remembered(draft)
    for sheet in offered:
        copy = copy_into(
            draft,
            sheet.component["key"],
            sheet.paper,
            title=sheet.component["title"],
            added_by=draft.filed_by,
        )
        if copy is not None:
            copy.source, copy.first = sheet.dossier.code, sheet.first


def used_answers(draft, procedure) -> list[tuple]:
    """(field, code, filed) of the answers in a draft that were used again."""
    names = remembered(draft)["data"]
    return [
        (field, *names[field.name])
        for field in declared_fields(procedure)
        if field.name in names
    ]


def used_papers(draft) -> list:
    """The papers of a draft that were used again."""
    return [paper for paper in draft.papers if getattr(paper, "source", "")]


def drop(draft, what: str) -> None:
    """Take one thing out again: ``data.<name>``, ``paper.<id>``; ``data`` or ``papers``
    for all of them."""
    kind, _dot, name = what.partition(".")
    known = remembered(draft)
    if kind == "paper":
        draft.papers.discard(name)
    elif kind == "papers":
        draft.papers[:] = [paper for paper in draft.papers if not paper_used(paper)]
    elif kind == "data":
        names = [name] if name else list(known["data"])
        for one in names:
            if one in known["data"]:
                draft.data.pop(one, None)
        left = {key: one for key, one in known["data"].items() if key not in names}
        answers_of(draft)["reused"] = {**known, "data": left}


def paper_used(paper) -> bool:
    return bool(getattr(paper, "source", ""))
