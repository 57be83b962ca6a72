"""The files of `/du-lieu`: made once for each state of the catalogue, kept in memory.

What is told of a procedure is kept apart for each format, so that a change of one
procedure makes one anew and not thousands. While one reader waits for a file that is made
anew, others get what it was before. All is made for a portal at `NOWHERE`; the
address by which a reader knows the portal is put in at the end, since readers choose it.
"""

from Acquisition import aq_base
from dataclasses import dataclass
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import search
from hanam.dvc.catalogue import usual
from hanam.dvc.catalogue.moment import today
from hanam.dvc.catalogue.opendata import dcat
from hanam.dvc.catalogue.opendata import names
from hanam.dvc.catalogue.opendata import rows
from hanam.dvc.catalogue.opendata.service import add_service
from hanam.dvc.catalogue.opendata.settings import IOpenDataSettings
from hanam.dvc.catalogue.opendata.settings import setting
from hanam.dvc.catalogue.opendata.terms import add_shared
from hanam.dvc.catalogue.opendata.terms import Addresses
from hanam.dvc.catalogue.settings import record
from hanam.dvc.catalogue.versions import present
from plone import api
from zope.annotation.interfaces import IAnnotations

import csv
import io
import json
import threading


NOWHERE = "http://portal.invalid"
BOM = "\ufeff"  # Excel takes a CSV file for UTF-8 only with it
KEPT = 2  # of each file
MOST_PIECES = 50_000
# By file and portal, its bytes by state.
kept: dict[tuple, dict] = {}
pieces: dict = {}


@dataclass(frozen=True)
class File:
    """``make(at)`` gives the text of a file; ``at`` are its `Addresses`."""

    kind: str
    make: object


def public_procedures() -> list:
    """Procedures that are published and in force, by id."""
    place, day = lookup.folder(lookup.PROCEDURES), today()
    found = [] if place is None else place.objectValues()
    found = [
        i for i in found if i.portal_type == "Procedure" and rows.is_public(i, day)
    ]
    return sorted(found, key=lambda item: item.getId())


def public_agencies() -> list:
    return [item for item in lookup.agencies() if rows.public_agency(item)]


def state() -> tuple:
    """Changes with anything the files tell."""
    portal = api.portal.get()
    version = IAnnotations(portal).get(search.VERSION, "")
    settings = tuple(setting(name) for name in IOpenDataSettings)
    store = portal._p_jar.db().database_name, portal.getPhysicalPath()
    days = today(), usual.day()
    return (*store, version, *days, settings, record("life_events"))


def content(name: str, portal_url: str) -> tuple[bytes, bool]:
    """The bytes of a file of `FILES` for a portal at ``portal_url``, and whether they tell
    the present state. They do not while somebody else makes the file anew."""
    at = state()
    versions = kept.get((name, *at[:2]), {})
    found, fresh = versions.get(at), True
    if found is None:
        before = next(reversed(list(versions.values())), None)
        if making[name].acquire(blocking=before is None):
            try:
                found = made(name, at)
            finally:
                making[name].release()
        else:
            found, fresh = before, False
    return found.replace(NOWHERE.encode(), portal_url.encode()), fresh


def made(name: str, at: tuple) -> bytes:
    """The bytes of a file in a state; what was made before is kept."""
    versions = kept.get((name, *at[:2]), {})
    if at not in versions:
        with rows.in_vietnamese():
            text = FILES[name].make(Addresses(NOWHERE))
        newest = [*versions.items(), (at, text.encode("utf-8"))][-KEPT:]
        # Set at once: others read while this is made.
        versions = kept[name, *at[:2]] = dict(newest)
    return versions[at]


class Pieces:
    """What was told of each procedure in one format, until it, or what it names,
    changes. With ``titles`` the format tells what agencies and sectors are called."""

    def __init__(self, form: str, titles: bool = False):
        self.form = form
        places = (lookup.folder(lookup.AGENCIES), lookup.folder(lookup.SECTORS))
        items = [
            (item.getId(), item.title if titles else "")
            for place in places
            if place is not None
            for item in place.objectValues()
        ]
        self.shared = hash((tuple(items), record("life_events")))
        if len(pieces) > MOST_PIECES:
            pieces.clear()

    def of(self, item, make):
        """What ``make(item)`` gives, or gave."""
        store = item._p_jar.db().database_name if item._p_jar else ""
        key = (self.form, store, "/".join(item.getPhysicalPath()))
        told = stored_in(item)
        serials = tuple(part._p_serial for part in told)
        stamp = (serials, self.shared, present.number_today(item))
        # What is changed in this transaction has the serial it had before.
        if any(part._p_changed or not part._p_jar for part in told):
            return make(item)
        before = pieces.get(key)
        if before is None or before[0] != stamp:
            before = pieces[key] = (stamp, make(item))
        return before[1]


def stored_in(item) -> tuple:
    """The persistent objects that hold what a procedure says today."""
    bare = aq_base(item)
    if not present.spans_of(item):
        return (bare,)
    return bare, present.shown_today(bare)[1]


