"""Text of a crawled page, rid of what belongs to the page and not to the procedure."""

from hanam.dvc.rules import vietnamese

import re


# What a page says where a cell has nothing to say.
NOTHING = {
    "",
    "chua co thong tin",
    "khong",
    "khong co",
    "khong co thong tin",
    "khong quy dinh",
    "khong thu",
    "khong thu phi",
}
# The end of each page: keywords, description, and the form to choose an agency.
TAIL = re.compile(r"Từ khóa(?P<words>.*?)Mô tả(?P<about>.*)", re.S)
CHOOSER = re.compile(r"Chọn cơ quan thực hiện.*", re.S)
# Control and private characters: bullets of word processors, byte order marks.
UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\ue000-\uf8ff\ufeff]"
)
SPACES = re.compile(r"[ \t\xa0\u2000-\u200a\u202f\u3000]+")
LINES = re.compile(r" ?\n[ \n]*")


def tidy(text: str) -> str:
    """NFC, plain spaces, no empty lines, no control or private characters."""
    text = UNPRINTABLE.sub(" ", vietnamese.nfc(text).replace("\r\n", "\n"))
    return LINES.sub("\n", SPACES.sub(" ", text)).strip()


def one_line(text: str) -> str:
    return " ".join(text.split())


def says_nothing(text: str) -> bool:
    """Whether a cell says only that there is nothing to say."""
    return vietnamese.fold(text) in NOTHING


def without_tail(text: str) -> tuple[str, str, str]:
    """(the text, keywords, description): the page's end taken off the last cell."""
    found = TAIL.search(text)
    if found is None:
        return CHOOSER.sub("", text).strip(), "", ""
    about = CHOOSER.sub("", found["about"])
    extra = (tidy(found["words"]), tidy(about))
    words, about = ("" if says_nothing(part) else part for part in extra)
    return text[: found.start()].strip(), words, about
