"""A reform of agencies as a file: what begins, what is renamed, what ends and who follows.

JSON with the keys of `Scenario`; see docs/geography.md. Reading looks at the file alone;
`planning` compares it with the portal.
"""

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from hanam.dvc.catalogue.geography.tables import CONFIDENCE
from hanam.dvc.catalogue.rows import KEY

import json


KEYS = {
    "title",
    "day",
    "legal_basis",
    "notes",
    "created",
    "renamed",
    "abolished",
    "bindings",
}
NAMES = {"agency", "title", "short_title", "confidence", "note"}
ENDS = {"agency", "to", "main", "parts", "confidence", "note", "optional"}
BINDINGS = ("@district", "@commune")
SURE = {value for value, title in CONFIDENCE if value}


class ScenarioError(ValueError):
    """A scenario that cannot be applied: ``problems`` are texts, one each."""

    def __init__(self, problems):
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Renamed:
    """An agency that gets another name and stays the same."""

    agency: str
    title: str
    short_title: str = ""


@dataclass(frozen=True)
class Abolished:
    """An agency that ends, ``to`` whom its work goes, the ``main`` one of these.

    ``parts`` say what each takes over, ``confidence`` how sure the mapping is;
    ``optional`` ones may be missing in a portal.
    """

    agency: str
    to: tuple[str, ...] = ()
    main: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    confidence: str = ""
    optional: bool = False

    @property
    def heir(self) -> str:
        return self.main or (self.to[0] if len(self.to) == 1 else "")


@dataclass(frozen=True)
class Scenario:
    """A reform that takes effect on ``day``; ``created`` are rows of agencies as
    `loading.load_agencies` takes them, ``bindings`` what ``@district`` and ``@commune``
    of procedures become."""

    title: str
    day: date
    basis: str = ""
    created: tuple[dict, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    abolished: tuple[Abolished, ...] = ()
    bindings: Mapping[str, str] = field(default_factory=dict)


def read(text: str) -> Scenario:
    """The scenario of a file's text; `ScenarioError` tells everything that is wrong."""
    try:
        data = json.loads(text)
    except ValueError as error:
        raise ScenarioError([f"this is not JSON: {error}"]) from error
    problems = list(shape_problems(data))
    if problems:
        raise ScenarioError(problems)
    found = Scenario(
        title=data["title"],
        day=date.fromisoformat(data["day"]),
        basis=basis_of(data.get("legal_basis") or ()),
        created=tuple(new_agency(row) for row in data.get("created") or ()),
        renamed=tuple(renamed(row) for row in data.get("renamed") or ()),
        abolished=tuple(abolished(row) for row in data.get("abolished") or ()),
        bindings=dict(data.get("bindings") or {}),
    )
    problems = list(inner_problems(found))
    if problems:
        raise ScenarioError(problems)
    return found


def basis_of(rows) -> str:
    return "; ".join(
        " ".join(filter(None, [row.get("title"), row.get("number")])) for row in rows
    )


def new_agency(row) -> dict:
    """The row without what only explains it."""
    return {key: row[key] for key in row if key not in ("confidence", "note")}


def renamed(row) -> Renamed:
    return Renamed(row["agency"], row["title"], row.get("short_title") or "")


def abolished(row) -> Abolished:
    return Abolished(
        row["agency"],
        tuple(row.get("to") or ()),
        row.get("main") or "",
        dict(row.get("parts") or {}),
        row.get("confidence") or "",
        bool(row.get("optional")),
    )


def shape_problems(data) -> Iterator[str]:
    """What is wrong with the keys and the kinds of values."""
    if not isinstance(data, dict):
        yield "the file must hold one object"
        return
    for key in sorted(set(data) - KEYS):
        yield f"there is no key {key}"
    if not isinstance(data.get("title"), str) or not data["title"].strip():
        yield "title: this must be filled in"
    try:
        date.fromisoformat(data.get("day") or "")
    except (TypeError, ValueError):
        yield "day: this must be a date such as 2025-07-01"
    for key, known in (("created", None), ("renamed", NAMES), ("abolished", ENDS)):
        yield from row_problems(key, data.get(key) or [], known)
    basis = data.get("legal_basis") or []
    if not is_rows(basis):
        yield "legal_basis: this must be a list of objects"
    bindings = data.get("bindings") or {}
    if not isinstance(bindings, dict) or not {*bindings, *bindings.values()} <= {
        *BINDINGS
    }:
        yield f"bindings: from and to one of {', '.join(BINDINGS)}"


def is_rows(value) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


def row_problems(key, rows, known) -> Iterator[str]:
    if not is_rows(rows):
        yield f"{key}: this must be a list of objects"
        return
    for number, row in enumerate(rows, 1):
        name = "slug" if key == "created" else "agency"
        where = f"{key} {number} ({row.get(name)})"
        if not isinstance(row.get(name), str) or not KEY.match(row[name]):
            yield f"{where}: {name} must be a slug"
        for other in sorted(set(row) - known) if known else ():
            yield f"{where}: there is no key {other}"
        if key == "renamed" and not row.get("title"):
            yield f"{where}: title must be filled in"
        confidence = row.get("confidence")
        if confidence and confidence not in SURE:
            yield f"{where}: confidence must be one of {', '.join(sorted(SURE))}"
        to = row.get("to") or []
        if not isinstance(to, list) or not all(isinstance(one, str) for one in to):
            yield f"{where}: to must be a list of slugs"


def inner_problems(scenario: Scenario) -> Iterator[str]:
    """What does not fit together inside the file."""
    ends = [one.agency for one in scenario.abolished]
    begins = [row["slug"] for row in scenario.created]
    names = [one.agency for one in scenario.renamed]
    for kind, slugs in (("created", begins), ("renamed", names), ("abolished", ends)):
        for slug in sorted({slug for slug in slugs if slugs.count(slug) > 1}):
            yield f"{kind}: {slug} stands there twice"
    for slug in sorted(set(ends) & set(begins)):
        yield f"{slug} cannot begin and end at once"
    for one in scenario.abolished:
        if len(set(one.to)) != len(one.to):
            yield f"{one.agency}: a successor is named twice"
        if len(one.to) > 1 and one.main not in one.to:
            yield f"{one.agency}: main must be one of {', '.join(one.to)}"
        if one.main and one.main not in one.to:
            yield f"{one.agency}: {one.main} is not among its successors"
        for slug in sorted({*one.to} & {*ends}):
            yield f"{one.agency}: its successor {slug} ends as well"
