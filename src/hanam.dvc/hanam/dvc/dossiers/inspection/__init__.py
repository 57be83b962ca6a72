"""Whether a file can be opened, holds nothing dangerous and tells nothing it should not.

`inspect` is asked for every file that comes in, after its kind is known and before anything
is stored. It never holds a lock and reads at most as many bytes as the limits allow.
"""

from dataclasses import dataclass
from dataclasses import field
from hanam.dvc.dossiers.inspection import archives
from hanam.dvc.dossiers.inspection import office
from hanam.dvc.dossiers.inspection import pdfs
from hanam.dvc.dossiers.inspection import pictures
from hanam.dvc.dossiers.inspection.errors import Unfit


__all__ = ["Inspected", "Unfit", "inspect"]
OF_KIND = {
    "application/pdf": pdfs.inspect,
    "image/jpeg": pictures.inspect_jpeg,
    "image/png": pictures.inspect_png,
    "image/tiff": pictures.inspect_other,
    "image/webp": pictures.inspect_other,
    "application/zip": archives.inspect,
    "application/msword": office.inspect_old,
    "application/vnd.ms-excel": office.inspect_old,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (
        office.inspect_word
    ),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (
        office.inspect_excel
    ),
}


@dataclass(frozen=True)
class Inspected:
    """``data`` are the bytes to keep: those sent, or a cleaned copy of them.

    ``remade``: the copy is not what was sent but for its metadata (a photo turned upright
    or made smaller). ``problem`` is the code of a message in `dossiers.messages`, "" if the
    file is fit; ``facts`` fill its blanks.
    """

    data: bytes
    remade: bool = False
    problem: str = ""
    facts: dict = field(default_factory=dict)


def inspect(data: bytes, kind: str, rules) -> Inspected:
    """Look into a file of the content type ``kind``.

    ``rules`` has ``megapixels``, ``picture_side`` (pixels) and ``active`` ("strip" or
    "refuse"), as `dossiers.paper_settings` gives them. Kinds that nobody here can open are
    taken as they are.
    """
    look = OF_KIND.get(kind)
    if look is None:
        return Inspected(data)
    try:
        kept, remade = look(data, rules)
    except Unfit as error:
        return Inspected(b"", False, error.code, error.facts)
    return Inspected(kept, remade)
