"""Rules of escalation and what goes with them: records with the prefix ``hanam.dvc.late``."""

from datetime import time
from functools import lru_cache
from hanam.dvc.catalogue.json_form import checker
from hanam.dvc.catalogue.json_form import json_page
from hanam.dvc.catalogue.settings import parsed
from hanam.dvc.catalogue.settings import SettingsError
from hanam.dvc.counter.late.rule_words import ERRORS
from hanam.dvc.i18n import _
from hanam.dvc.records import integer
from hanam.dvc.records import reader
from hanam.dvc.records import switch
from hanam.dvc.rules import late
from hanam.dvc.rules import late_data
from hanam.dvc.spoken import language
from plone import api
from zope import schema
from zope.interface import Interface

import json
import re


PREFIX = "hanam.dvc.late"
HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


class ILateSettings(Interface):
    """What the province decides about late work."""

    rules = schema.Text(
        title=_("Rules of escalation"),
        description=_(
            "JSON: a list of rules; they are easier to edit at the page “Escalation”."
        ),
    )
    own_rules = schema.Text(
        title=_("Own rules of agencies"),
        description=_("JSON: for the slug of an agency a list of rules."),
    )
    allow_own = switch(_("Leaders may keep own rules for their agency"), True)
    supervising = schema.TextLine(
        title=_("Supervising department"),
        description=_(
            "Slug of the agency that controls administrative procedures; its leaders "
            "edit the rules and are told what is escalated to it."
        ),
        required=False,
        default="",
        missing_value="",
    )
    reasons = schema.Text(
        title=_("Reasons of an apology"),
        description=_("JSON: a list of objects with key, vi and en."),
    )
    waiting_days = integer(
        _("Working days of waiting for the citizen that are too long"), 20, most=365
    )
    look_back = integer(
        _("Days back that a rule is still told of"),
        10,
        most=365,
        about=_("After a time without a worker, and for a new rule."),
    )
    digest_on = switch(_("Send the daily digest"), True)
    digest_at = schema.TextLine(
        title=_("Hour of the daily digest"),
        description=_("Such as 07:00; on working days only."),
        default="07:00",
    )


value = reader(ILateSettings, PREFIX)


def common() -> tuple[late.Rule, ...]:
    """The rules of the province."""
    return parse_rules(value("rules") or "[]")


def own() -> dict[str, tuple[late.Rule, ...]]:
    """The rules that agencies keep for themselves, by slug; none where that is not allowed."""
    if not value("allow_own"):
        return {}
    return parse_own(value("own_rules") or "{}")


def rules_of(agency: str) -> tuple[late.Rule, ...]:
    """The rules for the dossiers of an agency."""
    return late.in_force(common(), own().get(agency, ()), agency)


def reasons() -> dict[str, str]:
    """{key: text} of the reasons an apology may give, in the reader's language."""
    rows = parse_reasons(value("reasons") or "[]")
    return {row["key"]: row.get(language()) or row["vi"] for row in rows}


def digest_time() -> time:
    """When the daily digest goes out."""
    return time.fromisoformat(value("digest_at"))


def keep(rules, agency: str = "") -> None:
    """Write the rules of the province, or those of an agency; checked as if typed."""
    data = late_data.to_data(rules)
    late_data.from_data(data, agency)
    if not agency:
        _write("rules", data)
        return
    kept = json.loads(value("own_rules") or "{}") | {agency: data}
    _write("own_rules", {slug: rows for slug, rows in kept.items() if rows})


def _write(name, data):
    text = json.dumps(data, ensure_ascii=False, indent=1)
    api.portal.set_registry_record(f"{PREFIX}.{name}", text)


@lru_cache(maxsize=8)
def parse_rules(text: str, agency: str = "") -> tuple[late.Rule, ...]:
    """The rules of a JSON text; `SettingsError` where something is wrong."""
    return _rules(parsed(text, list), agency, "")


@lru_cache(maxsize=8)
def parse_own(text: str) -> dict[str, tuple[late.Rule, ...]]:
    return {slug: _rules(rows, slug, f"{slug}.") for slug, rows in parsed(text).items()}


def _rules(rows, agency, place):
    try:
        return late_data.from_data(rows, agency)
    except late_data.RuleError as error:
        raise SettingsError(f"{place}{error.field}", message_of(error)) from error


def message_of(error: late_data.RuleError):
    """What is wrong with a rule, as a message."""
    return _(ERRORS[error.code], mapping=dict(error.facts))


@lru_cache(maxsize=8)
def parse_reasons(text: str) -> tuple[dict, ...]:
    rows = parsed(text, list)
    for number, row in enumerate(rows, 1):
        for key in ("key", "vi"):
            if not isinstance(row, dict) or not isinstance(row.get(key), str):
                raise SettingsError(f"{number}.{key}", _("this must be text."))
    return tuple(rows)


def parse_hour(text: str) -> time:
    if not HOUR.fullmatch(text or ""):
        raise SettingsError("", _("this must be a time such as 07:30."))
    return time.fromisoformat(text)


PARSERS = {
    "rules": parse_rules,
    "own_rules": parse_own,
    "reasons": parse_reasons,
    "digest_at": parse_hour,
}


check = checker(PARSERS)


SettingsPage = json_page(
    ILateSettings,
    PREFIX,
    _("Late work"),
    check,
    description=_("A change holds from the next look of the worker on."),
)
