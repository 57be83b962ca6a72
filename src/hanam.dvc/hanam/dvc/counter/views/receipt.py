"""`<dossier>/@@giay-tiep-nhan`: receipt and appointment, form 01 of TT 01/2018/TT-VPCP.

A page to be printed on A5; the same on screen, with a button to print it.
"""

from functools import cached_property
from hanam.dvc.catalogue import limits
from hanam.dvc.catalogue import lookup
from hanam.dvc.counter import qr
from hanam.dvc.counter import words
from hanam.dvc.counter.desk import desk_of
from hanam.dvc.counter.desk import name_of
from hanam.dvc.dossiers import facts
from hanam.dvc.dossiers import reads
from hanam.dvc.dossiers import secrets
from hanam.dvc.i18n import _
from hanam.dvc.register import queries
from plone import api
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.i18n import translate


OWNER = "hanam.dvc.portal.owner"


class Receipt(BrowserView):
    """Only a dossier that was accepted has one; others lead back to their page."""

    page_title = _("Receipt and appointment")
    template = ViewPageTemplateFile("../templates/receipt.pt")

    def __call__(self):
        response = self.request.response
        response.setHeader("Cache-Control", "private, no-store")
        response.setHeader("Referrer-Policy", "no-referrer")
        if self.context.received is None:
            message = _("There is a receipt only once the dossier is accepted.")
            api.portal.show_message(message, self.request, type="warning")
            response.redirect(self.context.absolute_url(), status=303)
            return ""
        reads.note(self.context, reads.PRINT)
        return self.template()

    def say(self, message) -> str:
        return translate(message, context=self.request)

    @cached_property
    def agency(self):
        return lookup.agency(self.context.agency)

    def agency_title(self) -> str:
        """What the agency was called when the dossier was filed."""
        if self.agency is None:
            return self.context.agency
        return lookup.name_of(self.agency, self.context.filed.date(), long=True)

    def superior(self) -> str:
        """The name above the agency's: its parent, else the owner of the portal."""
        parent = lookup.agency(self.agency.parent) if self.agency is not None else None
        if parent is not None:
            return parent.title
        return api.portal.get_registry_record(OWNER, default="") or ""

    def place(self) -> str:
        """Where the form is dated: the agency's address, as far as it is known."""
        return getattr(self.agency, "address", "") or ""

    def person(self) -> dict:
        """For whom the dossier is, with an address in one line."""
        owner = self.context.owner
        return {
            "name": owner["name"],
            "number": owner["id_number"] or owner["tax_code"],
            "address": self.address(owner) or self.address(self.context.applicant),
            "phone": owner["phone"] or self.context.applicant["phone"],
            "email": owner["email"] or self.context.applicant["email"],
        }

    def address(self, person) -> str:
        commune = words.commune(person["commune"], self.context.filed.date())
        return ", ".join(part for part in (person["address"], commune) if part)

    def submitter(self) -> str:
        """Who handed it in, where that is somebody else."""
        return self.context.applicant["name"] if self.context.is_for_another() else ""

    def papers(self) -> list[dict]:
        """The components handed in, each once: {no, title, originals, copies}."""
        found: dict[str, dict] = {}
        for paper in self.context.papers:
            key = paper.component or paper.id
            title = paper.title or paper.filename
            row = found.setdefault(key, {"title": title, "originals": 0, "copies": 0})
            row["originals"] += paper.originals
            row["copies"] += paper.copies
        return [{"no": no, **row} for no, row in enumerate(found.values(), 1)]

    def limit(self) -> str:
        """The time limit that was pinned on the dossier, in words."""
        kept = self.context.facts or {}
        limit = facts.limit_of(self.context)
        if limit is None:
            return kept.get("text") or ""
        row = {"value": limit.value, "unit": limit.unit.value}
        return self.say(limits.in_words(row))

    def received(self) -> str:
        return words.moment_in_words(self.context.received, self.request)

    def due(self) -> str:
        """The appointment; told as open where the law states no limit in numbers."""
        return words.moment_in_words(self.context.due, self.request)

    def dated(self) -> str:
        return words.day_in_words(self.context.received, self.request)

    def result_by(self) -> str:
        return self.say(words.RESULT_BY.get(self.context.result_by, ""))

    def clerk(self) -> str:
        """Who accepted it."""
        for row in queries.history(self.context.code):
            if row.action == "accept":
                return row.actor_name or name_of(row.actor)
        return ""

    @cached_property
    def secret(self) -> str:
        """The secret code, in groups, for who hands the receipt out or is the applicant."""
        user = api.user.get_current()
        is_clerk = desk_of().is_at(self.context.agency, "clerk")
        if not (is_clerk or user.getId() == self.context.filed_by):
            return ""
        return secrets.secret_of(self.context.code)

    def secret_in_groups(self) -> str:
        return "-".join(
            self.secret[at : at + 4] for at in range(0, len(self.secret), 4)
        )

    def track_url(self) -> str:
        parts = [api.portal.get().absolute_url(), "tra-cuu", self.context.code]
        return "/".join([*parts, self.secret] if self.secret else parts)

    def qr(self) -> str:
        return qr.svg(self.track_url())
