"""`/kiem-tra-danh-muc`: what each procedure lacks."""

from collections import Counter
from functools import cached_property
from hanam.dvc.catalogue import access
from hanam.dvc.catalogue import asked
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.audit import settings
from hanam.dvc.catalogue.audit.findings import Finding
from hanam.dvc.catalogue.audit.findings import findings
from hanam.dvc.catalogue.audit.gaps import GAPS
from hanam.dvc.catalogue.audit.gaps import SEVERITIES
from hanam.dvc.catalogue.audit.page import Listing
from hanam.dvc.catalogue.audit.page import template
from hanam.dvc.catalogue.audit.place import path_to
from hanam.dvc.catalogue.audit.sheet import ABOUT
from hanam.dvc.catalogue.audit.sheet import ListingFile
from hanam.dvc.i18n import _


STATES = {"must": "bad", "should": "warn", "could": "wait"}


def place_of(gap: str) -> str:
    """Where a gap is closed, from the address of the procedure on."""
    name = GAPS[gap].field
    if name:
        return f"/{path_to(name)}"
    if gap == "empty_declaration":
        return f"/{lookup.DECLARATION}/fields"
    return "/folder_contents" if gap == "declaration" else ""


class Completeness(Listing):
    """The procedures with gaps, worst first; counts of each gap on top."""

    template = template("completeness")
    page_title = _("Completeness of procedures")
    name = "kiem-tra-danh-muc"
    sorts = {
        "worst": _("Worst first"),
        "most": _("Most gaps first"),
        "title": _("By name"),
        "sector": _("By sector"),
    }

    def read(self, form) -> None:
        super().read(form)
        self.gap = asked.one_of(form, "gap", GAPS.get)
        self.severity = asked.one_of(form, "severity", SEVERITIES.get)

    def more(self) -> dict:
        return {"gap": self.gap, "severity": self.severity}

    @cached_property
    def severities(self) -> dict:
        return settings.severities()

    @cached_property
    def everything(self) -> list[Finding]:
        return [item for item in findings() if self.filters.fits(item.record)]

    def rows(self) -> list[Finding]:
        found = [item for item in self.everything if self.fits(item)]
        return sorted(found, key=self.sort_key)

    def fits(self, item: Finding) -> bool:
        if self.gap and self.gap not in item.gaps:
            return False
        if not self.severity:
            return bool(item.gaps)
        return any(self.severities[gap] == self.severity for gap in item.gaps)

    def sort_key(self, item: Finding):
        title = item.record.order
        if self.sort == "title":
            return title
        if self.sort == "sector":
            return (self.sector_order(item.record), title)
        if self.sort == "most":
            return (-len(item.gaps), title)
        counts = Counter(self.severities[gap] for gap in item.gaps)
        return (*(-counts[severity] for severity in SEVERITIES), title)

    # -- what the page says

    def complete_count(self) -> int:
        """Procedures without a gap that must be closed."""
        return sum(
            not any(self.severities[gap] == "must" for gap in item.gaps)
            for item in self.everything
        )

    def answer(self):
        mapping = {"complete": self.complete_count(), "total": len(self.everything)}
        return _(
            "${complete} of ${total} procedures have all that must be there",
            mapping=mapping,
        )

    def counts(self) -> list[dict]:
        """{title, count, url, current, state} of every gap that occurs, worst first."""
        counted = Counter(gap for item in self.everything for gap in item.gaps)
        order = list(SEVERITIES)
        keys = sorted(
            counted, key=lambda gap: (order.index(self.severities[gap]), -counted[gap])
        )
        return [
            {
                "title": GAPS[gap].title,
                "count": counted[gap],
                "current": gap == self.gap,
                "url": self.url(gap="" if gap == self.gap else gap),
                "state": self.state(gap),
                "severity": SEVERITIES[self.severities[gap]],
            }
            for gap in keys
        ]

    def state(self, gap: str) -> str:
        return STATES[self.severities[gap]]

    def severity_choices(self) -> list[dict]:
        return [
            {"value": key, "title": title, "selected": key == self.severity}
            for key, title in SEVERITIES.items()
        ]

    def line(self, item: Finding) -> dict:
        url = self.procedure_url(item.record)
        return {
            "url": url,
            "title": item.record.title,
            "code": item.record.code,
            "sector": self.sector_title(item.record),
            "agencies": self.agencies_title(item.record),
            "gaps": [
                {
                    "title": GAPS[gap].title,
                    "state": self.state(gap),
                    "severity": SEVERITIES[self.severities[gap]],
                    "url": self.place(url, gap),
                }
                for gap in item.gaps
            ],
        }

    @cached_property
    def may_edit(self) -> bool:
        place = lookup.folder(lookup.PROCEDURES)
        return place is not None and access.may_add(place)

    def place(self, url, gap) -> str:
        """Where whoever may edit closes the gap; empty for others."""
        return url + place_of(gap) if self.may_edit and place_of(gap) else ""


class CompletenessFile(ListingFile, Completeness):
    """`/kiem-tra-danh-muc.xlsx`: the list, a line for each gap."""

    HEADERS = (
        *ABOUT,
        _("Declared online level"),
        _("Computed level"),
        _("What is missing"),
        _("How much it matters"),
        _("Where to close it"),
    )

    def table(self):
        words = {
            gap: (
                self.say(GAPS[gap].title),
                self.say(SEVERITIES[self.severities[gap]]),
                place_of(gap),
            )
            for gap in GAPS
            if self.severities[gap] != settings.OFF
        }
        for item in self.found:
            record = item.record
            about = (*self.about(record), record.level, item.level)
            url = self.procedure_url(record)
            for gap in item.gaps:
                title, severity, place = words[gap]
                yield (*about, title, severity, url + place)
