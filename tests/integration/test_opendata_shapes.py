"""The sample province as linked data keeps to the shapes of CPSV-AP 3.2."""

from hanam.dvc.catalogue.opendata import files
from hanam.dvc.testing import SAMPLE_INTEGRATION
from pathlib import Path
from rdflib import Graph
from rdflib import Namespace
from rdflib.namespace import DCTERMS
from rdflib.namespace import RDF
from rdflib.namespace import SKOS

import os
import unittest


BESIDE = Path(__file__).parents[3] / "shared" / "data" / "cpsv-ap-3.2.0-shacl.ttl"
SHAPES = Path(os.environ.get("DVC_CPSV_SHAPES") or BESIDE)
CPSV = Namespace("http://purl.org/vocab/cpsv#")
CV = Namespace("http://data.europa.eu/m8g/")


class Shapes(unittest.TestCase):
    layer = SAMPLE_INTEGRATION

    def told(self) -> Graph:
        url = self.layer["portal"].absolute_url()
        text, _fresh = files.content("thu-tuc.ttl", url)
        return Graph().parse(data=text.decode(), format="turtle")

    def test_every_service_has_what_the_profile_demands(self):
        graph = self.told()
        services = set(graph.subjects(RDF.type, CPSV.PublicService))
        self.assertEqual(len(services), len(files.public_procedures()))
        for node in services:
            for predicate in (DCTERMS.identifier, DCTERMS.title, DCTERMS.description):
                self.assertEqual(len(list(graph.objects(node, predicate))), 1, node)
            authorities = list(graph.objects(node, CV.hasCompetentAuthority))
            self.assertTrue(authorities, node)
            for agency in authorities:
                self.assertIn((agency, RDF.type, CV.PublicOrganisation), graph)

    def test_every_term_that_is_referred_to_is_told(self):
        graph = self.told()
        for predicate in (
            DCTERMS.type,
            DCTERMS.audience,
            CV.sector,
            CV.isClassifiedBy,
            CV.currency,
        ):
            for term in graph.objects(None, predicate):
                self.assertIn((term, RDF.type, SKOS.Concept), graph)
                self.assertTrue(list(graph.objects(term, SKOS.prefLabel)), term)

    @unittest.skipUnless(SHAPES.exists(), f"the shapes of CPSV-AP are not at {SHAPES}")
    def test_the_whole_catalogue_conforms_to_the_published_shapes(self):
        from pyshacl import validate

        conforms, _graph, text = validate(
            self.told(), shacl_graph=Graph().parse(SHAPES), advanced=True
        )
        self.assertTrue(conforms, text[:4000])

    @unittest.skipUnless(SHAPES.exists(), f"the shapes of CPSV-AP are not at {SHAPES}")
    def test_the_shapes_notice_what_is_missing(self):
        from pyshacl import validate

        graph = self.told()
        service = next(graph.subjects(RDF.type, CPSV.PublicService))
        graph.remove((service, DCTERMS.title, None))
        conforms, _graph, _text = validate(graph, shacl_graph=Graph().parse(SHAPES))
        self.assertFalse(conforms)
