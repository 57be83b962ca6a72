"""The table "cách thức thực hiện": way of filing, time, fee, description, all glued.

``Trực tuyến5 Ngày làm việc50,000 Việt Nam Đồng(đồng/lần)Nộp trên cổngTrực tiếp…``
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hanam.dvc.catalogue.importing.cleaning import tidy

import re


HEAD = "Hình thức nộpThời gianPhí, lệ phíMô tả"
CHANNELS = {"Trực tuyến": "online", "Trực tiếp": "counter", "Dịch vụ bưu chính": "post"}
NOT_SAID = "Không có thông tin"
TIME = r"\d+ ?(?:Ngày làm việc|Ngày|Giờ làm việc|Giờ|Tháng|Năm|Phút)"
MONEY = r"\d[\d.,]* (?:VNĐ|Việt Nam Đồng|USD|EUR)"
FREE = "Miễn phí"
# Not followed by a space or a colon: that would be a sentence about the way.
START = re.compile(
    rf"(?P<channel>{'|'.join(CHANNELS)})"
    rf"(?:(?P<time>{TIME}|{NOT_SAID}|\d+(?={FREE}|{NOT_SAID})|Không[^\n.;]{{0,60}}?)"
    rf"(?P<fee>{FREE}|{NOT_SAID}|{MONEY})|(?P<glued>{MONEY}))"
)
FIRST = re.compile(
    rf"(?P<channel>{'|'.join(CHANNELS)})(?P<time>[^\n]{{1,200}}?)"
    rf"(?P<fee>{FREE}|{NOT_SAID})(?P<glued>)"
)
MISSED = re.compile(rf"(?:{'|'.join(CHANNELS)})(?=[0-9A-ZĐ])")


@dataclass(frozen=True)
class Way:
    """One row of the table; ``time`` and ``fee`` as published, empty if not said.

    ``glued`` holds time and fee where nothing stands between their digits; ``note`` is
    what stands in brackets after the fee, ``open_note`` says that they never close.
    """

    channel: str
    time: str
    fee: str
    glued: str
    note: str
    open_note: bool
    text: str


def split(cell: str) -> tuple[list[Way], str]:
    """(the rows, what stands before the first one and was not understood)."""
    cell = tidy(cell).removeprefix(HEAD)
    starts = list(START.finditer(cell))
    if not starts or starts[0].start():
        first = FIRST.match(cell)
        if first is not None and all(first.end() <= s.start() for s in starts):
            starts.insert(0, first)
    if not starts:
        return [], cell
    ends = [start.start() for start in starts[1:]] + [len(cell)]
    ways = [
        way(start, cell[start.end() : end])
        for start, end in zip(starts, ends, strict=True)
    ]
    return ways, cell[: starts[0].start()].strip()


def way(start, rest: str) -> Way:
    note, text, closed = bracketed(rest)
    note = note.strip()
    while note.startswith("(") and bracketed(note)[1:] == ("", True):
        note = note[1:-1].strip()
    return Way(
        channel=CHANNELS[start["channel"]],
        time=said(start["time"]),
        fee=said(start["fee"]),
        glued=start["glued"] or "",
        note=note,
        open_note=not closed,
        text=text.strip(),
    )


def said(text) -> str:
    return "" if text in (None, NOT_SAID) else text.strip()


def bracketed(text: str) -> tuple[str, str, bool]:
    """(inside the brackets the text begins with, the rest, whether they close)."""
    if not text.startswith("("):
        return "", text, True
    depth = 0
    for place, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if not depth:
            return text[1:place], text[place + 1 :], True
    return text[1:], "", False


def missed(ways: list[Way]) -> Iterator[str]:
    """Descriptions in which a further row seems to hide."""
    for one in ways:
        if MISSED.search(one.text) or MISSED.search(one.note):
            yield one.text or one.note
