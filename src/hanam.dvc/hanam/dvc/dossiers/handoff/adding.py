"""One file into the slot of a draft or form."""

from dataclasses import dataclass
from dataclasses import field
from hanam.dvc.dossiers import fitness
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import sheets
from hanam.dvc.dossiers.handoff import originals
from hanam.dvc.dossiers.scanning import held
from hashlib import sha256


@dataclass(frozen=True)
class Added:
    """``paper`` lies in the slot now, or lay there already (``again``); or ``problems``
    (of `dossiers.errors`) say why not."""

    paper: object = None
    again: bool = False
    problems: list = field(default_factory=list)


def add(draft, new, known, limits, *, added_by="", hand="", field="papers") -> Added:
    """Look at a `NewPaper` and lay it into its slot.

    ``known`` maps the components of the procedure to their titles, ``hand`` is the digest
    of the phone that sent it, if one did. What was sent before is not laid there again.
    The caller notes that the draft has changed, after the last file: that may take the
    register's lock, under which nobody should wait for a scanner.
    """
    earlier = same(draft, new)
    if earlier is not None:
        return Added(earlier, again=True)
    others = [paper for paper in draft.papers if paper.component in known]
    made, problems = sheets.read(
        [*others, new],
        limits,
        known,
        added=moment.now(),
        added_by=added_by,
        field=field,
    )
    if problems:
        return Added(problems=problems)
    paper = made[-1]
    originals.keep(paper)
    sheets.store([paper])
    paper.hand = hand
    draft.papers.append(paper)
    if paper.scan == fitness.HELD:
        held.note(draft)
    return Added(paper)


def same(draft, new):
    """The paper in the slot that was made of these very bytes, or None."""
    digest = sha256(new.data).hexdigest()
    for paper in draft.papers.of(new.component):
        if digest in digests(paper):
            return paper
    return None


def digests(paper) -> set[str]:
    """Of what was sent for a paper, and for those it was joined from."""
    found = {paper.digest}
    for part in getattr(paper, "parts", ()):
        found |= digests(part)
    return found - {""}
