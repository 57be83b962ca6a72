"""A paper handed in earlier, handed in again."""

from hanam.dvc.dossiers import drafts
from hanam.dvc.dossiers import fitness
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers.content import Paper
from hanam.dvc.dossiers.scanning import held
from plone.namedfile.file import NamedBlobFile


PIECE = 2**20


def copy_into(draft, component: str, paper, *, title: str = "", added_by: str = ""):
    """Lay a copy of ``paper`` (of an earlier dossier or draft) into a slot of ``draft``.

    The caller has checked that the visitor may see that paper. Returns the new `Paper`; the
    one that lies there already if it has the same content; None for a paper without a file
    or one that the scanner found infected. The bytes are copied blob to blob, never held
    whole in memory; what is still held stays held.
    """
    if paper.file is None or paper.scan == fitness.INFECTED:
        return None
    for earlier in draft.papers.of(component):
        if paper.digest and earlier.digest == paper.digest:
            return earlier
    made = Paper(
        component,
        title or paper.title,
        moment.now(),
        added_by=added_by,
        filename=paper.filename,
        content_type=paper.content_type,
    )
    made.file = share(paper.file)
    made.size = paper.size
    made.digest = paper.digest
    made.scan = paper.scan
    draft.papers.append(made)
    drafts.touch(draft)
    held.note(draft)
    return made


def share(file) -> NamedBlobFile:
    """The same bytes in a blob of its own: neither copy can change the other."""
    made = NamedBlobFile(contentType=file.contentType, filename=file.filename)
    with file.open() as source, made.open("w") as target:
        while piece := source.read(PIECE):
            target.write(piece)
    return made
