"""What a reader is told of an agency's past and future."""

from datetime import date
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.geography import bodies
from hanam.dvc.catalogue.geography.tables import CONFIDENCE
from hanam.dvc.catalogue.moment import today
from hanam.dvc.i18n import _
from hanam.dvc.rules.vietnamese import short_date
from zope.globalrequest import getRequest
from zope.i18n import translate


UNSURE = dict(CONFIDENCE) | {"": "", "known": ""}


def link(slug: str) -> dict:
    """{url, title} of an agency; without an address where there is none of that slug."""
    item = lookup.agency(slug)
    url = "" if item is None else item.absolute_url()
    return {"url": url, "title": lookup.title_of_agency(slug)}


def ended_text(item, day: date):
    """That the agency is no more on a day, or empty."""
    if item.valid_to is None or item.valid_to >= day:
        return ""
    mapping = {"day": short_date(item.valid_to)}
    return _("This agency existed until ${day}.", mapping=mapping)


def not_yet_text(item, day: date):
    """That the agency is yet to come on a day, or empty."""
    if item.valid_from is None or item.valid_from <= day:
        return ""
    mapping = {"day": short_date(item.valid_from)}
    return _("This agency begins its work on ${day}.", mapping=mapping)


def successors(item) -> list[dict]:
    """{url, title, part, unsure} of who took over, the one that stands for it first."""
    rows = sorted(item.successors or (), key=lambda row: not row.get("main"))
    return [
        {
            **link(row["agency"]),
            "part": row.get("part") or "",
            "unsure": UNSURE.get(row.get("confidence") or "", ""),
        }
        for row in rows
    ]


def bases(item) -> list[str]:
    """The legal bases of the successions, each once."""
    found = [row.get("basis") or "" for row in item.successors or ()]
    return [basis for basis in dict.fromkeys(found) if basis]


def predecessors(item) -> list[dict]:
    """{url, title} of the agencies that name it as a successor."""
    return [link(slug) for slug in bodies.predecessors(item.getId())]


def former_names(item) -> list[dict]:
    """{title, until} of what it was called before, the latest first."""
    rows = sorted(item.former_names or (), key=lambda row: row["until"], reverse=True)
    return [
        {
            "title": row["title"],
            "until": short_date(date.fromisoformat(row["until"])),
        }
        for row in rows
    ]


def heir(slug: str, day: date | None = None) -> dict | None:
    """{url, title} of who stands for an ended agency on a day (default: today); None for
    one that still exists, and where nobody does."""
    found = bodies.stands_for(slug, day)
    return None if found == slug else link(found)


def named_then(slug: str, day: date | None) -> str:
    """The name of an agency on a day, and who it is now where that is another name."""
    then = lookup.title_of_agency(slug, day)
    now = lookup.title_of_agency(bodies.stands_for(slug, today()))
    if then == now:
        return then
    words = _("${then} (now ${now})", mapping={"then": then, "now": now})
    return translate(words, context=getRequest())
