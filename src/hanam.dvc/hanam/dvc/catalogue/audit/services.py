"""REST: ``@completeness`` for staff, ``@level-changes`` for everybody."""

from hanam.dvc.catalogue import access
from hanam.dvc.catalogue import asked
from hanam.dvc.catalogue.audit.gaps import GAPS
from hanam.dvc.catalogue.audit.history import newest_first
from hanam.dvc.catalogue.audit.views import Completeness as CompletenessPage
from hanam.dvc.catalogue.moment import iso
from hanam.dvc.catalogue.services import Answer
from hanam.dvc.i18n import _
from hanam.dvc.rules.levels import LATER_TERMS
from plone import api
from plone.restapi.batching import HypermediaBatch
from zExceptions import Forbidden
from zExceptions import Unauthorized


class StaffAnswer(Answer):
    """For those who may see unpublished procedures; 401 for guests, 403 for others."""

    guest_cache = 0

    def reply(self):
        portal = api.portal.get()
        if not api.user.has_permission(access.PERMISSION, obj=portal):
            message = self.said(_("Only who keeps the catalogue may see this."))
            raise Unauthorized(message) if access.is_guest() else Forbidden(message)
        return super().reply()


class ListAnswer(StaffAnswer):
    """A `page.Listing` as data; ``page`` is its class, ``item(row)`` one of its rows."""

    page = None

    def answer(self):
        form = self.request.form
        self.list = self.page(self.context, self.request)
        self.list.read(form)
        size = asked.number(form, "b_size", asked.SIZE, 1, asked.MOST)
        found = self.list.found
        batch = HypermediaBatch(self.request, range(len(found)))
        start = self.list.start
        result = {
            "@id": batch.canonical_url,
            "items": [self.item(row) for row in found[start : start + size]],
            "items_total": len(found),
            **self.totals(),
        }
        if batch.links:
            result["batching"] = batch.links
        return result

    def totals(self) -> dict:
        return {}

    def item(self, row) -> dict:
        raise NotImplementedError

    def procedure(self, record) -> dict:
        return {
            "@id": self.list.procedure_url(record),
            "id": record.id,
            "code": record.code,
            "title": record.title,
            "sector": record.sector,
            "agencies": list(record.agencies),
            "published": record.is_published,
            "level": record.level,
        }


class Completeness(ListAnswer):
    """``GET @completeness?agency=&sector=&gap=&severity=&sort=&b_start=&b_size=``."""

    page = CompletenessPage

    def totals(self):
        return {
            "procedures": len(self.list.everything),
            "complete": self.list.complete_count(),
        }

    def item(self, row):
        severities = self.list.severities
        return {
            **self.procedure(row.record),
            "computed_level": row.level,
            "gaps": [
                {
                    "gap": gap,
                    "severity": severities[gap],
                    "title": self.said(GAPS[gap].title),
                }
                for gap in row.gaps
            ],
        }


class LevelChanges(Answer):
    """``GET @level-changes?b_start=&b_size=``: the public log, newest first."""

    def answer(self):
        form = self.request.form
        start = asked.number(form, "b_start", 0, 0, asked.FARTHEST)
        size = asked.number(form, "b_size", asked.SIZE, 1, asked.MOST)
        found = newest_first()
        batch = HypermediaBatch(self.request, range(len(found)))
        result = {
            "@id": batch.canonical_url,
            "items": [self.item(change) for change in found[start : start + size]],
            "items_total": len(found),
        }
        if batch.links:
            result["batching"] = batch.links
        return result

    def item(self, change):
        return {
            "number": change.number,
            "at": iso(change.at),
            "procedure": change.id,
            "code": change.code,
            "title": change.title,
            "from": change.before,
            "to": change.after,
            "from_term": LATER_TERMS[change.before],
            "to_term": LATER_TERMS[change.after],
            "reason": change.reason,
            "decision": change.decision,
            "sample": change.sample,
        }
