"""The questionnaire: an overall level and the criteria of NĐ 61/2018 art. 31, by the day.

Levels are those of TT 32/2017 (three). Everything is data: `@@dvc-satisfaction`.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hanam.dvc.catalogue.json_form import checker
from hanam.dvc.catalogue.settings import parsed
from hanam.dvc.catalogue.settings import SettingsError
from hanam.dvc.i18n import _
from hanam.dvc.records import integer
from hanam.dvc.records import reader
from hanam.dvc.spoken import language
from zope import schema
from zope.interface import Interface

import re


PREFIX = "hanam.dvc.satisfaction"
KEY = re.compile(r"[a-z][a-z0-9_]{0,30}")
FIRST = date(2018, 1, 1)


@dataclass(frozen=True)
class Answer:
    """One choice; ``satisfied`` counts for the share of the satisfied."""

    key: str
    texts: dict
    satisfied: bool = True

    @property
    def text(self) -> str:
        return in_language(self.texts)


@dataclass(frozen=True)
class Criterion:
    """One question; ``basis`` is the point of the law it comes from."""

    key: str
    texts: dict
    answers: tuple[Answer, ...]
    basis: str = ""

    @property
    def text(self) -> str:
        return in_language(self.texts)


@dataclass(frozen=True)
class Questionnaire:
    """What is asked from a day on; the overall question is mandatory."""

    since: date
    texts: dict
    levels: tuple[Answer, ...]
    criteria: tuple[Criterion, ...]

    @property
    def text(self) -> str:
        return in_language(self.texts)

    def satisfied(self) -> set[str]:
        """The keys of the levels that count as satisfied."""
        return {level.key for level in self.levels if level.satisfied}


class ISatisfactionSettings(Interface):
    """Records of the registry with the prefix ``hanam.dvc.satisfaction``."""

    questionnaires = schema.Text(
        title=_("Questions about the handling of a dossier"),
        description=_(
            "JSON: a list of questionnaires, each with from (a day), text, levels and "
            "criteria; texts in vi and en. A change of the law is a new one."
        ),
    )
    rate_days = integer(_("Days after its end in which a dossier can be rated"), 90)
    change_days = integer(_("Days in which a rating can be changed"), 7, least=0)
    fewest = integer(
        _("Fewest ratings of an agency for which figures are published"),
        5,
        about=_("Below it, an answer could be traced to one person."),
    )


value = reader(ISatisfactionSettings, PREFIX)


def questionnaire(day: date) -> Questionnaire | None:
    """What is asked on a day: the latest questionnaire that began by then."""
    found = [item for item in parse(value("questionnaires")) if item.since <= day]
    return found[-1] if found else None


def in_language(texts: dict) -> str:
    """The text in the reader's language, else in Vietnamese."""
    return texts.get(language()) or texts["vi"]


@lru_cache(maxsize=8)
def parse(text: str | None) -> tuple[Questionnaire, ...]:
    """All questionnaires by the day they begin; `SettingsError` where one is wrong."""
    rows = parsed(text or "[]", list)
    found = [one(row, str(number)) for number, row in enumerate(rows, 1)]
    return tuple(sorted(found, key=lambda item: item.since))


def one(row, key) -> Questionnaire:
    levels = answers(need(row, "levels", list, key), f"{key}.levels")
    criteria = tuple(
        criterion(item, levels, f"{key}.criteria.{number}")
        for number, item in enumerate(need(row, "criteria", list, key), 1)
    )
    only_once([item.key for item in criteria], f"{key}.criteria")
    try:
        since = date.fromisoformat(need(row, "from", str, key))
    except ValueError as error:
        text = _("this must be a date such as 2018-09-03.")
        raise SettingsError(f"{key}.from", text) from error
    return Questionnaire(since, texts_of(row, key), levels, criteria)


def criterion(row, levels, key) -> Criterion:
    own = row.get("answers") if isinstance(row, dict) else None
    return Criterion(
        key=key_of(row, key),
        texts=texts_of(row, key),
        answers=answers(own, f"{key}.answers") if own else levels,
        basis=str(row.get("basis") or ""),
    )


def answers(rows, key) -> tuple[Answer, ...]:
    if not isinstance(rows, list) or len(rows) < 2:
        raise SettingsError(key, _("this must be a list of two or more answers."))
    found = tuple(
        Answer(
            key_of(row, f"{key}.{number}"),
            texts_of(row, f"{key}.{number}"),
            bool(row.get("satisfied", True)),
        )
        for number, row in enumerate(rows, 1)
    )
    only_once([answer.key for answer in found], key)
    return found


def need(row, name, kind, key):
    value = row.get(name) if isinstance(row, dict) else None
    if not isinstance(value, kind):
        raise SettingsError(f"{key}.{name}", _("this JSON has the wrong shape here."))
    return value


def key_of(row, key) -> str:
    found = need(row, "key", str, key)
    if not KEY.fullmatch(found):
        raise SettingsError(f"{key}.key", _("a key has small letters and digits only."))
    return found


def texts_of(row, key) -> dict:
    need(row, "vi", str, key)
    texts = {name: row[name].strip() for name in ("vi", "en") if row.get(name)}
    if not texts.get("vi"):
        raise SettingsError(f"{key}.vi", _("this must be text."))
    return texts


def only_once(keys, where) -> None:
    for key in keys:
        if keys.count(key) > 1:
            raise SettingsError(f"{where}.{key}", _("this value occurs twice."))


check = checker({"questionnaires": parse})
