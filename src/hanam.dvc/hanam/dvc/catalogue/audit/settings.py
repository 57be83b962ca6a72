"""Weights and lists of the audits: records of the registry, as JSON text.

An administrator edits them at ``@@dvc-audit-settings``. Each text is parsed once.
"""

from dataclasses import dataclass
from functools import lru_cache
from hanam.dvc.catalogue.audit.gaps import GAPS
from hanam.dvc.catalogue.audit.gaps import SEVERITIES
from hanam.dvc.catalogue.json_form import checker
from hanam.dvc.catalogue.settings import parsed
from hanam.dvc.catalogue.settings import SettingsError
from hanam.dvc.i18n import _
from hanam.dvc.rules.levels import CONDITIONS
from hanam.dvc.rules.red_tape import Weights
from hanam.dvc.rules.vietnamese import fold
from plone import api
from zope import schema
from zope.interface import Interface


PREFIX = "hanam.dvc.audit"
MOST_MINUTES = 10000
OFF = "off"


@dataclass(frozen=True)
class Held:
    """A kind of paper a state body has: ``phrases`` are folded."""

    key: str
    title: str
    holder: str
    phrases: tuple[str, ...]


class IAuditSettings(Interface):
    """Records of the registry with the prefix ``hanam.dvc.audit``."""

    readiness = schema.Text(
        title=_("Weights of readiness"),
        description=_(
            "JSON: for each condition of the online levels how much it weighs in the "
            "readiness of a procedure; whole numbers from 0."
        ),
    )
    red_tape = schema.Text(
        title=_("Minutes of red tape"),
        description=_(
            "JSON: form, paper, trip: estimated minutes for filling in a form, getting a "
            "paper, one trip to the counter."
        ),
    )
    held_papers = schema.Text(
        title=_("Papers that a state body has already"),
        description=_(
            "JSON: a list of objects with key, title, holder and phrases. A paper whose "
            "name has one of the phrases counts as held; diacritics do not matter."
        ),
    )
    form_words = schema.Text(
        title=_("First words of forms"),
        description=_(
            "JSON: a list of texts. A paper whose name begins with one of them is a form "
            "that the applicant fills in."
        ),
    )
    severities = schema.Text(
        title=_("How much each gap matters"),
        description=_(
            "JSON: gap and must, should, could or off; what is not named keeps its own."
        ),
    )


def record(name) -> str:
    """The JSON text of a setting."""
    return api.portal.get_registry_record(f"{PREFIX}.{name}")


def readiness_weights() -> dict[str, int]:
    """The weight of each of `rules.levels.CONDITIONS`."""
    return parse_readiness(record("readiness"))


def red_tape_weights() -> Weights:
    """The minutes of red tape."""
    return parse_red_tape(record("red_tape"))


def held_papers() -> tuple[Held, ...]:
    """The kinds of papers a state body has."""
    return parse_held(record("held_papers"))


def form_words() -> tuple[str, ...]:
    """Folded beginnings of the names of forms."""
    return parse_form_words(record("form_words"))


def severities() -> dict[str, str]:
    """The severity of every gap; ``off`` for those that are not looked for."""
    return parse_severities(record("severities"))


def whole(value, key, most) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        mapping = {"least": 0, "most": most}
        raise SettingsError(
            key, _("this must lie between ${least} and ${most}.", mapping=mapping)
        )
    return value


def text_of(value, key) -> str:
    if not isinstance(value, str) or not value.strip():
        raise SettingsError(key, _("this must be text."))
    return value.strip()


def only_known(data, known) -> None:
    for key in data:
        if key not in known:
            raise SettingsError(key, _("there is no such key here."))


def phrases_of(value, key) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise SettingsError(key, _("this must be a list of texts."))
    return tuple(fold(text_of(text, key)) for text in value)


@lru_cache(maxsize=8)
def parse_readiness(text) -> dict[str, int]:
    data = parsed(text)
    only_known(data, CONDITIONS)
    weights = {name: whole(data.get(name), name, 1000) for name in CONDITIONS}
    if not any(weights.values()):
        raise SettingsError("", _("At least one weight must be above 0."))
    return weights


@lru_cache(maxsize=8)
def parse_red_tape(text) -> Weights:
    data = parsed(text)
    only_known(data, ("form", "paper", "trip"))
    return Weights(
        **{
            name: whole(data.get(name), name, MOST_MINUTES)
            for name in ("form", "paper", "trip")
        }
    )


@lru_cache(maxsize=8)
def parse_held(text) -> tuple[Held, ...]:
    found, seen = [], set()
    for number, row in enumerate(parsed(text, list), 1):
        if not isinstance(row, dict):
            raise SettingsError(str(number), _("this must be an object."))
        key = text_of(row.get("key"), f"{number}.key")
        if key in seen:
            raise SettingsError(f"{number}.key", _("this value occurs twice."))
        seen.add(key)
        found.append(
            Held(
                key,
                text_of(row.get("title"), f"{number}.title"),
                text_of(row.get("holder"), f"{number}.holder"),
                phrases_of(row.get("phrases"), f"{number}.phrases"),
            )
        )
    return tuple(found)


@lru_cache(maxsize=8)
def parse_form_words(text) -> tuple[str, ...]:
    return phrases_of(parsed(text, list), "")


@lru_cache(maxsize=8)
def parse_severities(text) -> dict[str, str]:
    data = parsed(text)
    only_known(data, GAPS)
    for key, value in data.items():
        if value not in (*SEVERITIES, OFF):
            known = ", ".join((*SEVERITIES, OFF))
            message = _("this must be one of: ${known}.", mapping={"known": known})
            raise SettingsError(key, message)
    return {key: data.get(key, gap.severity) for key, gap in GAPS.items()}


PARSERS = {
    "readiness": parse_readiness,
    "red_tape": parse_red_tape,
    "held_papers": parse_held,
    "form_words": parse_form_words,
    "severities": parse_severities,
}


check = checker(PARSERS)
