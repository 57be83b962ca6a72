"""The reasons and whether one must be given: records with the prefix ``hanam.dvc.whynot``."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hanam.dvc.catalogue.settings import parsed
from hanam.dvc.catalogue.settings import SettingsError
from hanam.dvc.i18n import _
from hanam.dvc.records import reader
from hanam.dvc.records import switch
from hanam.dvc.spoken import language
from zope import schema
from zope.interface import Interface
from zope.interface import Invalid
from zope.interface import invariant

import re


PREFIX = "hanam.dvc.whynot"
KEY = re.compile(r"[a-z][a-z0-9_]{0,30}")
MOST = 9  # one digit of the keyboard each
FIRST, LAST = "0001-01-01", "9999-12-31"


@dataclass(frozen=True)
class Reason:
    """One choice, offered from ``since`` until ``until``, both included."""

    key: str
    texts: tuple[tuple[str, str], ...]
    since: date
    until: date

    @property
    def text(self) -> str:
        """In the reader's language, else in Vietnamese."""
        texts = dict(self.texts)
        return texts.get(language()) or texts["vi"]

    def holds(self, day: date) -> bool:
        return self.since <= day <= self.until


class IWhyNotSettings(Interface):
    """What an administrator may change."""

    reasons = schema.Text(
        title=_("Reasons why a dossier is not filed online"),
        description=_(
            "JSON: a list in the order of the keys 1 to 9, each with key, vi, en, and from "
            "and until (days) where it holds for a time only. A reason that was ever given "
            "stays in the list; end it with until."
        ),
        default="[]",
    )
    required = switch(
        _("The clerk must give a reason"),
        False,
        about=_("Otherwise the dossier can be received without one."),
    )

    @invariant
    def can_be_read(data):
        try:
            read(data.reasons)
        except SettingsError as error:
            raise Invalid(f"{error.key}: {error.text}") from error


value = reader(IWhyNotSettings, PREFIX)


def required() -> bool:
    return bool(value("required"))


def all_reasons() -> tuple[Reason, ...]:
    """Every reason, also those that hold no more."""
    return read(value("reasons"))


def reasons(day: date) -> list[Reason]:
    """The reasons offered on a day, in their order."""
    return [reason for reason in all_reasons() if reason.holds(day)][:MOST]


@lru_cache(maxsize=8)
def read(text: str | None) -> tuple[Reason, ...]:
    """The reasons written in JSON; `SettingsError` where one is wrong."""
    found: dict[str, Reason] = {}
    for number, row in enumerate(parsed(text or "[]", list), 1):
        place = str(number)
        if not isinstance(row, dict):
            raise SettingsError(place, _("This JSON has the wrong shape."))
        key = row.get("key")
        if not isinstance(key, str) or not KEY.fullmatch(key):
            message = _("A key has small letters, digits and _ only, a letter first.")
            raise SettingsError(f"{place}.key", message)
        if key in found:
            raise SettingsError(f"{place}.key", _("Each key stands here once only."))
        if not isinstance(row.get("vi"), str) or not row["vi"].strip():
            raise SettingsError(f"{place}.vi", _("The Vietnamese words are missing."))
        texts = [(k, row[k]) for k in ("vi", "en") if isinstance(row.get(k), str)]
        days = day_of(row, "from", FIRST, place), day_of(row, "until", LAST, place)
        found[key] = Reason(key, tuple(texts), *days)
    return tuple(found.values())


def day_of(row: dict, name: str, default: str, place: str) -> date:
    try:
        return date.fromisoformat(row.get(name) or default)
    except (TypeError, ValueError) as error:
        message = _("Give the day as a date, such as 2018-09-01.")
        raise SettingsError(f"{place}.{name}", message) from error
