"""What a scenario would change in the portal, and the change itself.

Everything is looked at before the first change. What is there already is left alone, so
that a second run changes nothing and what editors did since is kept.
"""

from dataclasses import dataclass
from dataclasses import field
from datetime import date
from hanam.dvc.catalogue import loading
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.geography import checks
from hanam.dvc.catalogue.geography.scenario import Scenario
from hanam.dvc.catalogue.geography.scenario import ScenarioError
from hanam.dvc.catalogue.moment import today
from hanam.dvc.catalogue.versions import present
from hanam.dvc.rules.succession import ONE_DAY
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent


@dataclass
class Plan:
    """What is to be done, by slug, and ``remarks`` for who applies it."""

    created: list[dict] = field(default_factory=list)
    renamed: dict[str, dict] = field(default_factory=dict)
    abolished: dict[str, dict] = field(default_factory=dict)
    procedures: dict[str, list[str]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def __bool__(self):
        return bool(self.created or self.renamed or self.abolished or self.procedures)

    def lines(self) -> list[str]:
        """What is done, a line each, then the remarks."""
        found = [f"+ {row['slug']}: {row['title']}" for row in self.created]
        for slug, values in self.renamed.items():
            found.append(f"~ {slug}: {values['title']}")
        for slug, values in self.abolished.items():
            heirs = ", ".join(row["agency"] for row in values["successors"]) or "nobody"
            found.append(f"- {slug} until {values['valid_to']}: {heirs}")
        for name, agencies in self.procedures.items():
            found.append(f"@ procedure {name}: {', '.join(agencies)}")
        return [*found, *(f"! {remark}" for remark in self.remarks)]


def plan(scenario: Scenario) -> Plan:
    """What the scenario changes in the portal; `ScenarioError` where it does not fit."""
    found, problems = Plan(), []
    found.created = [
        created(scenario, row)
        for row in scenario.created
        if lookup.agency(row["slug"]) is None
    ]
    plan_names(scenario, found, problems)
    plan_ends(scenario, found, problems)
    plan_procedures(scenario, found)
    problems += loading.agency_problems(found.created) or fit_problems(found)
    if problems:
        raise ScenarioError(problems)
    coded = [row["slug"] for row in found.created if not row.get("unit_code")]
    if coded:
        found.remarks.append(
            f"new agencies without a unit code: {len(coded)}; nothing can be filed with them "
            "before an editor enters one"
        )
    return found


def created(scenario, row) -> dict:
    """The row of a new agency: it begins on the day, in the sectors of those it follows."""
    before = [one.agency for one in scenario.abolished if one.heir == row["slug"]]
    items = [item for item in map(lookup.agency, before) if item is not None]
    sectors = dict.fromkeys(slug for item in items for slug in item.sectors or ())
    return {
        "valid_from": scenario.day.isoformat(),
        **row,
        "sectors": row.get("sectors") or list(sectors),
    }


def plan_names(scenario, found, problems) -> None:
    until = (scenario.day - ONE_DAY).isoformat()
    for one in scenario.renamed:
        item = lookup.agency(one.agency)
        if item is None:
            problems.append(f"renamed: there is no agency {one.agency}")
            continue
        if any(row["until"] == until for row in item.former_names or ()):
            continue
        if item.title == one.title:
            continue
        old = {"title": item.title, "short_title": item.short_title, "until": until}
        found.renamed[one.agency] = {
            "title": one.title,
            "short_title": one.short_title or one.title,
            "former_names": [*(item.former_names or ()), old],
        }


def plan_ends(scenario, found, problems) -> None:
    last = scenario.day - ONE_DAY
    for one in scenario.abolished:
        item = lookup.agency(one.agency)
        if item is None:
            if not one.optional:
                problems.append(f"abolished: there is no agency {one.agency}")
        elif item.valid_to is None:
            found.abolished[one.agency] = {
                "valid_to": last,
                "successors": successors(scenario, one),
            }
        elif item.valid_to < last:
            found.remarks.append(f"{one.agency} ended already on {item.valid_to}")
        elif item.valid_to > last:
            problems.append(f"abolished: {one.agency} ends later, on {item.valid_to}")
        elif {row["agency"] for row in item.successors or ()} != {*one.to}:
            found.remarks.append(
                f"{one.agency} has other successors by now: left alone"
            )


def successors(scenario, one) -> list[dict]:
    """The rows of who follows; see `geography.tables.SUCCESSORS`."""
    return [
        {
            "agency": slug,
            "main": slug == one.heir,
            "part": one.parts.get(slug) or "",
            "confidence": one.confidence,
            "basis": scenario.basis,
        }
        for slug in one.to
    ]


def plan_procedures(scenario, found) -> None:
    """Procedures name who follows instead of who ends, and the other binding."""
    moved = dict(scenario.bindings)
    moved |= {
        one.agency: one.heir
        for one in scenario.abolished
        if one.heir and one.agency in found.abolished
    }
    place = lookup.folder(lookup.PROCEDURES)
    for item in () if place is None else place.objectValues():
        if item.portal_type != "Procedure":
            continue
        old = list(item.agencies or ())
        new = list(dict.fromkeys(moved.get(slug, slug) for slug in old))
        if new != old and present.spans_of(item):
            # What was approved is changed by nobody (docs/versions.md).
            found.remarks.append(
                f"procedure {item.getId()} has versions: write a new version with the "
                f"agencies {', '.join(new)}"
            )
        elif new != old:
            found.procedures[item.getId()] = new


def fit_problems(found) -> list[str]:
    """What would be wrong with the agencies afterwards."""
    values = {row["slug"]: New(row) for row in found.created}
    for slug, row in found.abolished.items():
        values[slug] = New({"valid_from": lookup.agency(slug).valid_from, **row})
    return list(checks.changed(values))


class New:
    """Values of an agency as attributes."""

    successors = ()
    valid_from = valid_to = None

    def __init__(self, row):
        days = {key: row[key] for key in ("valid_from", "valid_to") if row.get(key)}
        self.__dict__.update(
            {
                key: date.fromisoformat(value) if isinstance(value, str) else value
                for key, value in days.items()
            },
            successors=row.get("successors") or (),
        )


def apply(scenario: Scenario) -> Plan:
    """Change the portal; the plan that was carried out. `ScenarioError` and nothing is
    changed where it does not fit, or where its day has not come."""
    if scenario.day > today():
        raise ScenarioError([f"{scenario.day} has not come yet: apply it on that day"])
    found = plan(scenario)
    try:
        loading.load_agencies(found.created)
    except loading.LoadError as error:
        raise ScenarioError(error.problems) from error
    for slug, values in (*found.renamed.items(), *found.abolished.items()):
        change(lookup.agency(slug), values)
    for name, agencies in found.procedures.items():
        change(lookup.folder(lookup.PROCEDURES)[name], {"agencies": agencies})
    return found


def change(item, values) -> None:
    for name, value in values.items():
        setattr(item, name, value)
    notify(ObjectModifiedEvent(item))
