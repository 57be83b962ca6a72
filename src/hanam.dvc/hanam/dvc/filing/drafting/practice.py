"""Practice for classes: the whole path with people who do not exist; nothing of it counts."""

from hanam.dvc.catalogue import settings
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import sheets
from hanam.dvc.filing import example
from hanam.dvc.filing import guard
from hanam.dvc.filing import sample_paper
from hanam.dvc.filing.answers import answers_of
from hanam.dvc.filing.answers import components
from hanam.dvc.filing.answers import declared_fields
from hanam.dvc.filing.answers import result_ways
from hanam.dvc.filing.answers import set_person
from hanam.dvc.filing.asking import facts_of
from hanam.dvc.filing.steps.place import Place
from hanam.dvc.register import classes

import re


COOKIE = "dvc_lop"
CODE = re.compile(r"[A-HJKMNP-Z2-9]{6}")
LINE = "LAM THU - mau / sample paper"


def class_of(request) -> str:
    """The code of the class this browser practises in, while it lasts; else ""."""
    code = request.cookies.get(COOKIE) or ""
    return code if known(code) else ""


def known(code: str):
    """The class of that code, while it lasts; else None."""
    if not CODE.fullmatch(code):
        return None
    return classes.get(code, moment.now().date())


def join(request, code: str) -> None:
    """Let this browser practise in a class until it is closed."""
    guard.set_cookie(request, COOKIE, code)


def leave(request) -> None:
    request.cookies.pop(COOKIE, None)
    request.response.expireCookie(COOKIE, path="/")


def fill(draft, procedure, steps) -> None:
    """The sample person, answers and papers, all valid, up to the last page."""
    set_person(draft, "applicant", example.applicant())
    answers_of(draft)["for"] = "self"
    if procedure.cases and not draft.case:
        draft.case = procedure.cases[0]["key"]
    place = Place(draft, procedure)
    place.settle()
    if not draft.agency and place.agencies:
        draft.agency = place.agencies[0].getId()
    draft.data.update(example.answers(declared_fields(procedure), facts_of(draft)))
    draft.result_by = result_ways(procedure)[0][0]
    add_papers(draft, procedure)
    for step in steps:
        if step.id != "kiem-tra":
            step.mark_done()


def add_papers(draft, procedure) -> None:
    """A sample file for each component that needs one and has none."""
    rows = components(procedure, draft.case)
    titles = {row["key"]: row["title"] for row in rows}
    new = [
        sheets.NewPaper(
            row["key"], f"lam-thu-{row['key']}.pdf", "", sample_paper.pdf(LINE)
        )
        for row in rows
        if row["required"] and not draft.papers.of(row["key"])
    ]
    made, problems = sheets.read(
        new, settings.limits(), titles, added=moment.now(), added_by=draft.filed_by
    )
    if not problems:
        sheets.store(made)
        draft.papers.extend(made)
