"""The slots of a draft as pages show them."""

from hanam.dvc.dossiers import fitness
from hanam.dvc.dossiers import thumbs
from hanam.dvc.dossiers.fitness import megabytes
from hanam.dvc.dossiers.handoff import changing
from zlib import crc32


def slot(row, papers, base: str, error: str = "") -> dict:
    """A component of the procedure with what lies in its slot.

    ``row`` is of `catalogue.papers.components`, ``base`` the address of the draft's files.
    """
    name = f"papers.{row['key']}"
    ids = [f"{name}-hint"] + ([f"{name}-error"] if error else [])
    pictures = [paper for paper in papers if changing.is_picture(paper)]
    return {
        **row,
        "name": name,
        "error": error,
        "described_by": " ".join(ids),
        "files": [
            file(paper, base, number, len(papers))
            for number, paper in enumerate(papers)
        ],
        "pictures": len(pictures),
    }


def file(paper, base: str, number: int = 0, many: int = 1) -> dict:
    """A paper in a slot, ``number``-th of ``many``."""
    parts = getattr(paper, "parts", ())
    small = f"{base}/nho/{paper.id}?v={getattr(paper, 'turn', 0)}-{paper.size}"
    return {
        "id": paper.id,
        "filename": paper.filename or paper.title,
        "size": in_words(paper.size),
        "url": f"{base}/tep/{paper.id}" if paper.file and not paper.is_closed else "",
        "small": small if thumbs.can_have(paper) else "",
        "turns": changing.is_picture(paper),
        "moves": number > 0 and many > 1,
        "parts": len(parts),
        "held": paper.scan == fitness.HELD,
        "infected": paper.scan == fitness.INFECTED,
    }


def in_words(size: int) -> str:
    """A file's size for a reader: "340 KB", "1,5 MB"."""
    if size < 2**20:
        return f"{max(round(size / 2**10), 1)} KB"
    return f"{megabytes(size)} MB"


def mark(papers, *more) -> str:
    """The same as long as pages would show the same: for `ETag`."""
    facts = [
        (
            paper.id,
            paper.component,
            paper.size,
            getattr(paper, "turn", 0),
            paper.scan,
            len(getattr(paper, "parts", ())),
        )
        for paper in papers
    ]
    return f'W/"{crc32(repr((facts, more)).encode()):08x}"'