def url_of(item, at) -> str:
    return f"{at.portal_url}/{lookup.PROCEDURES}/{item.getId()}"


# -- tables


def procedure_rows(at) -> list[dict]:
    known = Pieces("row", titles=True)
    items = public_procedures()
    times = usual.usual(item.getId() for item in items)
    return [
        known.of(item, lambda item: rows.row_of(item, url_of(item, at)))
        | rows.usual_row(times.get(item.getId()))
        for item in items
    ]


def agency_rows(at) -> list[dict]:
    url = f"{at.portal_url}/{lookup.AGENCIES}/"
    return [rows.agency_row(item, url + item.getId()) for item in public_agencies()]


def as_csv(found, columns) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([title for _name, title in columns])
    for row in found:
        writer.writerow([rows.cell(row[name]) for name, _title in columns])
    return BOM + out.getvalue()


def as_json(found) -> str:
    return json.dumps({"total": len(found), "items": found}, ensure_ascii=False)


# -- graphs


def shared(at):
    graph = names.graph()
    add_shared(graph, at)
    for predicate_and_value in dcat.catalogue(at, changed()).predicate_objects(
        at.services
    ):
        graph.add((at.services, *predicate_and_value))
    page = f"{at.portal_url}/{lookup.PROCEDURES}"
    graph.add((names.URIRef(page), names.RDF.type, names.FOAF.Document))
    return graph


def graphs(at, form: str, text_of) -> list[str]:
    """The shared part, then one for each procedure, as ``text_of(graph)`` writes them."""
    known = Pieces(form)
    told = (
        known.of(item, lambda item: service_text(item, at, text_of))
        for item in public_procedures()
    )
    return [text_of(shared(at)), *filter(None, told)]


def service_text(item, at, text_of) -> str:
    graph = names.graph()
    told = add_service(graph, item, url_of(item, at), at)
    return text_of(graph) if told else ""


def as_turtle(at) -> str:
    prefixes = [f"@prefix {p}: <{n}> ." for p, n in names.PREFIXES.items()]
    return "\n".join((*prefixes, "", *graphs(at, "ttl", turtle)))


def turtle(graph) -> str:
    lines = graph.serialize(format="turtle").splitlines()
    return "\n".join(line for line in lines if not line.startswith("@prefix")).strip()


def as_json_ld(at) -> str:
    context = json.dumps({p: str(n) for p, n in names.PREFIXES.items()})
    nodes = ",\n".join(graphs(at, "jsonld", json_ld))
    return f'{{"@context": {context},\n"@graph": [\n{nodes}\n]}}\n'


def json_ld(graph) -> str:
    context = {p: str(n) for p, n in names.PREFIXES.items()}
    data = json.loads(graph.serialize(format="json-ld", context=context))
    nodes = data.get("@graph") or [{k: v for k, v in data.items() if k != "@context"}]
    return ",\n".join(json.dumps(node, ensure_ascii=False) for node in nodes)


def as_rdf_xml(at) -> str:
    declared = " ".join(f'xmlns:{p}="{n}"' for p, n in names.PREFIXES.items())
    nodes = "\n".join(graphs(at, "rdf", rdf_xml))
    head = '<?xml version="1.0" encoding="utf-8"?>'
    return f"{head}\n<rdf:RDF {declared}>\n{nodes}\n</rdf:RDF>\n"


def rdf_xml(graph) -> str:
    text = graph.serialize(format="xml")
    inner = text[text.index("<rdf:RDF") :]
    return inner[inner.index(">") + 1 : inner.rindex("</rdf:RDF>")].strip()


def as_dcat(at) -> str:
    return dcat.catalogue(at, changed()).serialize(format="turtle")


def changed() -> str:
    """When a public procedure last changed, ISO 8601; today where there is none."""
    day = today()
    entries = search.current(day).entries
    public = {entry.data.path for entry in entries if not entry.data.closed(day)}
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(portal_type="Procedure")
    found = [b.modified.ISO8601() for b in brains if b.getPath() in public]
    return max(found, default=f"{day.isoformat()}T00:00:00")


FILES = {
    "thu-tuc.csv": File(
        "text/csv", lambda at: as_csv(procedure_rows(at), rows.COLUMNS)
    ),
    "thu-tuc.json": File("application/json", lambda at: as_json(procedure_rows(at))),
    "thu-tuc.ttl": File("text/turtle", as_turtle),
    "thu-tuc.jsonld": File("application/ld+json", as_json_ld),
    "thu-tuc.rdf": File("application/rdf+xml", as_rdf_xml),
    "co-quan.csv": File(
        "text/csv", lambda at: as_csv(agency_rows(at), rows.AGENCY_COLUMNS)
    ),
    "co-quan.json": File("application/json", lambda at: as_json(agency_rows(at))),
    "danh-muc.ttl": File("text/turtle", as_dcat),
}
making = {name: threading.Lock() for name in FILES}
