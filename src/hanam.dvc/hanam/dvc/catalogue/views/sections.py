"""The sections of the page of a procedure: what it shows of each published element."""

from functools import cached_property
from hanam.dvc.catalogue import access
from hanam.dvc.catalogue import fees
from hanam.dvc.catalogue import levels
from hanam.dvc.catalogue import limits
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import papers
from hanam.dvc.catalogue import terms
from hanam.dvc.catalogue.rows import complete
from hanam.dvc.catalogue.tables import FEES
from hanam.dvc.catalogue.views.page import Page
from hanam.dvc.i18n import _


# In the order of NĐ 63/2010 art. 8.2.
SECTIONS = (
    ("steps", _("Order of steps")),
    ("ways", _("How to file")),
    ("papers", _("Papers of the dossier")),
    ("limits", _("Time limit of the procedure")),
    ("subjects", _("Who may file it")),
    ("agencies", _("Agencies that resolve it")),
    ("forms", _("Forms and declarations")),
    ("results", _("Result of the procedure")),
    ("requirements", _("Requirements and conditions")),
    ("fees", _("Fees and charges")),
    ("legal-basis", _("Legal basis")),
    ("published", _("As published")),
)


class Sections(Page):
    """A method for each section; an empty answer means that there is none."""

    @cached_property
    def is_closed(self) -> bool:
        return lookup.is_closed(self.context, self.today)

    @cached_property
    def is_online(self) -> bool:
        return levels.is_online(self.context) and not self.is_closed

    @property
    def file_url(self) -> str:
        return f"{self.context.absolute_url()}/nop-ho-so"

    def sections(self) -> list[dict]:
        """{id, title} of the sections that have something to say."""
        return [
            {"id": name, "title": title}
            for name, title in SECTIONS
            if self.content_of(name)
        ]

    def content_of(self, name):
        """What a section shows; empty if there is nothing."""
        return getattr(self, name.replace("-", "_"))()

    def steps(self):
        return self.context.how_steps

    def ways(self) -> list[dict]:
        """{case, rows}; a row is {channel, limit, text, fees}."""
        offered = self.context.channels or ()
        channels = [pair for pair in terms.CHANNELS if pair[0] in offered]
        cases = [(row["key"], row["title"]) for row in self.context.cases or ()]
        if not channels:
            return []
        return [
            {"case": title, "rows": [self.way(key, pair) for pair in channels]}
            for key, title in cases or [("", "")]
        ]

    def way(self, case, channel) -> dict:
        key, title = channel
        row = limits.row_for(self.context, case, key)
        return {
            "channel": title,
            "limit": limits.in_words(row),
            "text": row["text"] if row and limits.is_counted(row) else "",
            "fees": fees.fees_for(self.context, case, key),
        }

    def fee_words(self, fee) -> str:
        """The name of a fee and what it comes to."""
        words = self.say(fees.in_words(fee))
        return f"{fee['title']}: {words}" if fee["title"] and words else words

    def papers(self) -> list[dict]:
        """{title, rows} for each group of papers."""
        return [
            {"title": title, "rows": [self.paper(row) for row in rows]}
            for title, rows in papers.groups(self.context)
        ]

    def paper(self, row) -> dict:
        form = row["form"]
        return {
            **row,
            "case": self.case_title(row["case"]),
            "copies_text": self.copies_text(row),
            "optional": "" if row["required"] else self.optional(row["title"]),
            "form": "" if form == lookup.DECLARATION else form,
            "declared": form == lookup.DECLARATION and self.is_online,
        }

    def optional(self, title) -> str:
        """The words that a paper need not be there, unless its name has them."""
        words = self.say(_("(if there is one)"))
        return "" if words in title else words

    def copies_text(self, row) -> str:
        parts = []
        if row["originals"]:
            parts.append(_("originals: ${count}", mapping={"count": row["originals"]}))
        if row["copies"]:
            parts.append(_("copies: ${count}", mapping={"count": row["copies"]}))
        return ", ".join(self.say(part) for part in parts)

    def limits(self) -> list[dict]:
        """{words, text, where} of each row of time limits."""
        return [
            {
                "words": limits.in_words(row),
                "text": row["text"] if limits.is_counted(row) else "",
                "where": self.where(row),
            }
            for row in self.context.limits or ()
        ]

    def subjects(self):
        return self.context.subjects

    def agencies(self) -> list[dict]:
        """{title, url}; url is empty for all agencies of a kind."""
        found = []
        for slug in self.context.agencies or ():
            agency = lookup.agency(slug)
            title = self.agency_names([slug])[0] if agency is None else agency.title
            url = "" if agency is None else agency.absolute_url()
            found.append({"title": title, "url": url})
        return found

    def forms(self) -> list[dict]:
        """{title, note, url} of the declaration, of files and of forms named by papers."""
        found = []
        declaration = lookup.declaration(self.context)
        if declaration is not None:
            found.append(
                {
                    "title": declaration.title,
                    "note": self.minutes_text(declaration),
                    "url": self.file_url if self.is_online else "",
                }
            )
        for item in self.context.objectValues():
            if item.portal_type == "File" and access.may_view(item):
                url = f"{item.absolute_url()}/@@download/file"
                found.append({"title": item.title, "note": "", "url": url})
        for row in levels.forms(self.context):
            if row["form"] not in (lookup.DECLARATION, *self.context.objectIds()):
                url = row["form"] if row["form"].startswith("http") else ""
                note = "" if url else row["form"]
                found.append({"title": row["title"], "note": note, "url": url})
        return found

    def minutes_text(self, declaration) -> str:
        minutes = getattr(declaration, "minutes", None)
        if not minutes or not self.is_online:
            return ""
        mapping = {"minutes": minutes}
        return self.say(
            _("filled in online, about ${minutes} minutes", mapping=mapping)
        )

    def results(self):
        return self.context.results

    def requirements(self) -> list[str]:
        return [line for line in (self.context.requirements or "").splitlines() if line]

    def fees(self) -> list[dict]:
        """{title, kind, amount, text, where} of each row of fees that is not over."""
        return [
            {
                "title": row["title"]
                or self.say(terms.title_of(terms.FEE_KINDS, row["kind"])),
                "amount": fees.in_words({**row, "text": ""}),
                "text": row["text"],
                "where": self.where(row),
                "days": self.say(fees.days_in_words(row)),
            }
            for row in complete(self.context.fees, FEES)
            if not row["valid_to"] or row["valid_to"] >= self.today.isoformat()
        ]

    def legal_basis(self):
        return self.context.legal_basis

    def published(self) -> list[str]:
        """What an import could not understand, as it was published; decision."""
        return [line for line in (self.context.raw or "").splitlines() if line]

    def case_title(self, key) -> str:
        titles = {row["key"]: row["title"] for row in self.context.cases or ()}
        return titles.get(key, key)

    def where(self, row) -> str:
        """For which case and which way of filing a row speaks; empty for all."""
        parts = [self.case_title(row.get("case") or "")]
        channel = row.get("channel")
        if channel:
            parts.append(self.say(terms.title_of(terms.CHANNELS, channel)))
        return ", ".join(part for part in parts if part)
