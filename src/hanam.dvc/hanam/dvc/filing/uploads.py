"""Files as a form sends them."""

from dataclasses import dataclass
from hanam.dvc.dossiers import sheets
from hanam.dvc.dossiers.handoff import adding
from hanam.dvc.filing.formfield import Problem
from hanam.dvc.filing.wording import told
from os import SEEK_END
from ZPublisher.HTTPRequest import FileUpload


ENDINGS = {
    "application/pdf": "PDF",
    "image/jpeg": "JPG",
    "image/png": "PNG",
    "image/heic": "HEIC",
    "image/tiff": "TIF",
    "image/webp": "WebP",
    "application/msword": "DOC",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
    "application/vnd.ms-excel": "XLS",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
    "application/zip": "ZIP",
    "text/plain": "TXT",
}


@dataclass(frozen=True)
class Accepted:
    """What a person is told before choosing files; sizes in megabytes, as text."""

    endings: str
    accept: str
    each: str
    together: str
    files: int


def accepted(limits) -> Accepted:
    """The limits of `catalogue.settings` in words and for an ``accept`` attribute."""
    kinds = [ENDINGS.get(kind, kind) for kind in limits.content_types]
    return Accepted(
        endings=", ".join(kinds),
        accept=",".join(limits.content_types),
        each=sheets.megabytes(limits.file_size),
        together=sheets.megabytes(limits.dossier_size),
        files=limits.files,
    )


def files_in(request, name: str) -> list[FileUpload]:
    """The files sent under ``name``; controls left empty do not count."""
    value = request.form.get(name)
    found = value if isinstance(value, (list, tuple)) else [value]
    return [item for item in found if isinstance(item, FileUpload) and item.filename]


def size_of(upload) -> int:
    upload.seek(0, SEEK_END)
    size = upload.tell()
    upload.seek(0)
    return size


def as_paper(upload, component: str, limits) -> sheets.NewPaper:
    """The paper a file is; of one too big, only as much as shows that it is."""
    most = limits.file_size + 1
    data = upload.read(most if size_of(upload) > most else -1)
    return sheets.NewPaper(component, upload.filename, "", data)


def add(draft, request, names, known, limits, **facts) -> list:
    """Add the files sent under ``names`` (control name → component) to a draft.

    A file that cannot be taken does not keep the others out; returns the `Problem`
    objects of those, each told at its control. What lies there already is not added
    again.
    """
    problems = []
    for name, component in names.items():
        for upload in files_in(request, name):
            new = as_paper(upload, component, limits)
            added = adding.add(draft, new, known, limits, **facts)
            problems.extend(Problem(name, told(problem)) for problem in added.problems)
    return problems
