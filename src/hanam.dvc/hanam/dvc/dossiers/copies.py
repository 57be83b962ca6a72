"""A paper of an earlier dossier, handed in again."""

from hanam.dvc.dossiers.content import Paper


# What a copy does not take from the paper it was made of.
OWN = (
    "id",
    "component",
    "title",
    "added",
    "added_by",
    "round",
    "file",
    "size",
    "source",
)


def copy(paper, *, component: str, title: str, added, added_by: str = "", source: str):
    """A new `Paper` with the same file.

    ``source`` is the code of the dossier it comes from, kept with the copy together with
    the time at which the file was handed in first; its bytes are stored anew, so that
    nothing done to the copy touches the earlier dossier.
    """
    made = Paper(
        component,
        title,
        added,
        added_by=added_by,
        originals=paper.originals,
        copies=paper.copies,
        filename=paper.filename,
        content_type=paper.content_type,
    )
    for name, value in vars(paper).items():
        if name not in OWN and not name.startswith("_"):
            setattr(made, name, value)
    made.source = source
    made.first = getattr(paper, "first", None) or paper.added
    if paper.file is not None:
        made.fill(paper.file.data)
    return made
