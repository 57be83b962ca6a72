"""What form 01 of TT 01/2018/TT-VPCP says: receipt of a dossier and appointment for its result."""

from functools import cached_property
from hanam.dvc.catalogue import limits
from hanam.dvc.catalogue import lookup
from hanam.dvc.dossiers import facts
from hanam.dvc.dossiers import slip_words
from hanam.dvc.dossiers.work import full_name
from hanam.dvc.i18n import _
from hanam.dvc.register import letters
from hanam.dvc.register import queries
from plone import api
from zope.i18n import translate


OWNER = "hanam.dvc.portal.owner"


class Form01:
    """For whoever has a ``context``, an accepted dossier, and a ``request``."""

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
        commune = slip_words.commune(person["commune"], self.context.filed.date())
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
        """The time limit that was pinned on the dossier, in slip_words."""
        kept = self.context.facts or {}
        limit = facts.limit_of(self.context)
        if limit is None:
            return kept.get("text") or ""
        row = {"value": limit.value, "unit": limit.unit.value}
        return self.say(limits.in_words(row))

    def received(self) -> str:
        return slip_words.moment_in_words(self.context.received, self.request)

    def due(self) -> str:
        """The appointment; told as open where the law states no limit in numbers."""
        return slip_words.moment_in_words(self.context.due, self.request)

    def extended(self) -> str:
        """That the appointment is one of an extension, and why; "" where it is the first."""
        made = self.context.extension
        if made is None:
            return ""
        facts = {
            "before": slip_words.moment_in_words(made["from"], self.request),
            "reason": made["reason"],
        }
        message = _("Extended; before: ${before}. Reason: ${reason}", mapping=facts)
        return self.say(message)

    def dated(self) -> str:
        return slip_words.day_in_words(self.context.received, self.request)

    def result_by(self) -> str:
        return self.say(slip_words.RESULT_BY.get(self.context.result_by, ""))

    def book(self) -> dict:
        """{year, no} of its line in the agency's book (form 06); empty without one."""
        rows = letters.of_dossier(self.context.code, letters.BOOK)
        return {"year": rows[0].year, "no": rows[0].no} if rows else {}

    def clerk(self) -> str:
        """Who accepted it."""
        for row in queries.history(self.context.code):
            if row.action == "accept":
                return row.actor_name or full_name(row.actor)
        return ""
