"""What differs between two versions, field by field and row by row, in words."""

from dataclasses import dataclass
from hanam.dvc.catalogue import limits
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import search
from hanam.dvc.catalogue import tables
from hanam.dvc.catalogue import terms
from hanam.dvc.catalogue.rows import complete
from hanam.dvc.catalogue.versions.content import IProcedureVersion
from hanam.dvc.catalogue.versions.present import BOUNDS
from hanam.dvc.catalogue.versions.present import VERSIONED
from hanam.dvc.i18n import _
from hanam.dvc.rules import differences
from hanam.dvc.rules.differences import Kind
from hanam.dvc.rules.vietnamese import money
from hanam.dvc.rules.vietnamese import short_date
from zope.globalrequest import getRequest
from zope.i18n import translate


TABLES = {
    "cases": (tables.CASES, ("key",)),
    "papers": (tables.PAPERS, ("key",)),
    "limits": (tables.LIMITS, ("case", "channel")),
    "fees": (tables.FEES, ("case", "channel", "kind", "title")),
    "results": (tables.RESULTS, ("title",)),
    "legal_basis": (tables.LEGAL_BASIS, ("number", "title")),
    "plan": (tables.PLAN, ("title",)),
}
# A number and its unit are read as one.
TIMES, TIME = ("limits", "plan"), ("value", "unit")
LISTS = ("government_levels", "agencies", "channels", "how_steps", "subjects")
TEXTS = ("requirements", "raw")
FIELDS = (*BOUNDS, *VERSIONED)
KINDS = {
    Kind.ADDED: _("Added"),
    Kind.REMOVED: _("Removed"),
    Kind.CHANGED: _("Changed"),
    Kind.SAME: _("Unchanged"),
}


@dataclass(frozen=True)
class Entry:
    """One difference for a reader; ``columns`` are (title, old, new) of a changed row."""

    kind: Kind
    old: str = ""
    new: str = ""
    columns: tuple[tuple[str, str, str], ...] = ()

    @property
    def word(self):
        return KINDS[self.kind]


@dataclass(frozen=True)
class Changed:
    """One field that differs."""

    name: str
    title: object
    entries: tuple[Entry, ...]


def changes(old: dict, new: dict, names=FIELDS) -> list[Changed]:
    """The fields in which two sets of values differ, each with what differs in it."""
    found = []
    for name in names:
        entries = tuple(entries_of(name, old.get(name), new.get(name)))
        if entries:
            found.append(Changed(name, IProcedureVersion[name].title, entries))
    return found


def entries_of(name, old, new) -> list[Entry]:
    if name in TABLES:
        found = row_differences(name, old, new)
        return [row_entry(name, item) for item in found if item.kind != Kind.SAME]
    if name in LISTS or name in TEXTS:
        found = differences.lines(lines_of(name, old), lines_of(name, new))
    else:
        found = [differences.value(words(name, old), words(name, new))]
    return [
        Entry(item.kind, item.old or "", item.new or "")
        for item in found
        if item.kind != Kind.SAME
    ]


def row_differences(name, old, new):
    columns, key = TABLES[name]
    return differences.rows(
        complete(old, columns),
        complete(new, columns),
        lambda row: tuple(row[part] for part in key),
    )


def row_entry(name, item) -> Entry:
    columns = TABLES[name][0]
    if item.kind != Kind.CHANGED:
        row = row_words(name, item.new or item.old)
        return Entry(item.kind, *(("", row) if item.old is None else (row, "")))
    changed = tuple(
        (say(column.title), cell(column, item.old), cell(column, item.new))
        for column in columns
        if column.name in item.names and not (name in TIMES and column.name in TIME)
    )
    if name in TIMES and set(TIME) & set(item.names):
        told = [say(limits.in_words(row)) for row in (item.old, item.new)]
        changed = ((say(_("Time limit")), *told), *changed)
    return Entry(item.kind, name_of(name, item.old), name_of(name, item.new), changed)


def name_of(name, row) -> str:
    """What a reader calls a row."""
    named = row.get("title") or row.get("number") or ""
    parts = [named] if named else []
    columns = {column.name: column for column in TABLES[name][0]}
    parts += [
        cell(columns[part], row)
        for part in ("case", "channel")
        if part in columns and row.get(part)
    ]
    return ", ".join(parts) or say(_("for all"))


def row_words(name, row) -> str:
    """A whole row: its columns that say something."""
    parts = [
        f"{say(column.title)}: {cell(column, row)}"
        for column in TABLES[name][0]
        if row[column.name] != column.blank and column.name != "key"
    ]
    return "; ".join(parts)


def cell(column, row) -> str:
    """One value of a row."""
    value = row[column.name]
    if column.kind == "bool":
        return yes_no(value)
    if column.kind == "choice" or column.values:
        return say(dict(column.options).get(value, value or ""))
    if column.name == "amount" and value is not None:
        return money(value)
    return "" if value is None else str(value)


def lines_of(name, value) -> list[str]:
    if name in TEXTS:
        return [line for line in (value or "").splitlines() if line.strip()]
    return [words(name, item) for item in value or ()]


def words(name, value) -> str:
    """A value, or an item of a list of values, for a reader."""
    if isinstance(value, bool):
        return yes_no(value)
    if name in BOUNDS:
        return short_date(value) if value else ""
    if not value:
        return ""
    known = {
        "channels": terms.CHANNELS,
        "government_levels": terms.GOVERNMENT_LEVELS,
        "supplement_policy": terms.SUPPLEMENT_POLICIES,
    }
    if name == "agencies":
        return say(search.facet_title("agency", value))
    if name == "sector":
        sector = lookup.sector(value)
        return value if sector is None else sector.title
    return say(terms.title_of(known.get(name, ()), value))


def yes_no(value) -> str:
    return say(_("Yes") if value else _("No"))


def say(message) -> str:
    return translate(message, context=getRequest())
