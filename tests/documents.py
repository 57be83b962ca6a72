"""What tests read out of a PDF."""

import io
import pikepdf
import pypdfium2


def words_of(made: bytes) -> str:
    """All text of a PDF as a reader or a search would take it, with single spaces."""
    document = pypdfium2.PdfDocument(made)
    pages = [page.get_textpage().get_text_range() for page in document]
    return " ".join(" ".join(pages).replace("\u200b", "").split())


def tags_of(made: bytes) -> list[str]:
    """The names of the structure elements of a PDF, in their order."""
    found = []

    def walk(element):
        if isinstance(element, pikepdf.Array):
            for inner in element:
                walk(inner)
        elif isinstance(element, pikepdf.Dictionary):
            if "/S" in element:
                found.append(str(element.S))
            if "/K" in element:
                walk(element.K)

    with pikepdf.open(io.BytesIO(made)) as document:
        walk(document.Root.StructTreeRoot.K)
    return found


def title_and_language(made: bytes) -> tuple[str, str]:
    with pikepdf.open(io.BytesIO(made)) as document:
        return str(document.docinfo.Title), str(document.Root.Lang)


def findings_of(made: bytes, folder) -> list[str]:
    """What a check of PDF/UA-1 finds wrong."""
    import pdfua

    path = folder / "checked.pdf"
    path.write_bytes(made)
    return [f"{row.rule_id}: {row.message}" for row in pdfua.validate(path).findings]
