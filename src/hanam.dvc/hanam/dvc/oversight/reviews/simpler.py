"""`/don-gian-hoa`: the red tape of every procedure, and where less of it saves most."""

from dataclasses import dataclass
from functools import cached_property
from hanam.dvc.catalogue.audit import settings
from hanam.dvc.catalogue.audit import tape
from hanam.dvc.catalogue.audit.page import Listing
from hanam.dvc.catalogue.audit.records import level_facts
from hanam.dvc.catalogue.audit.records import Record
from hanam.dvc.catalogue.audit.records import records
from hanam.dvc.catalogue.audit.sheet import ABOUT
from hanam.dvc.catalogue.audit.sheet import ListingFile
from hanam.dvc.i18n import _
from hanam.dvc.oversight.reviews.levels import template
from hanam.dvc.oversight.reviews.volumes import volumes
from hanam.dvc.rules import red_tape
from hanam.dvc.rules.red_tape import Burden


COUNTER = "counter"
MINUTES = 60


@dataclass(frozen=True, slots=True)
class Measured:
    """A procedure with what it asks. Minutes are those of one dossier, at the counter and
    by the easiest way; ``cost`` and ``saving`` minutes of a year's dossiers."""

    record: Record
    burden: Burden
    least_trips: int
    counter_trips: int
    least_minutes: int
    counter_minutes: int
    dossiers: int
    cost: int
    saving: int


def measured() -> list[Measured]:
    """Every published procedure."""
    found = [record for record in records() if record.is_published]
    facts, filed = level_facts(found), volumes()
    known, weights = tape.lists(), settings.red_tape_weights()
    return [
        measure(
            record,
            tape.burden_of(record, facts[record.id], known),
            filed.get(record.id, {}),
            weights,
        )
        for record in found
    ]


def measure(record, burden, filed, weights) -> Measured:
    return Measured(
        record=record,
        burden=burden,
        least_trips=red_tape.least_trips(burden),
        counter_trips=red_tape.trips(burden, COUNTER).total,
        least_minutes=min(
            red_tape.minutes(burden, channel, weights) for channel in burden.channels
        ),
        counter_minutes=red_tape.minutes(burden, COUNTER, weights),
        dossiers=sum(filed.values()),
        cost=red_tape.burden_a_year(burden, filed, weights),
        saving=red_tape.saving_a_year(burden, filed, weights),
    )


def hours(minutes: int) -> int:
    """Whole hours, half up."""
    return (2 * minutes + MINUTES) // (2 * MINUTES)


class Simpler(Listing):
    """The procedures by what would be saved in a year."""

    template = template("simpler")
    page_title = _("Red tape of procedures")
    name = "don-gian-hoa"
    sorts = {
        "saving": _("Most time saved first"),
        "held": _("Most papers the state has first"),
        "papers": _("Most papers first"),
        "trips": _("Most trips first"),
        "minutes": _("Longest for one dossier first"),
        "title": _("By name"),
    }

    @cached_property
    def everything(self) -> list[Measured]:
        return [item for item in measured() if self.filters.fits(item.record)]

    def rows(self) -> list[Measured]:
        return sorted(self.everything, key=self.sort_key)

    def sort_key(self, item: Measured):
        title = item.record.order
        first = {
            "saving": (-item.saving, -item.cost),
            "held": (-item.burden.held, -item.dossiers),
            "papers": (-item.burden.asked, -item.dossiers),
            "trips": (-item.least_trips, -item.dossiers),
            "minutes": (-item.least_minutes, -item.dossiers),
            "title": (),
        }
        return (*first[self.sort], title)

    # -- what the page says

    def answer(self):
        held = sum(item.burden.held > 0 for item in self.everything)
        mapping = {"held": held, "total": len(self.everything)}
        return _(
            "${held} of ${total} procedures ask for a paper that a state body has",
            mapping=mapping,
        )

    def year_text(self):
        mapping = {
            "cost": hours(sum(item.cost for item in self.everything)),
            "saving": hours(sum(item.saving for item in self.everything)),
            "dossiers": sum(item.dossiers for item in self.everything),
        }
        return _(
            "The ${dossiers} dossiers of the last 12 months cost their applicants about "
            "${cost} hours; about ${saving} of them could be saved.",
            mapping=mapping,
        )

    def weights_text(self):
        weights = settings.red_tape_weights()
        return _(
            "Estimates, not measurements: ${form} minutes for a form where the procedure "
            "names no time, ${paper} for getting a paper, ${trip} for a trip to the counter.",
            mapping={
                "form": weights.form,
                "paper": weights.paper,
                "trip": weights.trip,
            },
        )

    def line(self, item: Measured) -> dict:
        return {
            "url": self.procedure_url(item.record),
            "title": item.record.title,
            "code": item.record.code,
            "asked": item.burden.asked,
            "forms": item.burden.forms,
            "held": item.burden.held,
            "least_trips": item.least_trips,
            "counter_trips": item.counter_trips,
            "least_minutes": item.least_minutes,
            "counter_minutes": item.counter_minutes,
            "dossiers": item.dossiers,
            "cost": hours(item.cost),
            "saving": hours(item.saving),
        }


class SimplerFile(ListingFile, Simpler):
    """`/don-gian-hoa.xlsx`: the same list."""

    HEADERS = (
        *ABOUT,
        _("Number of papers"),
        _("Forms among them"),
        _("A state body has"),
        _("Fewest trips"),
        _("Trips at the counter"),
        _("Minutes, easiest way"),
        _("Minutes at the counter"),
        _("Dossiers in 12 months"),
        _("Hours a year"),
        _("Hours a year saved"),
    )
    NUMBERS = (
        "asked",
        "forms",
        "held",
        "least_trips",
        "counter_trips",
        "least_minutes",
        "counter_minutes",
        "dossiers",
        "cost",
        "saving",
    )

    def table(self):
        for item in self.found:
            line = self.line(item)
            yield (
                *self.about(item.record),
                *(line[name] for name in self.NUMBERS),
            )
