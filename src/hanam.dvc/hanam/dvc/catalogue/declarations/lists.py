"""Lists that several declarations choose from, and what their questions cost in minutes.

Records of the registry as JSON text with the prefix ``hanam.dvc.declarations``; an
administrator edits them at ``@@dvc-declaration-settings``.
"""

from functools import lru_cache
from hanam.dvc.catalogue.declarations.kinds import SHOWN_AS
from hanam.dvc.catalogue.json_form import checker
from hanam.dvc.catalogue.settings import parsed
from hanam.dvc.catalogue.settings import SettingsError
from hanam.dvc.i18n import _
from plone import api
from zope import schema
from zope.interface import Interface
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary

import re


PREFIX = "hanam.dvc.declarations"
KEY = re.compile(r"[a-z][a-z0-9_]{0,40}")
MOST_SECONDS = 3600


class IDeclarationSettings(Interface):
    """Records of the registry with the prefix ``hanam.dvc.declarations``."""

    lists = schema.Text(
        title=_("Lists to choose from"),
        description=_(
            "JSON: for each list its key, then title and values; values is a list of "
            "pairs of value and title. A value that dossiers hold must stay."
        ),
    )
    seconds = schema.Text(
        title=_("Seconds that a question takes"),
        description=_(
            "JSON: start, and seconds for each kind of question. The minutes told before "
            "a declaration are their sum, where its designer has not given them."
        ),
    )


def record(name: str) -> str:
    """The JSON text of a setting; empty in a portal that has none."""
    return api.portal.get_registry_record(f"{PREFIX}.{name}", default="{}") or "{}"


@lru_cache(maxsize=8)
def parse_lists(text: str) -> dict[str, tuple[str, tuple[tuple[str, str], ...]]]:
    """{key: (title, ((value, title), …))}; raises `SettingsError`."""
    found = {}
    for key, row in parsed(text).items():
        if not KEY.fullmatch(key):
            raise SettingsError(key, _("a name has small letters, digits and _ only."))
        if not isinstance(row, dict) or not isinstance(row.get("title"), str):
            raise SettingsError(f"{key}.title", _("this must be text."))
        values = row.get("values")
        if not isinstance(values, list) or not values or not all(map(is_pair, values)):
            raise SettingsError(f"{key}.values", _("these must be pairs of texts."))
        if len({value for value, _title in values}) < len(values):
            raise SettingsError(f"{key}.values", _("a value occurs twice."))
        found[key] = (row["title"], tuple((value, title) for value, title in values))
    return found


def is_pair(value) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(isinstance(part, str) and part for part in value)
    )


@lru_cache(maxsize=8)
def parse_seconds(text: str) -> dict[str, int]:
    """Seconds by kind; raises `SettingsError`."""
    data = parsed(text)
    for key, value in data.items():
        if not isinstance(value, int) or not 0 <= value <= MOST_SECONDS:
            raise SettingsError(key, _("this must be a whole number from 0 to 3600."))
    return data


PARSERS = {"lists": parse_lists, "seconds": parse_seconds}


check = checker(PARSERS)


def choices(name: str) -> tuple[tuple[str, str], ...]:
    """(value, title) of the entries of a list; empty where there is no such list."""
    found = parse_lists(record("lists")).get(name)
    return () if found is None else found[1]


def options() -> tuple[tuple[str, str], ...]:
    """(key, title) of the lists, with a blank before them, for the form of a column."""
    found = parse_lists(record("lists"))
    return (("", "—"), *((key, title) for key, (title, _values) in found.items()))


def shown_as() -> tuple[tuple[str, str], ...]:
    """How a computed column may be shown, with a blank before it."""
    return (("", "—"), *SHOWN_AS)


@provider(IVocabularyFactory)
def vocabulary(context):
    """The lists by their key."""
    found = parse_lists(record("lists"))
    return SimpleVocabulary(
        [SimpleTerm(key, key, title) for key, (title, _values) in found.items()]
    )


def seconds() -> dict[str, int]:
    """Seconds by kind of question, and ``start``."""
    return parse_seconds(record("seconds"))
