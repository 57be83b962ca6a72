"""Small pictures of papers: made when first looked at, kept in memory, never by a cache.

A paper that has not been looked into by the scanner has none: nothing opens it.
"""

from hanam.dvc.dossiers.thumbs.kept import Kept
from hanam.dvc.dossiers.thumbs.make import from_pdf
from hanam.dvc.dossiers.thumbs.make import from_picture


__all__ = ["KEPT", "can_have", "small"]
PICTURES = ("image/jpeg", "image/png", "image/tiff", "image/webp")
PDF = "application/pdf"
KIND = "image/jpeg"
# Of the whole process; a small picture has 5 to 30 KB.
KEPT = Kept(most=16 * 2**20)


def can_have(paper) -> bool:
    """Whether a small picture can be made of a paper's file."""
    shown = paper.content_type in (*PICTURES, PDF)
    return shown and paper.file is not None and not paper.is_closed


def small(paper) -> bytes:
    """The paper's picture (or first page) as a small JPEG; b"" where there is none."""
    if not can_have(paper):
        return b""
    key = (paper.id, getattr(paper, "turn", 0), paper.size)
    found = KEPT.get(key)
    if found is None:
        with paper.file.open() as file:
            make = from_pdf if paper.content_type == PDF else from_picture
            found = make(file)
        KEPT.put(key, found)
    return found
