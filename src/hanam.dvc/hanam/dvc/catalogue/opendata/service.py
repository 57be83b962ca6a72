"""A procedure as a cpsv:PublicService (CPSV-AP 3.2)."""

from hanam.dvc.catalogue import fees
from hanam.dvc.catalogue import limits
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import settings
from hanam.dvc.catalogue import terms as words_of
from hanam.dvc.catalogue.opendata import names
from hanam.dvc.catalogue.opendata import rows
from hanam.dvc.catalogue.opendata.terms import Addresses
from hanam.dvc.catalogue.opendata.terms import words
from rdflib import Literal
from rdflib import URIRef
from rdflib.namespace import DCAT
from rdflib.namespace import DCTERMS
from rdflib.namespace import FOAF
from rdflib.namespace import RDF
from rdflib.namespace import XSD


CV, CPSV = names.CV, names.CPSV
# Working days have no duration that a calendar knows: they are told in words only.
DURATIONS = {
    "same_day": "P1D",
    "calendar_day": "P{value}D",
    "month": "P{value}M",
    "working_hour": "PT{value}H",
}


def authorities(item) -> list[str]:
    """Slugs of agencies that exist, "@commune" and "@district" included."""
    known = dict(words_of.EVERYBODY)
    return [s for s in item.agencies or () if s in known or lookup.agency(s)]


def add_service(graph, item, url: str, at: Addresses) -> bool:
    """Tell a procedure; False, and nothing told, where no agency is known to take it,
    which the profile demands."""
    slugs = authorities(item)
    if not slugs:
        return False
    node = URIRef(url)
    told = [
        (RDF.type, CPSV.PublicService),
        (DCTERMS.identifier, Literal(item.code or item.getId())),
        (DCTERMS.title, words(item.title)),
        (DCTERMS.description, words(description(item))),
        (DCTERMS.language, names.VIETNAMESE),
        (DCTERMS.modified, Literal(rows.modified(item), datatype=XSD.dateTime)),
        (DCTERMS.spatial, at.place),
        (DCTERMS.isPartOf, at.services),
        (FOAF.page, URIRef(url)),
        (names.ADMS.status, names.ACTIVE),
        (CV.isClassifiedBy, at.term("muc-do", item.declared_level)),
    ]
    told += [(CV.hasCompetentAuthority, at.agency(slug)) for slug in slugs]
    told += [(DCAT.keyword, words(text)) for text in item.synonyms or ()]
    if item.sector and lookup.sector(item.sector):
        told.append((CV.sector, at.sector(item.sector)))
    for level in item.government_levels or ():
        told.append((CV.isClassifiedBy, at.term("cap", level)))
    for audience in words_of.audiences_of(item.subjects or ()):
        told.append((DCTERMS.audience, at.term("doi-tuong", audience)))
    known = {event["key"] for event in settings.life_events()}
    for key in item.life_events or ():
        if key in known:
            told.append((CV.isGroupedBy, at.term("su-kien", key)))
    for predicate, value in told:
        graph.add((node, predicate, value))
    graph.add((URIRef(url), RDF.type, FOAF.Document))
    add_channels(graph, item, node, at)
    add_costs(graph, item, node)
    add_papers(graph, item, node)
    add_results(graph, item, node)
    add_laws(graph, item, node, at)
    return True


def description(item) -> str:
    """A sentence or two: the profile demands a description, procedures have none."""
    parts = [item.title.rstrip(".")]
    if item.subjects:
        parts.append(f"Đối tượng: {', '.join(item.subjects)}")
    results = [row["title"] for row in item.results or ()]
    if results:
        parts.append(f"Kết quả: {', '.join(results)}")
    return ". ".join(parts) + "."


def part(graph, node, predicate, name, kind, identifier) -> URIRef:
    """A node below a service with its type and identifier."""
    made = URIRef(f"{node}#{name}")
    graph.add((node, predicate, made))
    graph.add((made, RDF.type, kind))
    graph.add((made, DCTERMS.identifier, Literal(identifier)))
    return made


def add_channels(graph, item, node, at) -> None:
    for channel in item.channels or ():
        name = f"kenh-{channel}"
        made = part(graph, node, CV.hasChannel, name, CV.Channel, f"{node}#{name}")
        graph.add((made, DCTERMS.type, at.term("kenh", channel)))
        row = limits.row_for(item, "", channel) or limits.longest(item)
        text = rows.said(limits.in_words(row))
        if text:
            graph.add((made, DCTERMS.description, words(text)))
        if row and limits.is_counted(row) and row["unit"] in DURATIONS:
            length = DURATIONS[row["unit"]].format(value=row.get("value"))
            graph.add((made, CV.processingTime, Literal(length, datatype=XSD.duration)))


def add_costs(graph, item, node) -> None:
    for number, row in enumerate(fees.rows_of(item), 1):
        name = f"phi-{number}"
        made = part(graph, node, CV.hasCost, name, CV.Cost, f"{node}#{name}")
        if row["amount"] is not None:
            amount = Literal(float(row["amount"]), datatype=XSD.double)
            graph.add((made, CV.hasValue, amount))
            graph.add((made, CV.currency, names.DONG))
        text = ": ".join(filter(None, (row["title"], rows.said(fees.in_words(row)))))
        if text:
            graph.add((made, DCTERMS.description, words(text)))
        if row["channel"] in (item.channels or ()):
            channel = URIRef(f"{node}#kenh-{row['channel']}")
            graph.add((made, CV.ifAccessedThrough, channel))


def add_papers(graph, item, node) -> None:
    for number, paper in enumerate(item.papers or (), 1):
        name = f"giay-to-{number}"
        made = part(graph, node, CPSV.hasInput, name, CV.Evidence, f"{node}#{name}")
        graph.add((made, DCTERMS.title, words(paper["title"])))


def add_results(graph, item, node) -> None:
    for number, row in enumerate(item.results or (), 1):
        name = f"ket-qua-{number}"
        code = row.get("code") or f"{node}#{name}"
        made = part(graph, node, CPSV.produces, name, CV.Output, code)
        graph.add((made, DCTERMS.title, words(row["title"])))


def add_laws(graph, item, node, at) -> None:
    for row in item.legal_basis or ():
        made = at.document(row["number"] or row["title"])
        graph.add((node, CV.hasLegalResource, made))
        graph.add((made, RDF.type, names.ELI.LegalResource))
        graph.add((made, DCTERMS.title, words(row["title"] or row["number"])))
        if row["number"]:
            graph.add((made, DCTERMS.identifier, Literal(row["number"])))
