"""Rows of limits and fees of a procedure, made of its ways of filing."""

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field
from hanam.dvc.catalogue.importing import money
from hanam.dvc.catalogue.importing import ways
from hanam.dvc.catalogue.importing.notes import Kind
from hanam.dvc.catalogue.importing.notes import Note
from hanam.dvc.catalogue.importing.times import read_time
from hanam.dvc.rules import vietnamese


ORDER = ("online", "counter", "post")
LONGEST_TITLE = 200


@dataclass
class Table:
    """What the cell "cách thức thực hiện" becomes; ``rest`` is what it does not."""

    channels: list[str] = field(default_factory=list)
    cases: list[dict] = field(default_factory=list)
    limits: list[dict] = field(default_factory=list)
    fees: list[dict] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    rest: str = ""


def read(cell: str) -> Table:
    found, rest = ways.split(cell)
    table = Table(rest=rest)
    if rest or not found:
        table.notes.append(Note(Kind.WAY, rest or cell))
    table.notes += [Note(Kind.WAY, text) for text in ways.missed(found)]
    table.channels = [one for one in ORDER if one in {way.channel for way in found}]
    table.cases, keys = cases_of(found)
    if table.cases:
        titles = " | ".join(case["title"] for case in table.cases)
        table.notes.append(Note(Kind.SEVERAL, titles))
    for way, case in zip(found, keys, strict=True):
        add(table, way, case)
    table.limits = together(merged(table.limits), table.channels)
    table.fees = together(merged(table.fees), table.channels)
    drop_unused_cases(table)
    return table


def add(table: Table, way: ways.Way, case: str) -> None:
    """The limit and the fee of one way."""
    time, fee = way.time, way.fee
    if way.glued:
        apart = money.unglue(way.glued, way.note, way.text)
        if apart is None:
            table.notes.append(Note(Kind.GLUED, way.glued))
            add_row(table.fees, way, case, kind="fee", title="", amount=None,
                    text=joined(way.glued, way.note))  # fmt: skip
        else:
            time, fee = apart
    limit = read_time(time, way.text)
    text = joined(limit.text, way.text)
    note(table, limit.kind, joined(time, way.text))
    if limit.value is not None or text:
        add_row(table.limits, way, case, value=limit.value, unit=limit.unit, text=text)
    if way.open_note:
        table.notes.append(Note(Kind.FEE_NOTE_OPEN, joined(fee, way.note)))
    if fee:
        read = money.read_fee(fee, way.note)
        note(table, read.kind, joined(fee, way.note))
        kind = "charge" if money.is_charge(way.note) else "fee"
        text = read.text or ("" if read.amount is not None else fee)
        add_row(
            table.fees, way, case, kind=kind, title="", amount=read.amount, text=text
        )


def note(table: Table, kind: Kind | None, text: str) -> None:
    if kind is not None:
        table.notes.append(Note(kind, text))


def add_row(rows: list[dict], way: ways.Way, case: str, **values) -> None:
    rows.append({"case": case, "channel": way.channel, **values})


def joined(*texts: str) -> str:
    return "\n".join(text for text in texts if text)


def cases_of(found: list[ways.Way]) -> tuple[list[dict], list[str]]:
    """(cases, the case of each way): ways that share a channel are different cases.

    What is said in the same words under several channels is the same case.
    """
    counts = [sum(other.channel == way.channel for other in found) for way in found]
    if max(counts, default=0) < 2:
        return [], [""] * len(found)
    known: dict[str, dict] = {}
    keys, seen = [], set()
    for way, count in zip(found, counts, strict=True):
        if count < 2:
            keys.append("")
            continue
        words = vietnamese.fold(way.text) or vietnamese.fold(f"{way.time} {way.note}")
        # The same words twice under one channel tell nothing apart.
        while (way.channel, words) in seen:
            words += " +"
        seen.add((way.channel, words))
        name = f"truong-hop-{len(known) + 1}"
        case = known.setdefault(words, {"key": name, "title": title_of(way, name)})
        keys.append(case["key"])
    return list(known.values()), keys


def title_of(way: ways.Way, name: str) -> str:
    text = " ".join((way.text or joined(way.time, way.note)).split()).lstrip("-+* ")
    if len(text) > LONGEST_TITLE:
        text = text[:LONGEST_TITLE].rpartition(" ")[0] + " …"
    return text or name


def merged(rows: list[dict]) -> list[dict]:
    """Rows with the same case and channel as one: equal values stay, texts are added."""
    found: dict[tuple, dict] = {}
    for row in rows:
        known = found.setdefault((row["case"], row["channel"]), row)
        if known is row:
            continue
        for name in ("value", "unit", "amount"):
            if name in row and known[name] != row[name]:
                known[name] = "" if name == "unit" else None
        known["text"] = joined(known["text"], row["text"])
    return list(found.values())


def together(rows: list[dict], channels: Iterable[str]) -> list[dict]:
    """Rows that say the same for every channel, as one row for all."""
    channels, done, found = set(channels), set(), []
    for row in rows:
        said = tuple(value for name, value in row.items() if name != "channel")
        same = [
            other["channel"]
            for other in rows
            if tuple(value for name, value in other.items() if name != "channel")
            == said
        ]
        if channels and set(same) == channels:
            if said not in done:
                found.append({**row, "channel": ""})
            done.add(said)
        else:
            found.append(row)
    return found


def drop_unused_cases(table: Table) -> None:
    """A case in which nothing differs is none."""
    for name in ("limits", "fees"):
        rows = getattr(table, name)
        values = {
            tuple(value for key, value in row.items() if key != "case") for row in rows
        }
        names = {row["case"] for row in rows}
        if len(names) == len(table.cases) and len(values) == 1 and "" not in names:
            setattr(table, name, [{**rows[0], "case": ""}])
    used = {row["case"] for row in table.limits + table.fees}
    table.cases = [case for case in table.cases if case["key"] in used]
