"""REST for staff: ``@levels`` and ``@red-tape``."""

from hanam.dvc.catalogue.audit.services import ListAnswer
from hanam.dvc.oversight.reviews.levels import LevelPath
from hanam.dvc.oversight.reviews.path import gain_of
from hanam.dvc.oversight.reviews.simpler import Simpler
from hanam.dvc.rules.levels import LATER_TERMS


class Levels(ListAnswer):
    """``GET @levels?agency=&sector=&level=&only=mismatch&done=&sort=&b_start=&b_size=``:
    declared and computed levels; with ``done`` (a condition, may be repeated) what meeting
    these brings."""

    page = LevelPath

    def totals(self):
        found = {
            "procedures": len(self.list.everything),
            "mismatches": self.list.mismatches(),
        }
        if self.list.done:
            gain = gain_of(self.list.everything, self.list.done)
            found["simulation"] = {
                "done": list(self.list.done),
                "procedures": gain.procedures,
                "dossiers": gain.dossiers,
                "by_channel": dict(gain.by_channel),
            }
        return found

    def item(self, row):
        return {
            **self.procedure(row.record),
            "computed_level": row.level,
            "term": LATER_TERMS[row.level],
            "mismatch": row.is_mismatch,
            "blockers": list(row.blockers),
            "readiness": row.readiness,
            "dossiers": row.dossiers,
            "by_channel": row.by_channel,
            "gain": row.gain,
        }


class RedTape(ListAnswer):
    """``GET @red-tape?agency=&sector=&sort=&b_start=&b_size=``; minutes."""

    page = Simpler

    def item(self, row):
        return {
            **self.procedure(row.record),
            "papers": row.burden.asked,
            "forms": row.burden.forms,
            "held": row.burden.held,
            "least_trips": row.least_trips,
            "counter_trips": row.counter_trips,
            "least_minutes": row.least_minutes,
            "counter_minutes": row.counter_minutes,
            "dossiers": row.dossiers,
            "minutes_a_year": row.cost,
            "saving_a_year": row.saving,
        }
