"""Days, communes and ways in the words of the slips that a dossier comes with."""

from hanam.dvc.catalogue.geography import areas
from hanam.dvc.i18n import _
from hanam.dvc.rules.vietnamese_words import day_and_month
from zope.i18n import translate


RESULT_BY = {
    "counter": _("At the one-stop counter"),
    "post": _("By public post"),
    "online": _("Online"),
}


def moment_in_words(moment, request) -> str:
    """ "09 giờ 15 phút, ngày 06 tháng 9 năm 2018", as forms say it; "" for None."""
    if moment is None:
        return ""
    number, month = day_and_month(moment)
    facts = {
        "hour": f"{moment:%H}",
        "minute": f"{moment:%M}",
        "day": number,
        "month": month,
        "year": moment.year,
    }
    message = _("${hour}:${minute}, ${day}/${month}/${year}", mapping=facts)
    return translate(message, context=request)


def day_in_words(moment, request) -> str:
    """ "ngày 06 tháng 9 năm 2018"; "" for None."""
    if moment is None:
        return ""
    number, month = day_and_month(moment)
    facts = {"day": number, "month": month, "year": moment.year}
    message = _("${day}/${month}/${year}", mapping=facts)
    return translate(message, context=request)


def commune(code: str, day=None) -> str:
    """The commune of a code of the statistics office, with its district, as they were on
    a day (default: today); the code itself if it is unknown."""
    return areas.name_of(code, day) or code if code else ""
