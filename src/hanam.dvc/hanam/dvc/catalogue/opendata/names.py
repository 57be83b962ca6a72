"""Names of the semantic web that the catalogue is told in."""

from rdflib import Graph
from rdflib import Namespace
from rdflib import URIRef
from rdflib.namespace import DCAT
from rdflib.namespace import DCTERMS
from rdflib.namespace import FOAF
from rdflib.namespace import ORG
from rdflib.namespace import RDF
from rdflib.namespace import SKOS
from rdflib.namespace import XSD


CPSV = Namespace("http://purl.org/vocab/cpsv#")
CV = Namespace("http://data.europa.eu/m8g/")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
ADMS = Namespace("http://www.w3.org/ns/adms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
PREFIXES = {
    "adms": ADMS,
    "cpsv": CPSV,
    "cv": CV,
    "dcat": DCAT,
    "dct": DCTERMS,
    "eli": ELI,
    "foaf": FOAF,
    "org": ORG,
    "rdf": RDF,
    "skos": SKOS,
    "vcard": VCARD,
    "xsd": XSD,
}
AUTHORITY = "http://publications.europa.eu/resource/authority/"
VIETNAMESE = URIRef(f"{AUTHORITY}language/VIE")  # codespell:ignore
DONG = URIRef(f"{AUTHORITY}currency/VND")
DAILY = URIRef(f"{AUTHORITY}frequency/DAILY")
ACTIVE = URIRef("http://purl.org/adms/status/Completed")


def graph() -> Graph:
    """An empty graph that knows the prefixes."""
    made = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        made.bind(prefix, namespace)
    return made
