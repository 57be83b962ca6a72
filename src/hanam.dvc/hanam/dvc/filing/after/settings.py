"""Texts and limits of what comes after filing: records with the prefix ``hanam.dvc.after``."""

from functools import lru_cache
from hanam.dvc.catalogue.json_form import checker
from hanam.dvc.catalogue.json_form import json_page
from hanam.dvc.catalogue.settings import parsed
from hanam.dvc.catalogue.settings import SettingsError
from hanam.dvc.i18n import _
from hanam.dvc.records import integer
from hanam.dvc.records import reader
from hanam.dvc.rules.states import State
from hanam.dvc.spoken import language
from zope import schema
from zope.interface import Interface


PREFIX = "hanam.dvc.after"
STATES = tuple(str(state) for state in State if state is not State.DRAFT)
# Who does the next step: the applicant or the agency.
WHO = ("applicant", "agency", "nobody")
LANGUAGES = ("vi", "en")
FACTS = ("copies", "pages", "rooms", "items", "group", "area")


class IAfterSettings(Interface):
    """What an administrator may change without a new version."""

    next_steps = schema.Text(
        title=_("What happens next, by state"),
        description=_(
            "JSON: states (each with who: applicant, agency or nobody, and the texts vi, "
            "en); under procedures the same for single procedures by their code."
        ),
    )
    payment = schema.Text(
        title=_("How fees are paid"),
        description=_(
            "JSON: the texts vi and en, each a list of sentences: where, when, what to "
            "bring."
        ),
    )
    quantities = schema.Text(
        title=_("Answers that say how much is asked for"),
        description=_(
            "JSON: copies, pages, rooms, items, group, area: for each a list of names of "
            "fields in declarations; the first that was answered counts."
        ),
    )
    message_length = integer(
        _("Longest message about a dossier, in characters"), 3000, least=100, most=20000
    )
    messages = integer(
        _("Messages about one dossier by its applicant"),
        20,
        about=_("In one day; each may have files."),
    )


value = reader(IAfterSettings, PREFIX)


def next_step(state: str, procedure: str = "") -> dict:
    """{who, text} of a state, in the reader's language; a procedure may have its own."""
    found = parse_steps(value("next_steps") or "{}")
    own = found["procedures"].get(procedure, {}).get(state)
    row = own or found["states"].get(state)
    if row is None:
        return {"who": "nobody", "text": ""}
    return {"who": row["who"], "text": row.get(language()) or row["vi"]}


def payment() -> list[str]:
    """How fees are paid, sentence by sentence, in the reader's language."""
    found = parse_payment(value("payment") or '{"vi": []}')
    return list(found.get(language()) or found["vi"])


def quantities() -> dict[str, list[str]]:
    """Fact of a fee → names of fields in declarations."""
    return parse_quantities(value("quantities") or "{}")


@lru_cache(maxsize=8)
def parse_steps(text: str) -> dict:
    """{states, procedures}; `SettingsError` where something is wrong."""
    data = parsed(text)
    procedures = data.get("procedures", {})
    if not isinstance(procedures, dict):
        raise SettingsError("procedures", _("this must be an object."))
    return {
        "states": steps_of(data.get("states", {}), "states"),
        "procedures": {
            code: steps_of(rows, f"procedures.{code}")
            for code, rows in procedures.items()
        },
    }


def steps_of(rows, key) -> dict:
    if not isinstance(rows, dict):
        raise SettingsError(key, _("this must be an object."))
    for state, row in rows.items():
        place = f"{key}.{state}"
        if state not in STATES:
            raise SettingsError(place, _("there is no such key here."))
        if not isinstance(row, dict) or row.get("who") not in WHO:
            known = ", ".join(WHO)
            message = _("this must be one of: ${known}.", mapping={"known": known})
            raise SettingsError(f"{place}.who", message)
        for name in LANGUAGES:
            text = row.get(name, "")
            if not isinstance(text, str) or (name == "vi" and not text.strip()):
                raise SettingsError(f"{place}.{name}", _("this must be text."))
    return rows


@lru_cache(maxsize=8)
def parse_payment(text: str) -> dict:
    data = parsed(text)
    for name in ("vi", *data):
        rows = data.get(name)
        if not isinstance(rows, list) or not all(isinstance(row, str) for row in rows):
            raise SettingsError(name, _("this must be a list of texts."))
    return data


@lru_cache(maxsize=8)
def parse_quantities(text: str) -> dict:
    data = parsed(text)
    for name, rows in data.items():
        if name not in FACTS:
            raise SettingsError(name, _("there is no such key here."))
        if not isinstance(rows, list) or not all(isinstance(row, str) for row in rows):
            raise SettingsError(name, _("this must be a list of texts."))
    return data


PARSERS = {
    "next_steps": parse_steps,
    "payment": parse_payment,
    "quantities": parse_quantities,
}


check = checker(PARSERS)


SettingsPage = json_page(
    IAfterSettings,
    PREFIX,
    _("After a filing"),
    check,
    lines=16,
)
