"""A published fee as an amount in đồng, where that is certain."""

from hanam.dvc.catalogue.importing.cleaning import says_nothing
from hanam.dvc.catalogue.importing.notes import Kind
from hanam.dvc.rules import vietnamese
from typing import NamedTuple

import re


AMOUNT = re.compile(r"\d{1,3}(?:[.,]\d{3})+(?![\d/])|(?<![\d/.,])\d{4,}(?![\d/])")
# A slash after money, or at the very beginning; not the one in a document's number.
PER = re.compile(
    r"(?:^|đồng|đ|vnđ|usd|[.,]\d{3}|\d{5}) ?/ ?(?:0?1 )?([^\d\W][^\d(),.;:/+\n]{0,40})",
    re.I,
)
# What is paid once for a dossier; anything else is a rate.
ONCE = {
    "cap", "chung chi", "chung nhan", "cchn", "di chuc", "giao dich", "giay",
    "giay chung nhan", "giay phep", "ho so", "hop dong", "lan", "lan cap", "so", "the",
    "truong hop", "van ban", "giay xac nhan", "lan tham dinh", "gcn", "don", "co so",
}  # fmt: skip
# Nothing in the law on fees is that small.
LEAST = 1000


class Fee(NamedTuple):
    """``amount`` is None where only ``text`` is certain."""

    amount: int | None
    text: str
    kind: Kind | None = None


def read_fee(published: str, note: str = "") -> Fee:
    """A fee cell and the note beside it; the note may correct the magnitude."""
    if published == "Miễn phí":
        return read_free(note)
    number, currency = published.split(" ", 1)
    text = "\n".join(part for part in (published, note) if part)
    if currency not in ("VNĐ", "Việt Nam Đồng"):
        return Fee(None, text, Kind.FEE_CURRENCY)
    amount, named = whole(number), amounts(note)
    if amount < LEAST:
        if amount * LEAST not in named:
            return Fee(None, text, Kind.FEE_MAGNITUDE)
        amount *= LEAST
    if is_rate(note):
        return Fee(None, text, Kind.FEE_PER_UNIT)
    other = named and amount not in named
    return Fee(amount, note, Kind.FEE_OTHER_AMOUNTS if other else None)


def read_free(note: str) -> Fee:
    """ "Miễn phí" is often followed by what has to be paid after all."""
    plain = vietnamese.fold(note)
    free = says_nothing(note) or (plain.startswith("mien") and not amounts(note))
    if free:
        return Fee(0, "" if says_nothing(note) else note)
    return Fee(None, note, Kind.FEE_NOT_FREE)


def unglue(published: str, note: str, about: str = "") -> tuple[str, str] | None:
    """(time, fee) of a cell in which the digits of both run together.

    Only if the note or the description names exactly one fee that can be cut out.
    """
    digits, currency = published.split(" ", 1)
    named = amounts(f"{note}\n{about}")
    found = []
    for place in range(1, len(digits)):
        time, fee = digits[:place], digits[place:]
        if not time.isdigit() or fee[0] in "0.," or "," in fee[:1]:
            continue
        amount = whole(fee)
        if amount in named or (amount < LEAST and amount * LEAST in named):
            found.append((time, f"{fee} {currency}"))
    return found[0] if len(found) == 1 else None


def whole(number: str) -> int:
    return int(re.sub(r"[.,]", "", number))


def amounts(text: str) -> set[int]:
    """The sums that a text names; numbers of documents and years are none."""
    found = {whole(number) for number in AMOUNT.findall(text)}
    return {number for number in found if number >= LEAST and number not in YEARS}


YEARS = range(1945, 2100)


def is_rate(note: str) -> bool:
    """Whether the note says that the amount is for a page, a person, a vehicle …"""
    found = PER.search(note)
    if found is None:
        return False
    words = vietnamese.fold(found[1]).split()
    starts = {" ".join(words[:count]) for count in range(1, len(words) + 1)}
    return not starts & ONCE


def is_charge(*texts: str) -> bool:
    """Whether a fee calls itself "lệ phí", and "phí" nowhere."""
    plain = vietnamese.fold(" ".join(texts))
    return "le phi" in plain and "phi" not in plain.replace("le phi", "").split()
