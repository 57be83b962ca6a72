"""Dates, times and money as Vietnamese papers write them."""

from datetime import date
from datetime import datetime
from datetime import time


WEEKDAYS = (
    "thứ Hai",
    "thứ Ba",
    "thứ Tư",
    "thứ Năm",
    "thứ Sáu",
    "thứ Bảy",
    "Chủ nhật",
)
LAST_PADDED_MONTH = 2


def day_and_month(day: date) -> tuple[str, str]:
    """A zero goes before days under 10 and before the months 1 and 2 only, so that
    nobody makes 11 and 12 of them (TT 01/2011/TT-BNV, NĐ 30/2020)."""
    month = f"{day.month:02}" if day.month <= LAST_PADDED_MONTH else str(day.month)
    return f"{day.day:02}", month


def short_date(day: date) -> str:
    """ "06/9/2018"."""
    return "/".join((*day_and_month(day), f"{day.year:04}"))


def long_date(day: date) -> str:
    """ "thứ Năm, ngày 06 tháng 9 năm 2018"."""
    number, month = day_and_month(day)
    weekday = WEEKDAYS[day.weekday()]
    return f"{weekday}, ngày {number} tháng {month} năm {day.year:04}"


def clock_time(moment: datetime | time) -> str:
    """ "09:00"."""
    return f"{moment:%H:%M}"


def money(amount: int) -> str:
    """Đồng, thousands with dots: "135.000 đ"."""
    return f"{amount:,}".replace(",", ".") + " đ"


def money_in_words(amount: int, even: bool = False) -> str:
    """Đồng in words: 135000 → "Một trăm ba mươi lăm nghìn đồng"; ``even`` adds
    "chẵn"."""
    words = number_in_words(amount) + " đồng" + (" chẵn" if even else "")
    return words[0].upper() + words[1:]


DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
SCALES = ((1_000_000_000, "tỷ"), (1_000_000, "triệu"), (1_000, "nghìn"))
HUNDRED = 100
TEN = 10


def number_in_words(number: int) -> str:
    """An integer as it is read: 1001 → "một nghìn không trăm linh một"."""
    if number < 0:
        return "âm " + number_in_words(-number)
    return " ".join(_read(number, full=False)) if number else DIGITS[0]


def _read(number: int, full: bool) -> list[str]:
    """The words of a number; ``full`` when bigger ones went before, so that empty
    hundreds are said."""
    words: list[str] = []
    for size, name in SCALES:
        if number >= size:
            count, number = divmod(number, size)
            words += [*_read(count, full or bool(words)), name]
    return words + _read_hundreds(number, full or bool(words)) if number else words


def _read_hundreds(number: int, full: bool) -> list[str]:
    """1 to 999."""
    hundreds, rest = divmod(number, HUNDRED)
    if not hundreds and not full:
        return _read_tens(rest)
    words = [DIGITS[hundreds], "trăm"]
    if 0 < rest < TEN:
        words.append("linh")
    return words + _read_tens(rest)


def _read_tens(number: int) -> list[str]:
    """0 to 99; nothing for 0."""
    tens, unit = divmod(number, TEN)
    words = [] if not tens else ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    if unit == 1 and tens > 1:
        return [*words, "mốt"]
    if unit == 4 and tens > 1:
        return [*words, "tư"]
    if unit == 5 and tens:
        return [*words, "lăm"]
    return [*words, DIGITS[unit]] if unit else words
