"""How letters write times; always in Vietnamese, whoever asks for them."""

from hanam.dvc.rules.vietnamese_words import day_and_month
from zope.i18n import translate


LANGUAGE = "vi"


def say(message) -> str:
    """A message in the language of the letters."""
    return translate(message, target_language=LANGUAGE)


def day(moment) -> str:
    """ "ngày 06 tháng 9 năm 2018"; "" for None."""
    if moment is None:
        return ""
    number, month = day_and_month(moment)
    return f"ngày {number} tháng {month} năm {moment.year:04}"


def moment(value) -> str:
    """ "09 giờ 15 phút, ngày 06 tháng 9 năm 2018"; "" for None."""
    return "" if value is None else f"{value:%H} giờ {value:%M} phút, {day(value)}"


def short(value) -> str:
    """ "09:15 06/9/2018" for narrow tables; "" for None."""
    if value is None:
        return ""
    number, month = day_and_month(value)
    return f"{value:%H:%M} {number}/{month}/{value.year:04}"


def short_day(value) -> str:
    """ "06/9/2018"; "" for None."""
    return (
        "" if value is None else "/".join((*day_and_month(value), f"{value.year:04}"))
    )
