"""`/nang-muc-do`: declared and computed levels, and what measures would bring."""

from functools import cached_property
from hanam.dvc.catalogue import asked
from hanam.dvc.catalogue.audit.page import Listing
from hanam.dvc.catalogue.audit.sheet import ABOUT
from hanam.dvc.catalogue.audit.sheet import ListingFile
from hanam.dvc.i18n import _
from hanam.dvc.oversight.reviews.path import gain_of
from hanam.dvc.oversight.reviews.path import measures
from hanam.dvc.oversight.reviews.path import Standing
from hanam.dvc.oversight.reviews.path import standings
from hanam.dvc.oversight.reviews.words import CONDITIONS
from hanam.dvc.oversight.reviews.words import LATER
from hanam.dvc.rules.levels import HIGHEST
from hanam.dvc.rules.levels import LATER_TERMS
from hanam.dvc.rules.levels import LOWEST
from pathlib import Path
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


TEMPLATES = Path(__file__).parent / "templates"
MISMATCH = "mismatch"
SHOWN = {"": _("All procedures"), MISMATCH: _("Declared above what is offered")}


def template(name: str) -> ViewPageTemplateFile:
    """A page template of this package."""
    return ViewPageTemplateFile(str(TEMPLATES / f"{name}.pt"))


def measures_asked(form) -> tuple[str, ...]:
    """The conditions named by ``done``; `asked.Wrong` for one that does not exist."""
    values = form.get("done") or []
    values = values if isinstance(values, list) else [values]
    for value in values:
        asked.one_of({"done": value}, "done", CONDITIONS.get)
    return tuple(name for name in CONDITIONS if name in values)


class LevelPath(Listing):
    """The answer first; then what measures bring; then every procedure by what it gains."""

    template = template("levels")
    page_title = _("Online levels")
    name = "nang-muc-do"
    sorts = {
        "gain": _("Most dossiers gained first"),
        "ready": _("Nearest to level 4 first"),
        "title": _("By name"),
    }

    def read(self, form) -> None:
        super().read(form)
        self.done = measures_asked(form)
        self.only = asked.one_of(form, "only", SHOWN.get)
        self.level = asked.number(form, "level", None, LOWEST, HIGHEST)

    def more(self) -> dict:
        return {"done": list(self.done), "only": self.only, "level": self.level}

    @cached_property
    def everything(self) -> list[Standing]:
        return [item for item in standings() if self.filters.fits(item.record)]

    def rows(self) -> list[Standing]:
        found = [
            item
            for item in self.everything
            if (not self.only or item.is_mismatch) and self.level in (None, item.level)
        ]
        return sorted(found, key=self.sort_key)

    def sort_key(self, item: Standing):
        title = item.record.order
        if self.sort == "title":
            return title
        if self.sort == "ready":
            return (item.level == HIGHEST, -item.readiness, -item.gain, title)
        return (-item.gain, -item.readiness, title)

    # -- what the page says

    def mismatches(self) -> int:
        return sum(item.is_mismatch for item in self.everything)

    def answer(self):
        mapping = {"wrong": self.mismatches(), "total": len(self.everything)}
        return _(
            "${wrong} of ${total} procedures are declared above what they offer",
            mapping=mapping,
        )

    def level_counts(self) -> list[dict]:
        """{level, declared, computed} from 4 to 1."""
        return [
            {
                "level": level,
                "term": LATER[LATER_TERMS[level]],
                "declared": sum(x.record.level == level for x in self.everything),
                "computed": sum(x.level == level for x in self.everything),
            }
            for level in range(HIGHEST, LOWEST - 1, -1)
        ]

    def measure_rows(self) -> list[dict]:
        """Every measure with what it brings alone."""
        return [
            {
                "name": name,
                "title": CONDITIONS[name].measure,
                "checked": name in self.done,
                "lacking": lacking,
                "procedures": gain.procedures,
                "dossiers": gain.dossiers,
            }
            for name, (lacking, gain) in measures(self.everything).items()
        ]

    def simulated(self):
        """What the measures chosen bring together; empty if none is chosen."""
        if not self.done:
            return ""
        gain = gain_of(self.everything, self.done)
        mapping = {
            "procedures": gain.procedures,
            "dossiers": gain.dossiers,
            "online": gain.by_channel.get("online", 0),
            "other": gain.dossiers - gain.by_channel.get("online", 0),
        }
        return _(
            "If this is done, ${procedures} procedures reach level 4 and ${dossiers} "
            "dossiers a year become fully online: ${online} filed online today, ${other} "
            "at the counter or by post.",
            mapping=mapping,
        )

    def shown_choices(self) -> list[dict]:
        return [
            {"value": value, "title": title, "selected": value == self.only}
            for value, title in SHOWN.items()
        ]

    def line(self, item: Standing) -> dict:
        return {
            "url": f"{self.procedure_url(item.record)}/@@muc-do",
            "title": item.record.title,
            "code": item.record.code,
            "declared": item.record.level,
            "level": item.level,
            "mismatch": item.is_mismatch,
            "term": LATER[LATER_TERMS[item.level]],
            "readiness": item.readiness,
            "dossiers": item.dossiers,
            "gain": item.gain,
            "blockers": [CONDITIONS[name].measure for name in item.blockers],
        }


class LevelPathFile(ListingFile, LevelPath):
    """`/nang-muc-do.xlsx`: the same list."""

    HEADERS = (
        *ABOUT,
        _("Declared online level"),
        _("Computed level"),
        _("Later term"),
        _("Readiness (0–100)"),
        _("Dossiers in 12 months"),
        _("Would become fully online"),
        _("To do for level 4"),
    )

    def table(self):
        for item in self.found:
            line = self.line(item)
            yield (
                *self.about(item.record),
                line["declared"],
                line["level"],
                self.say(line["term"]),
                line["readiness"],
                line["dossiers"],
                line["gain"],
                "; ".join(self.say(text) for text in line["blockers"]),
            )
