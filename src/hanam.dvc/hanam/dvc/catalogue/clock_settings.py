"""What the law says of extensions, and who is told of a changed calendar: records of the
registry with the prefix ``hanam.dvc.clock``."""

from functools import lru_cache
from hanam.dvc.catalogue.json_form import checker
from hanam.dvc.catalogue.settings import parsed
from hanam.dvc.catalogue.settings import SettingsError
from hanam.dvc.i18n import _
from hanam.dvc.records import switch
from hanam.dvc.rules.extension import Terms
from hanam.dvc.rules.extension import terms_from_data
from hanam.dvc.rules.extension import TermsError
from plone import api
from zope import schema
from zope.interface import Interface

import json


PREFIX = "hanam.dvc.clock"
# NĐ 61/2018/NĐ-CP came into force on 21 June 2018 and does not say how long an extension
# may be: what is proposed is a custom of the province.
EXTENSION = [
    {
        "since": "2018-06-21",
        "days": 1,
        "unit": "calendar_day",
        "times": 1,
        "proposed": {"value": 3, "unit": "working_day"},
        "basis": "Nghị định 61/2018/NĐ-CP, Điều 19 khoản 9",
    }
]


class IClockSettings(Interface):
    """What an administrator may change."""

    extension = schema.Text(
        title=_("Extensions of the time limit"),
        description=_(
            "JSON: a list with since (from which day it holds), days and unit (how long "
            "before the due day an extension is announced), times, proposed, basis."
        ),
        default=json.dumps(EXTENSION, ensure_ascii=False, indent=1),
    )
    tell_moved = switch(
        _("Tell applicants when a changed calendar moves their appointment"), True
    )


def tells_of_calendar() -> bool:
    """Whether applicants are told of an appointment that a changed calendar moved."""
    return api.portal.get_registry_record(f"{PREFIX}.tell_moved", default=True)


def extension_terms() -> tuple[Terms, ...]:
    """The terms of extensions, by the day from which they hold."""
    text = api.portal.get_registry_record(
        f"{PREFIX}.extension", default=IClockSettings["extension"].default
    )
    return parse_extension(text)


@lru_cache(maxsize=8)
def parse_extension(text) -> tuple[Terms, ...]:
    """`SettingsError` where the text has no terms."""
    rows = parsed(text, list)
    try:
        return terms_from_data(rows)
    except TermsError as error:
        message = _(
            "this must have since, days, unit, times and proposed, as the others."
        )
        raise SettingsError(error.key, message) from error


check = checker({"extension": parse_extension})
