"""The agencies of the province that a published procedure names."""

from collections.abc import Iterable
from collections.abc import Mapping
from hanam.dvc.rules import vietnamese

import re


COMMITTEE = r"(?:chu tich )?(?:uy ban nhan dan|ubnd) (?:cap )?"
EVERY = {
    "@commune": re.compile(rf"{COMMITTEE}xa(?: phuong)?(?: thi tran| dac khu)?"),
    "@district": re.compile(rf"{COMMITTEE}(?:quan )?huyen(?: .*)?"),
}
# "Sở Tài chính các tỉnh, thành phố" is this province's Sở Tài chính.
ANY_PROVINCE = re.compile(r" (?:cac )?tinh(?: thanh pho)?$")


def find(text: str, names: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """(agencies, names that are none of the province's).

    ``text`` lists names with commas, which may stand inside a name too; ``names`` maps
    folded names to slugs.
    """
    whole = slug_of(text, names)
    if whole:
        return [whole], []
    found, unknown = [], []
    for part in parts(text):
        slug = slug_of(part, names)
        if slug and slug not in found:
            found.append(slug)
        elif not slug:
            unknown.append(part)
    return found, unknown


def parts(text: str) -> Iterable[str]:
    """Names begin with a capital letter; what follows a comma otherwise goes on."""
    for part in re.split(r", ?(?=[A-ZĐÁÂƯỦUÔ])", text):
        if part.strip(" ."):
            yield part.strip(" .")


def slug_of(name: str, names: Mapping[str, str]) -> str:
    plain = vietnamese.fold(name)
    for slug, pattern in EVERY.items():
        if pattern.fullmatch(plain):
            return slug
    return names.get(plain) or names.get(ANY_PROVINCE.sub("", plain), "")
