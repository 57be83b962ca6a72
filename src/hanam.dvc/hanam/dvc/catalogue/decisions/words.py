"""Decisions in words, for pages, the feed and REST."""

from collections.abc import Iterator
from datetime import date
from hanam.dvc.catalogue import access
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import settings as province
from hanam.dvc.catalogue.decisions import lifecycle
from hanam.dvc.catalogue.decisions.content import ACTIONS
from hanam.dvc.catalogue.decisions.settings import setting
from hanam.dvc.catalogue.versions import present
from hanam.dvc.catalogue.versions.words import named
from hanam.dvc.i18n import _
from hanam.dvc.rules import publication
from hanam.dvc.rules.vietnamese import short_date
from zope.globalrequest import getRequest
from zope.i18n import translate


STATES = {
    lifecycle.DRAFT: (_("Draft"), "wait"),
    lifecycle.PENDING: (_("Waiting for review"), "warn"),
    lifecycle.PUBLISHED: (_("Published"), "good"),
}


def visible() -> list:
    """The decisions the reader may see, the one signed last first."""
    place = lookup.folder(lookup.DECISIONS)
    found = [] if place is None else place.objectValues()
    found = [item for item in found if item.portal_type == "Decision"]
    found = [item for item in found if access.may_view(item)]
    return sorted(found, key=lambda item: (item.signed, item.getId()), reverse=True)


def published() -> list:
    """The published ones of `visible`."""
    return [i for i in visible() if lifecycle.state_of(i) == lifecycle.PUBLISHED]


def heading(decision) -> str:
    """Number and day, as decisions are cited."""
    mapping = {"number": decision.number, "day": short_date(decision.signed)}
    return say(_("Decision ${number} of ${day}", mapping=mapping))


def lines_of(decision) -> Iterator[dict]:
    """Each line for a reader: action (key and words), code, title, url, version {name,
    url}, successor {title, url}, note. What the reader may not see has no address."""
    for line in decision.lines or ():
        procedure = lookup.procedure(line["procedure"])
        yield {
            "action": line["action"],
            "action_title": say(dict(ACTIONS)[line["action"]]),
            "code": line["procedure"],
            **title_of(procedure, line["procedure"]),
            "version": version_of(procedure, line["version"]),
            "successor": successor_of(line["replaced_by"]),
            "note": line["note"] or "",
        }


def title_of(procedure, code) -> dict:
    if procedure is None:
        return {"title": code, "url": ""}
    may_view = access.may_view(procedure)
    return {
        "title": procedure.title if may_view else code,
        "url": procedure.absolute_url() if may_view else "",
    }


def version_of(procedure, number) -> dict | None:
    if procedure is None or not number:
        return None
    version = present.version_of(procedure, number)
    seen = version is not None and access.may_view(version)
    url = version.absolute_url() if seen else ""
    return {"number": number, "name": say(named(number)), "url": url}


def successor_of(code) -> dict | None:
    return title_of(lookup.procedure(code), code) if code else None


def delays_of(decision) -> publication.Delays | None:
    """How soon a published decision came; None for others."""
    if decision.published_at is None:
        return None
    terms = publication.Terms(
        notice=setting("notice_days"),
        notice_working=setting("notice_unit") == "working_day",
        entry=setting("entry_days"),
    )
    return publication.delays(
        decision.signed,
        decision.effective_from,
        decision.published_at.date(),
        decision.document_effective,
        province.calendar(),
        terms,
    )


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def say(message) -> str:
    return translate(message, context=getRequest())
