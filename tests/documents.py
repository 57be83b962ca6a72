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


def drawn_words(made: bytes) -> str:
    """All text with that of fields, as it is drawn, with single spaces."""
    with pypdfium2.PdfDocument(made) as document:
        document.init_forms()
        for page in document:
            page.flatten()
        out = io.BytesIO()
        document.save(out)
    return words_of(out.getvalue())


def place_of(made: bytes, words: str) -> tuple[float, float, float, float]:
    """The edges of the first place of a text (left, bottom, right, top)."""
    for page in pypdfium2.PdfDocument(made):
        text = page.get_textpage()
        found = text.search(words).get_next()
        if found is not None:
            rects = [text.get_rect(i) for i in range(text.count_rects(*found))]
            left, bottom, right, top = zip(*rects, strict=True)
            return min(left), min(bottom), max(right), max(top)
    raise AssertionError(f"{words} stands nowhere")


def words_in(made: bytes, page: int, edges) -> str:
    """The text inside a rectangle of a page."""
    text = pypdfium2.PdfDocument(made)[page].get_textpage()
    left, bottom, right, top = edges
    return text.get_text_bounded(left, bottom, right, top).strip()
