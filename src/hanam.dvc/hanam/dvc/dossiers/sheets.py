"""Checking the papers that come with a filing, an answer or a result."""

from dataclasses import dataclass
from hanam.dvc.dossiers import fitness
from hanam.dvc.dossiers import kinds
from hanam.dvc.dossiers.content import Paper
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.dossiers.fitness import megabytes
from hashlib import sha256


# The component that the online declaration of the portal stands for.
DECLARATION = "to-khai"


@dataclass(frozen=True)
class NewPaper:
    """A paper as it arrives: ``data`` are the bytes of its file, empty where only sheets
    were handed in over the counter (``originals``, ``copies``)."""

    component: str = ""
    filename: str = ""
    content_type: str = ""
    data: bytes = b""
    originals: int = 0
    copies: int = 0


def read(papers, limits, known, *, added, added_by="", asked=0, field="papers"):
    """`Paper` objects for what arrived, and the problems with it.

    ``papers``: `NewPaper` objects, or `Paper` objects that are stored already (of a
    draft) and are taken over as they are. ``known`` maps the keys of the procedure's
    components to their titles. ``asked`` is the number of the supplement they answer.
    """
    made, problems = [], []
    for number, paper in enumerate(papers):
        place = f"{field}.{paper.component or number}"
        if paper.component and paper.component not in known:
            problems.append(Problem("paper.unknown", place))
            continue
        if isinstance(paper, Paper):
            made.append(paper)
            continue
        title = known.get(paper.component, "")
        found, wrong = _read_one(paper, title, limits, place, added, added_by, asked)
        problems += wrong
        if found is not None:
            made.append(found)
    return made, problems + _check_amount(made, limits, field)


def _read_one(paper, title, limits, place, added, added_by, asked):
    handed_in = paper.originals > 0 or paper.copies > 0
    if min(paper.originals, paper.copies) < 0 or not (paper.data or handed_in):
        facts = {"name": kinds.safe_name(paper.filename, title)}
        return None, [Problem("paper.empty", place, facts)]
    looked = fitness.Looked()
    if paper.data:
        looked = fitness.look(paper.data, paper.filename, limits, place)
    if looked.problems:
        return None, looked.problems
    made = Paper(
        paper.component,
        title,
        added,
        added_by=added_by,
        originals=paper.originals,
        copies=paper.copies,
        round=asked,
        filename=kinds.safe_name(paper.filename) if paper.data else "",
        content_type=looked.kind,
    )
    if paper.data:
        made.digest = sha256(paper.data).hexdigest()
        made.scan = looked.scan
        made.size = len(looked.data)
        made._v_data = looked.data
        # What was sent, where what is kept is another picture.
        made._v_sent = paper.data if looked.remade else b""
    return made, []


def _check_amount(papers, limits, field):
    size = sum(paper.size for paper in papers)
    if len(papers) > limits.files:
        return [Problem("papers.too_many", field, {"most": limits.files})]
    if size > limits.dossier_size:
        most = megabytes(limits.dossier_size)
        return [Problem("papers.too_big", field, {"most": most})]
    return []


def store(papers) -> None:
    """Put the bytes of new papers into blobs; once nothing can be refused any more."""
    for paper in papers:
        data = getattr(paper, "_v_data", None)
        if data:
            paper.fill(data)
            del paper._v_data, paper._v_sent


def missing(components, papers, declared: bool, field="papers"):
    """A problem for each required component that nothing was handed in for.

    ``declared``: the online declaration was filled in; it stands for its paper.
    """
    given = {paper.component for paper in papers}
    return [
        Problem("paper.missing", f"{field}.{row['key']}", {"title": row["title"]})
        for row in components
        if row["required"]
        and row["key"] not in given
        and not (declared and row["form"] == DECLARATION)
    ]
