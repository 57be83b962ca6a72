"""The data sets of the portal as a DCAT catalogue."""

from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.opendata import names
from hanam.dvc.catalogue.opendata.settings import setting
from hanam.dvc.catalogue.opendata.terms import Addresses
from hanam.dvc.catalogue.opendata.terms import publisher
from hanam.dvc.catalogue.opendata.terms import words
from rdflib import BNode
from rdflib import Literal
from rdflib import URIRef
from rdflib.namespace import DCAT
from rdflib.namespace import DCTERMS
from rdflib.namespace import FOAF
from rdflib.namespace import RDF
from rdflib.namespace import XSD


# Data set: title, description, landing page below the portal, files below it with their
# media types.
SETS = {
    "thu-tuc": (
        "Danh mục thủ tục hành chính",
        "Các thủ tục hành chính đang áp dụng: thành phần hồ sơ, thời hạn, phí, lệ phí, "
        "cơ quan thực hiện, căn cứ pháp lý.",
        lookup.PROCEDURES,
        {
            "du-lieu/thu-tuc.csv": "text/csv",
            "du-lieu/thu-tuc.json": "application/json",
            "du-lieu/thu-tuc.ttl": "text/turtle",
            "du-lieu/thu-tuc.jsonld": "application/ld+json",
            "du-lieu/thu-tuc.rdf": "application/rdf+xml",
            "@procedures": "application/json",
        },
    ),
    "co-quan": (
        "Cơ quan, đơn vị",
        "Các cơ quan tiếp nhận và giải quyết thủ tục, với mã định danh và thời gian tồn tại.",
        lookup.AGENCIES,
        {
            "du-lieu/co-quan.csv": "text/csv",
            "du-lieu/co-quan.json": "application/json",
            "@agencies": "application/json",
        },
    ),
    "thong-ke": (
        "Tỷ lệ hồ sơ trực tuyến theo cơ quan",
        "Số hồ sơ tiếp nhận và tỷ lệ nộp trực tuyến của từng cơ quan theo quý, không có "
        "thông tin cá nhân.",
        "thong-ke",
        {"@online-rate": "application/json"},
    ),
}


def catalogue(at: Addresses, modified: str) -> object:
    """A graph with the catalogue, its data sets and their files; ``modified`` is when
    the procedures last changed (ISO 8601)."""
    graph = names.graph()
    node = URIRef(f"{at.data}/danh-muc")
    publisher(graph, at)
    graph.remove((at.services, None, None))
    told = [
        (RDF.type, DCAT.Catalog),
        (DCTERMS.title, words("Dữ liệu mở của cổng dịch vụ công")),
        (DCTERMS.description, words("Các tập dữ liệu mà cổng dịch vụ công công bố.")),
        (DCTERMS.publisher, at.publisher),
        (DCTERMS.language, names.VIETNAMESE),
        (FOAF.homepage, URIRef(at.data)),
    ]
    told += licence()
    for predicate, value in told:
        graph.add((node, predicate, value))
    graph.add((names.VIETNAMESE, RDF.type, DCTERMS.LinguisticSystem))
    for name, facts in SETS.items():
        made = dataset(graph, at, node, name, facts)
        if name == "thu-tuc":
            stamp = Literal(modified, datatype=XSD.dateTime)
            graph.add((made, DCTERMS.modified, stamp))
    return graph


def dataset(graph, at, node, name, facts):
    title, description, page, files = facts
    made = URIRef(f"{node}#{name}")
    landing = URIRef(f"{at.portal_url}/{page}")
    told = [
        (RDF.type, DCAT.Dataset),
        (DCTERMS.identifier, Literal(str(made))),
        (DCTERMS.title, words(title)),
        (DCTERMS.description, words(description)),
        (DCTERMS.publisher, at.publisher),
        (DCTERMS.language, names.VIETNAMESE),
        (DCTERMS.accrualPeriodicity, names.DAILY),
        (DCAT.landingPage, landing),
        *licence(),
        *contact(graph),
    ]
    graph.add((node, DCAT.dataset, made))
    graph.add((landing, RDF.type, FOAF.Document))
    for predicate, value in told:
        graph.add((made, predicate, value))
    for path, kind in files.items():
        distribution(graph, at, made, path, kind)
    return made


def distribution(graph, at, made, path, kind) -> None:
    address = f"{at.portal_url}/{path}"
    node = URIRef(f"{address}#ban-phan-phoi")
    media = URIRef(f"https://www.iana.org/assignments/media-types/{kind}")
    for predicate, value in (
        (RDF.type, DCAT.Distribution),
        (DCAT.accessURL, URIRef(address)),
        (DCAT.mediaType, media),
        *licence(),
    ):
        graph.add((node, predicate, value))
    if "@" not in path:
        graph.add((node, DCAT.downloadURL, URIRef(address)))
    graph.add((made, DCAT.distribution, node))


def licence() -> list:
    """What is known of the licence, as predicate and value."""
    address, title = setting("licence_url"), setting("licence")
    if address:
        return [(DCTERMS.license, URIRef(address))]
    return [(DCTERMS.rights, words(title))] if title else []


def contact(graph) -> list:
    address = setting("contact")
    if not address:
        return []
    node = BNode()
    graph.add((node, RDF.type, names.VCARD.Kind))
    graph.add((node, names.VCARD.hasEmail, URIRef(f"mailto:{address}")))
    return [(DCAT.contactPoint, node)]
