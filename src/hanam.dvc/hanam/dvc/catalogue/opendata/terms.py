"""What all procedures refer to: code lists, agencies, places, the data themselves.

The shapes of CPSV-AP ask that each concept and place is told in the same graph.
"""

from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import settings
from hanam.dvc.catalogue import terms
from hanam.dvc.catalogue.opendata import names
from hanam.dvc.catalogue.opendata import rows
from hanam.dvc.catalogue.opendata.settings import setting
from hanam.dvc.catalogue.places import slug_of
from rdflib import Literal
from rdflib import URIRef
from rdflib.namespace import DCAT
from rdflib.namespace import DCTERMS
from rdflib.namespace import FOAF
from rdflib.namespace import RDF
from rdflib.namespace import SKOS


# Code list: its pairs of value and title.
LISTS = {
    "kenh": terms.CHANNELS,
    "muc-do": terms.ONLINE_LEVELS,
    "cap": terms.GOVERNMENT_LEVELS,
    "doi-tuong": terms.AUDIENCES,
}
COLLECTIVE = dict(terms.EVERYBODY)


def words(text: str) -> Literal:
    """A text in Vietnamese."""
    return Literal(text, lang="vi")


class Addresses:
    """Addresses of what the graph tells, below those of the portal."""

    def __init__(self, portal_url: str):
        self.portal_url = portal_url
        self.data = f"{portal_url}/du-lieu"

    def term(self, name: str, value) -> URIRef:
        """A concept of a code list."""
        slug = slug_of(str(value))
        return URIRef(f"{self.data}#{name}-{slug}")

    def agency(self, slug: str) -> URIRef:
        """An agency; "@commune" is all of its kind."""
        if slug in COLLECTIVE:
            return URIRef(f"{self.portal_url}/{lookup.AGENCIES}#{slug[1:]}")
        return URIRef(f"{self.portal_url}/{lookup.AGENCIES}/{slug}")

    def sector(self, slug: str) -> URIRef:
        return URIRef(f"{self.portal_url}/{lookup.SECTORS}/{slug}")

    @property
    def place(self) -> URIRef:
        return URIRef(f"{self.data}#dia-ban")

    @property
    def publisher(self) -> URIRef:
        return URIRef(f"{self.data}#don-vi-cong-bo")

    @property
    def services(self) -> URIRef:
        """The data set of the procedures."""
        return URIRef(f"{self.data}/danh-muc#thu-tuc")

    def document(self, title: str) -> URIRef:
        """A legal document."""
        return self.term("van-ban", title)


def add_shared(graph, at: Addresses) -> None:
    """The concepts, places and agencies that procedures refer to."""
    concepts(graph, at)
    place = setting("place")
    located(graph, at.place, place or "Việt Nam")
    for item in lookup.agencies():
        if rows.public_agency(item):
            organisation(graph, at, at.agency(item.getId()), item.title)
            if item.unit_code:
                code = Literal(item.unit_code)
                graph.add((at.agency(item.getId()), DCTERMS.identifier, code))
    for slug, title in COLLECTIVE.items():
        organisation(graph, at, at.agency(slug), rows.said(title))
    for item in lookup.sectors():
        concept(graph, at.sector(item.getId()), item.title)
    publisher(graph, at)


def concepts(graph, at) -> None:
    for name, pairs in LISTS.items():
        for value, title in pairs:
            concept(graph, at.term(name, value), rows.said(title))
    for event in settings.life_events():
        node = at.term("su-kien", event["key"])
        business = event["audience"] == "organisation"
        graph.add((node, RDF.type, names.CV.Event))
        kind = names.CV.BusinessEvent if business else names.CV.LifeEvent
        graph.add((node, RDF.type, kind))
        graph.add((node, DCTERMS.identifier, Literal(event["key"])))
        graph.add((node, DCTERMS.title, words(event["title"])))
    concept(graph, names.DONG, "đồng Việt Nam")
    concept(graph, names.ACTIVE, "đang áp dụng")
    graph.add((names.VIETNAMESE, RDF.type, DCTERMS.LinguisticSystem))


def concept(graph, node, title) -> None:
    graph.add((node, RDF.type, SKOS.Concept))
    graph.add((node, SKOS.prefLabel, words(title)))


def located(graph, node, title) -> None:
    graph.add((node, RDF.type, DCTERMS.Location))
    graph.add((node, SKOS.prefLabel, words(title)))


def organisation(graph, at, node, title) -> None:
    graph.add((node, RDF.type, names.CV.PublicOrganisation))
    graph.add((node, SKOS.prefLabel, words(title)))
    graph.add((node, DCTERMS.spatial, at.place))


def publisher(graph, at) -> None:
    """Who publishes the data, as the shapes want an agent."""
    title = setting("publisher") or at.portal_url
    graph.add((at.publisher, RDF.type, FOAF.Agent))
    graph.add((at.publisher, DCTERMS.identifier, Literal(at.data)))
    graph.add((at.publisher, DCTERMS.title, words(title)))
    graph.add((at.publisher, FOAF.name, words(title)))
    graph.add((URIRef(at.data), RDF.type, FOAF.Document))
    graph.add((at.services, RDF.type, DCAT.Dataset))
