"""Take a national file into the catalogue."""

from collections.abc import Callable
from hanam.dvc.catalogue import loading
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.content import IProcedure
from hanam.dvc.catalogue.importing import bodies
from hanam.dvc.catalogue.importing import parsing
from hanam.dvc.catalogue.importing import reading
from hanam.dvc.catalogue.importing.notes import Kind
from hanam.dvc.catalogue.importing.notes import Note
from hanam.dvc.catalogue.importing.report import Broken
from hanam.dvc.catalogue.importing.report import Report
from hanam.dvc.catalogue.moment import today
from hanam.dvc.catalogue.places import folder
from hanam.dvc.catalogue.versions import present
from hanam.dvc.rules import vietnamese

import hashlib
import json
import transaction


BATCH = 200


def run(
    portal,
    path,
    progress: Callable[[int, int], None] | None = None,
    commit_every: int = 0,
    publish: bool = False,
) -> Report:
    """Import the JSON lines at ``path``; new procedures stay private unless ``publish``.

    A line that cannot be read is reported and the rest goes on. Of lines with the same
    code the first counts. A procedure that was not imported, or was changed by hand
    after its import (a version, an edit), is left as it is; one that is as the file says is not written.
    ``progress`` is told (done, all). With ``commit_every`` = N the work is committed
    after each N procedures and at the end; with 0 the caller commits.
    `OSError` if there is no such file.
    """
    done = Report()
    found = parsed(path, done)
    sectors = sectors_for(found, done, publish)
    names = agency_names()
    fields = loading.bound_fields(IProcedure)
    place = folder(lookup.PROCEDURES)
    for count, (line, item) in enumerate(found, 1):
        values = values_of(item, sectors, names)
        name = loading.id_of(values)
        done.read(name, values, item.notes)
        write(place, name, loading.clean(values, fields), fields, line, publish, done)
        if not count % (commit_every or BATCH):
            rest(portal, commit_every)
        if progress is not None:
            progress(count, len(found))
    rest(portal, commit_every)
    return done


def rest(portal, commit_every: int) -> None:
    """Let go of what was written, so that memory does not grow with the file."""
    if commit_every:
        transaction.commit()
    else:
        transaction.savepoint(optimistic=True)
    portal._p_jar.cacheGC()


def parsed(path, done: Report) -> list[tuple[int, parsing.Parsed]]:
    """(line, procedure) of each line that describes one, a code only once."""
    found, seen = [], set()
    for line in reading.lines(path):
        done.lines += 1
        if line.row is None:
            done.broken.append(Broken(line.number, line.reason))
            continue
        try:
            item = parsing.parse(line.row)
        except parsing.NotAProcedure as error:
            done.broken.append(Broken(line.number, "no_procedure", str(error)))
            continue
        name = loading.id_of(item.values)
        if name in seen:
            done.duplicates.append((line.number, name))
            continue
        seen.add(name)
        found.append((line.number, item))
    return found


def sectors_for(found, done: Report, publish: bool) -> dict[str, str]:
    """Slugs of all sectors by folded title; those that are missing are made."""
    known = {vietnamese.fold(item.title): item.getId() for item in lookup.sectors()}
    rows = {}
    for _line, item in found:
        plain = vietnamese.fold(item.sector)
        if plain and plain not in known:
            known[plain] = slug = loading.slug_of(item.sector)
            rows[slug] = {"slug": slug, "title": item.sector}
    # A sector may have got another title by hand: its slug is taken, then.
    rows = [row for row in rows.values() if lookup.sector(row["slug"]) is None]
    done.sectors = loading.load_sectors(rows, publish).created
    return known


def agency_names() -> dict[str, str]:
    """Slugs of the agencies by folded name, long and short."""
    return {
        vietnamese.fold(name): item.getId()
        for item in lookup.agencies(at=today())
        for name in (item.title, item.short_title)
        if name
    }


def values_of(item: parsing.Parsed, sectors, names) -> dict:
    """Values of a Procedure; unknown agencies are noted."""
    agencies, unknown = bodies.find(item.bodies, names) if item.bodies else ([], [])
    item.notes += [Note(Kind.AGENCY, name) for name in unknown]
    sector = sectors.get(vietnamese.fold(item.sector), "")
    return {**item.values, "sector": sector, "agencies": agencies}


def write(place, name, values, fields, line, publish, done: Report) -> None:
    new, item = digest_of(values), place.get(name)
    if item is not None:
        old = getattr(item, "import_digest", None)
        if old == new:
            done.unchanged.append(name)
            return
        by_hand = present.spans_of(item) or digest_of(values_now(item, fields)) != old
        if old is None or by_hand:
            (done.kept if old is None else done.edited).append(name)
            return
    problems = list(loading.row_problems(values, IProcedure, fields))
    if problems:
        done.broken.append(Broken(line, "refused", f"{name}: {problems[0]}"))
        return
    loaded = loading.Loaded()
    item = loading.store(place, "Procedure", name, values, publish, loaded)
    item.import_digest = new
    done.created += loaded.created
    done.updated += loaded.updated


def values_now(item, fields) -> dict:
    return {name: getattr(item, name) for name in fields}


def digest_of(values) -> str:
    """The same for the same content, whatever the order of its keys."""
    text = json.dumps(values, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
