"""Calendar, targets and limits of the province: records of the registry, as JSON text.

An administrator edits them at ``@@dvc-settings``. Each text is parsed once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from decimal import InvalidOperation
from functools import lru_cache
from hanam.dvc.i18n import _
from hanam.dvc.rules.calendar import Calendar
from hanam.dvc.rules.calendar import calendar_from_data
from hanam.dvc.rules.calendar import CalendarError
from plone import api
from zope import schema
from zope.interface import Interface
from zope.interface import Invalid

import json


PREFIX = "hanam.dvc"


class SettingsError(ValueError):
    """What is wrong with a setting: ``key`` is the place in its JSON."""

    def __init__(self, key, text):
        super().__init__(f"{key}: {text}")
        self.key = key
        self.text = text


class Targets(dict):
    """Percent per agency slug; ``default`` for agencies without one of their own."""

    def __init__(self, default: Decimal, agencies: Mapping[str, Decimal]):
        super().__init__(agencies)
        self.default = default

    def __missing__(self, agency) -> Decimal:
        return self.default


@dataclass(frozen=True)
class Limits:
    """What a filing may hold; sizes in bytes.

    ``accept_days`` are the working days an agency has to accept an online filing.
    """

    file_size: int
    dossier_size: int
    files: int
    content_types: tuple[str, ...]
    accept_days: int


class ISettings(Interface):
    """Records of the registry with the prefix ``hanam.dvc``."""

    calendar = schema.Text(
        title=_("Working calendar"),
        description=_(
            "JSON: holidays, extra_working_days, seasons with office hours, cutoff, "
            "covers. Holidays and swapped days are announced every year."
        ),
    )
    targets = schema.Text(
        title=_("Targets of the online rate"),
        description=_(
            "JSON: default, years, agencies. Percent of the dossiers of a quarter; a "
            "year without a target takes the one of the last year before it."
        ),
    )
    limits = schema.Text(
        title=_("Limits of a filing"),
        description=_("JSON: sizes in bytes, allowed file types, secret codes."),
    )
    life_events = schema.Text(
        title=_("Life events"),
        description=_("JSON: a list of objects with key, title and audience."),
    )


def record(name) -> str:
    """The JSON text of a setting."""
    return api.portal.get_registry_record(f"{PREFIX}.{name}")


def calendar() -> Calendar:
    """The working calendar of the province."""
    return parse_calendar(record("calendar"))


def targets(year: int) -> Targets:
    """The online rate each agency must reach in a year, in percent."""
    return parse_targets(record("targets"), year)


def limits() -> Limits:
    """What a filing may hold."""
    return parse_limits(record("limits"))


def life_events() -> tuple[dict, ...]:
    """Life and business events in their order: key, title, audience."""
    return parse_life_events(record("life_events"))


def parsed(text, shape=dict):
    try:
        data = json.loads(text)
    except ValueError as error:
        raise SettingsError("", _("This is not valid JSON.")) from error
    if not isinstance(data, shape):
        raise SettingsError("", _("This JSON has the wrong shape."))
    return data


@lru_cache(maxsize=8)
def parse_calendar(text) -> Calendar:
    """`CalendarError` or `SettingsError` where the text is no calendar."""
    return calendar_from_data(parsed(text))


@lru_cache(maxsize=64)
def parse_targets(text, year) -> Targets:
    data = parsed(text)
    default = percent(data.get("default"), "default")
    own = {
        slug: of_year(years, year, default, f"agencies.{slug}")
        for slug, years in mapping(data, "agencies").items()
    }
    return Targets(of_year(mapping(data, "years"), year, default, "years"), own)


def mapping(data, key) -> Mapping:
    value = data.get(key, {})
    if not isinstance(value, Mapping):
        raise SettingsError(key, _("this must be an object."))
    return value


def of_year(years, year, default, key) -> Decimal:
    if not isinstance(years, Mapping):
        raise SettingsError(key, _("this must be an object."))
    known = {}
    for name, value in years.items():
        if not (name.isdigit() and len(name) == 4):
            raise SettingsError(f"{key}.{name}", _("this must be a year."))
        known[int(name)] = percent(value, f"{key}.{name}")
    past = [name for name in known if name <= year]
    return known[max(past)] if past else default


def percent(value, key) -> Decimal:
    try:
        number = Decimal(str(value))
    except InvalidOperation as error:
        raise SettingsError(key, _("this must be a number.")) from error
    if not 0 <= number <= 100:
        raise SettingsError(key, _("this must lie between 0 and 100."))
    return number


@lru_cache(maxsize=8)
def parse_limits(text) -> Limits:
    data = parsed(text)
    values = {}
    for name, kind in Limits.__annotations__.items():
        value = data.get(name)
        if kind is int and not (isinstance(value, int) and value > 0):
            raise SettingsError(name, _("this must be a whole number above 0."))
        if kind is not int:
            value = list_of_texts(value, name)
        values[name] = value
    return Limits(**values)


def list_of_texts(value, key) -> tuple[str, ...]:
    right = isinstance(value, list) and all(isinstance(item, str) for item in value)
    if not right or not value:
        raise SettingsError(key, _("this must be a list of texts."))
    return tuple(value)


@lru_cache(maxsize=8)
def parse_life_events(text) -> tuple[dict, ...]:
    events = parsed(text, list)
    for number, event in enumerate(events, 1):
        for key in ("key", "title", "audience"):
            if not isinstance(event, dict) or not isinstance(event.get(key), str):
                raise SettingsError(f"{number}.{key}", _("this must be text."))
    return tuple(events)


PARSERS = {
    "calendar": parse_calendar,
    "targets": lambda text: parse_targets(text, 2018),
    "limits": parse_limits,
    "life_events": parse_life_events,
}


def check(name, text) -> None:
    """`Invalid`, with a message for the reader, unless ``text`` is a good setting."""
    try:
        PARSERS[name](text)
    except SettingsError as error:
        raise Invalid(said(error.key, error.text)) from error
    except CalendarError as error:
        facts = ", ".join(f"{key} {value}" for key, value in error.facts.items())
        raise Invalid(said(facts, CALENDAR_ERRORS[error.code])) from error


def said(where, text):
    if not where:
        return text
    text = api.portal.translate(text)
    return _("At “${where}”: ${text}", mapping={"where": where, "text": text})


CALENDAR_ERRORS = {
    "missing": _("this key is missing."),
    "not_a_list": _("this must be a list."),
    "not_an_object": _("this must be an object."),
    "not_text": _("this must be text."),
    "not_a_number": _("this must be a number."),
    "not_a_pair": _("this must be a pair of times."),
    "bad_date": _("this must be a date such as 2018-09-03."),
    "bad_time": _("this must be a time such as 07:30."),
    "day_twice": _("this day occurs twice."),
    "season_day": _("this must be a day of the year such as 04-16."),
    "season_gap": _("no season has office hours for this day."),
    "season_overlap": _("two seasons have office hours for this day."),
    "no_periods": _("office hours are missing."),
    "periods_order": _("office hours must follow one another."),
    "weekend": _("at least one day of the week must be a working day."),
    "cutoff_unit": _("there is no such unit."),
    "span": _("the last day must come after the first, at most a month later."),
    "other_year": _("this day belongs to another year."),
    "bad_file": _("this file cannot be read as days of a calendar."),
    "bad_kind": _("the kind must be nghỉ, làm bù or nửa ngày."),
    "empty_file": _("the file has no day of this year."),
}
