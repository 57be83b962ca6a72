"""A paper handed in earlier, handed in again."""

from hanam.dvc.dossiers import copies
from hanam.dvc.dossiers import drafts
from hanam.dvc.dossiers import fitness
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers.scanning import held


def copy_into(draft, component: str, paper, *, title="", added_by="", source=""):
    """Lay a copy of ``paper`` (of an earlier dossier or draft) into a slot of ``draft``.

    The caller has checked that the visitor may see that paper. Returns the new `Paper`; the
    one that lies there already if it has the same content; None for a paper without a file
    or one that the scanner found infected. What is still held stays held.
    """
    if paper.file is None or paper.scan == fitness.INFECTED:
        return None
    for earlier in draft.papers.of(component):
        if paper.digest and earlier.digest == paper.digest:
            return earlier
    made = copies.copy(
        paper,
        component=component,
        title=title or paper.title,
        added=moment.now(),
        added_by=added_by,
        source=source,
    )
    draft.papers.append(made)
    drafts.touch(draft)
    held.note(draft)
    return made
