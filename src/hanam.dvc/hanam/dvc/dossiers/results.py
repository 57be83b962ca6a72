"""The result of a dossier: a file, or the number or text of a decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from hanam.dvc.catalogue import settings
from hanam.dvc.dossiers import sheets
from hanam.dvc.dossiers.content import Paper
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.dossiers.sheets import NewPaper


LONGEST = 4000


@dataclass(frozen=True)
class Result:
    """``number`` of the decision, ``text`` about it, ``paper`` its file, if any.

    A `Paper` that was prepared and looked into already is taken over as it is.
    """

    number: str = ""
    text: str = ""
    paper: NewPaper | Paper | None = None


def read(given, now, actor, title):
    """`Paper` objects for what was given as the result, and the problems with it.

    ``given``: a `Result`, a `NewPaper`, a mapping with the keys of either, a list of
    these, or None.
    """
    many = given if isinstance(given, (list, tuple)) else [given]
    found = [as_result(one) for one in many if one]
    found = [one for one in found if one.number or one.text or one.paper]
    if not found:
        return [], [Problem("result.missing", "result")]
    papers, problems = [], []
    for one in found:
        made, wrong = _read_one(one, now, actor, title)
        papers += made
        problems += wrong
    return papers, problems


def as_result(given) -> Result:
    """What was given, whichever way it was said."""
    if isinstance(given, Result):
        return given
    if isinstance(given, NewPaper):
        return Result(paper=given)
    if isinstance(given, Paper):
        return Result(given.number, given.text, given)
    if not isinstance(given, Mapping):
        return Result()
    paper = None
    if given.get("data"):
        paper = NewPaper(filename=str(given.get("filename") or ""), data=given["data"])
    return Result(_line(given, "number"), _line(given, "text"), paper)


def _line(given, key) -> str:
    return str(given.get(key) or "").strip()


def _read_one(one, now, actor, title):
    if max(len(one.number), len(one.text)) > LONGEST:
        return [], [Problem("text.too_long", "result", {"most": LONGEST})]
    if one.paper is None:
        made = [Paper("", title, now, added_by=actor[0])]
    else:
        limits = settings.limits()
        made, problems = sheets.read(
            [one.paper],
            limits,
            {"": title},
            added=now,
            added_by=actor[0],
            field="result",
        )
        if problems:
            return [], problems
    if not isinstance(one.paper, Paper):
        made[0].title, made[0].number, made[0].text = title, one.number, one.text
    return made, []
