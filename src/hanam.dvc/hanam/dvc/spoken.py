"""Numbers, money and days as the reader's language writes them.

Vietnamese: 1.234,5; 135.000 đ; thứ Năm, ngày 06 tháng 9 năm 2018. Every other language as
English does: 1,234.5; 135,000 VND; Thursday, 6 September 2018.
"""

from hanam.dvc.rules import vietnamese
from zope.globalrequest import getRequest


VIETNAMESE = "vi"


def language() -> str:
    """The code of the language that is being answered in; Vietnamese outside of requests."""
    request = getRequest()
    found = VIETNAMESE if request is None else request.get("LANGUAGE") or VIETNAMESE
    return found.partition("-")[0]


def is_vietnamese() -> bool:
    return language() == VIETNAMESE


def decimal(text: str) -> str:
    """A number written with a decimal point: "1.5" becomes "1,5" in Vietnamese."""
    return text.replace(".", ",") if is_vietnamese() else text


def grouped(number: int) -> str:
    """A whole number with its thousands in groups."""
    text = f"{number:,}"
    return text.replace(",", ".") if is_vietnamese() else text


def money(amount: int) -> str:
    """An amount of đồng."""
    return vietnamese.money(amount) if is_vietnamese() else f"{amount:,} VND"


def long_date(day) -> str:
    """A date in letters, with its weekday."""
    if is_vietnamese():
        return vietnamese.long_date(day)
    return f"{day:%A}, {day.day} {day:%B} {day.year}"


def appointment(moment) -> str:
    """A time and its date in letters: "09:00, thứ Năm, ngày 06 tháng 9 năm 2018"; "" for None."""
    if moment is None:
        return ""
    return f"{vietnamese.clock_time(moment)}, {long_date(moment)}"
