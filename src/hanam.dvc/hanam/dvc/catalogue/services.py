"""REST: ``@procedures``, ``@agencies``, ``@sectors``, ``@deadline`` at the portal."""

from functools import cached_property
from hanam.dvc.catalogue import access
from hanam.dvc.catalogue import asked
from hanam.dvc.catalogue import fees
from hanam.dvc.catalogue import limits
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import search
from hanam.dvc.catalogue import settings
from hanam.dvc.catalogue import trace
from hanam.dvc.catalogue.audit.records import level_facts
from hanam.dvc.catalogue.audit.records import records
from hanam.dvc.catalogue.moment import iso
from hanam.dvc.catalogue.moment import local
from hanam.dvc.catalogue.usual import usual
from hanam.dvc.i18n import _
from hanam.dvc.rules.clock import ClockError
from hanam.dvc.rules.clock import compute
from hanam.dvc.rules.clock import Limit
from hanam.dvc.rules.levels import LATER_TERMS
from hanam.dvc.rules.levels import online_level
from hanam.dvc.rules.units import Unit
from plone.restapi.batching import HypermediaBatch
from plone.restapi.services import Service
from zExceptions import BadRequest
from zExceptions import Forbidden
from zExceptions import Unauthorized
from zope.i18n import translate


UNPUBLISHED = "unpublished"


class Answer(Service):
    """A service that tells in the reader's language what is wrong with a request."""

    guest_cache = 300  # seconds

    def reply(self):
        try:
            return self.answer()
        except asked.Wrong as error:
            raise BadRequest(self.said(error.message)) from error

    def said(self, message) -> str:
        return translate(message, context=self.request)


class Procedures(Answer):
    """``GET @procedures?q=&agency=&sector=&level=&b_start=&b_size=``; staff may add
    ``include=unpublished``."""

    def answer(self):
        query = asked.query(self.request.form, self.includes_unpublished())
        found = search.look(query)
        batch = HypermediaBatch(self.request, range(found.total))
        self.usual = usual(item["id"] for item in found.items)
        result = {
            "@id": batch.canonical_url,
            "items": [self.item(item) for item in found.items],
            "items_total": found.total,
        }
        if batch.links:
            result["batching"] = batch.links
        if found.dropped:
            result["dropped"] = list(found.dropped)
        if found.instead:
            result["instead"] = found.instead
        return result

    def includes_unpublished(self) -> bool:
        include = asked.one_of(self.request.form, "include", UNPUBLISHED.__eq__)
        if not include or access.is_staff():
            return bool(include)
        message = self.said(_("Only staff may see procedures that are not published."))
        raise Unauthorized(message) if access.is_guest() else Forbidden(message)

    def item(self, item):
        names = ("id", "code", "title", "agency", "agencies", "level", "sector")
        return {
            **self.computed(item),
            "@id": self.request.physicalPathToURL(item["path"]),
            **{name: item[name] for name in names},
            "limit": self.said(limits.in_words(item["limit"])),
            "fee": self.said(fees.summary(item["fee"])),
            "closed": item["closed"],
            "usual": self.usual.get(item["id"]),
        }

    def computed(self, item) -> dict:
        """For staff: the level computed from what the procedure offers, and its later term."""
        if not self.is_staff:
            return {}
        facts = self.facts.get(item["id"])
        level = None if facts is None else online_level(facts)
        return {"computed_level": level, "term": LATER_TERMS.get(level)}

    @cached_property
    def is_staff(self) -> bool:
        return access.is_staff()

    @cached_property
    def facts(self) -> dict:
        return level_facts(records())


class Agencies(Answer):
    """``GET @agencies?kind=&day=``: the agencies that exist on a day (default: today)."""

    def answer(self):
        kind = asked.text(self.request.form, "kind") or None
        day = asked.day(self.request.form, "day")
        found = lookup.agencies(kind, day)
        return {
            "@id": f"{self.context.absolute_url()}/@agencies",
            "day": day.isoformat(),
            "items": [self.item(item) for item in found],
            "items_total": len(found),
        }

    def item(self, item):
        return {
            "@id": item.absolute_url(),
            "agency": item.getId(),
            "title": item.title,
            "short_title": item.short_title,
            "kind": item.kind,
            "parent": item.parent,
            "unit_code": item.unit_code,
            "gso_code": item.gso_code,
            "valid_from": item.valid_from and item.valid_from.isoformat(),
            "valid_to": item.valid_to and item.valid_to.isoformat(),
            "successors": [row["agency"] for row in item.successors or ()],
        }


class Sectors(Answer):
    """``GET @sectors``."""

    def answer(self):
        found = lookup.sectors()
        return {
            "@id": f"{self.context.absolute_url()}/@sectors",
            "items": [
                {
                    "@id": item.absolute_url(),
                    "sector": item.getId(),
                    "title": item.title,
                }
                for item in found
            ],
            "items_total": len(found),
        }


class Deadline(Answer):
    """``GET @deadline?received=2018-08-31T09:00&limit=3&unit=working_day``: when a
    dossier received (accepted) then is due, and why. Times are those of the province.
    """

    def answer(self):
        form = self.request.form
        received, limit = self.received(form), self.limit(form)
        try:
            found = compute(received, limit, settings.calendar())
        except ClockError as error:
            raise asked.Wrong(_("This date is too far away.")) from error
        return {
            "@id": f"{self.context.absolute_url()}/@deadline",
            "received": iso(received),
            "limit": limit.value,
            "unit": limit.unit.value,
            "start": iso(found.start),
            "due": iso(found.due),
            "trace": trace.describe(found.trace, self.request),
        }

    def received(self, form):
        # A form turns the + of an offset into a blank.
        text = asked.text(form, "received")
        text = text[:10] + text[10:11].replace(" ", "T") + text[11:].replace(" ", "+")
        try:
            return local(text)
        except ValueError as error:
            raise asked.Wrong(
                _("“received” must be a date and time such as 2018-08-31T09:00.")
            ) from error

    def limit(self, form) -> Limit:
        unit = asked.one_of(form, "unit", set(Unit).__contains__)
        if not unit:
            known = ", ".join(Unit)
            raise asked.Wrong(
                _("“unit” must be one of: ${known}.", mapping={"known": known})
            )
        default = 1 if unit == Unit.SAME_DAY else None
        value = asked.number(form, "limit", default, 1, 9999)
        if value is None:
            raise asked.Wrong(_("“limit” must say how many."))
        return Limit(value, Unit(unit))
