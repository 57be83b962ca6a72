"""The catalogue for machines: files, facts in pages, site map."""

from hanam.dvc.catalogue import loading
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.opendata import files
from hanam.dvc.testing import FUNCTIONAL
from lxml import etree
from lxml import html
from plone import api
from rdflib import Graph
from tests.dossiers import build_world
from unittest import mock
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import csv
import gzip
import io
import json
import re
import requests
import transaction
import unittest


ROW = {
    "code": "1.900001",
    "title": "Cấp giấy </script><script>alert(1)</script> & mẫu",
    "sector": "linh-vuc-mau",
    "agencies": ["so-mau", "@commune"],
    "government_levels": ["commune"],
    "declared_level": 3,
    "channels": ["online", "counter"],
    "subjects": ["Công dân Việt Nam", "Doanh nghiệp"],
    "papers": [{"key": "don", "title": "=1+1", "originals": 1}],
    "limits": [{"value": 3, "unit": "working_day"}],
    "fees": [{"kind": "charge", "title": "Lệ phí", "amount": 8000}],
    "results": [{"title": "Giấy mẫu", "code": "KQ.1"}],
    "legal_basis": [{"title": "Luật Mẫu", "number": "01/2018/QH14"}],
    "synonyms": ["giấy mẫu", "làm mẫu"],
}


class OpenData(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        self.url = self.portal.absolute_url()
        build_world(self.portal)
        loading.load_procedures([ROW])
        hidden = [ROW | {"code": "1.900009", "title": "Bí mật"}]
        loading.load_procedures(hidden, publish=False)
        over = ROW | {
            "code": "1.900010",
            "title": "Đã hết",
            "effective_to": "2018-01-31",
        }
        loading.load_procedures([over])
        transaction.commit()

    def get(self, path, **options):
        answer = requests.get(f"{self.url}/{path}", timeout=60, **options)
        self.assertEqual(answer.status_code, 200, f"{path}: {answer.text[-2000:]}")
        return answer

    def page(self, path):
        return html.fromstring(self.get(path, headers={"Accept": "text/html"}).content)

    def facts(self, path):
        """The JSON-LD of a page by type."""
        blocks = self.page(path).xpath("//script[@type='application/ld+json']/text()")
        self.assertEqual(len(blocks), 1, path)
        data = json.loads(blocks[0])
        self.assertEqual(data["@context"], "https://schema.org")
        return {node["@type"]: node for node in data["@graph"]}

    def meta(self, path):
        found = self.page(path).xpath("//head/meta[starts-with(@name, 'DC.')]")
        names = [item.get("name") for item in found]
        self.assertEqual(len(names), len(set(names)), path)
        return {item.get("name"): item.get("content") for item in found}

    # -- files

    def test_the_page_names_every_file_and_every_file_is_there(self):
        page = self.page("du-lieu")
        self.assertEqual(page.xpath("string(//h1)").strip(), "Dữ liệu mở")
        links = page.xpath("//main//table//a/@href")
        self.assertEqual(
            sorted(link.removeprefix(f"{self.url}/") for link in links),
            sorted(
                [*(f"du-lieu/{name}" for name in files.FILES), "nhat-ky/tat-ca.json"]
            ),
        )
        for link in links:
            answer = self.get(link.removeprefix(self.url + "/"))
            self.assertIn("s-maxage=", answer.headers["Cache-Control"], link)
            self.assertTrue(answer.content, link)

    def test_the_page_and_the_catalogue_tell_the_numbers_and_the_last_change(self):
        with mock.patch.object(files, "public_procedures") as woken:
            page = self.page("du-lieu")
            text = self.get("du-lieu/danh-muc.ttl").text
        woken.assert_not_called()
        agencies = str(len(files.public_agencies()))
        numbers = page.xpath("//main//dd/text()")
        self.assertEqual([n.strip() for n in numbers][:2], ["2", agencies])
        public = {"/".join(i.getPhysicalPath()) for i in files.public_procedures()}
        brains = api.content.find(portal_type="Procedure", unrestricted=True)
        last = max(b.modified.ISO8601() for b in brains if b.getPath() in public)
        self.assertIn(f'"{last}"', text)

    def test_an_unknown_file_is_not_there(self):
        for path in ("du-lieu/khac.csv", "du-lieu/thu-tuc.csv/them"):
            answer = requests.get(f"{self.url}/{path}", timeout=30)
            self.assertEqual(answer.status_code, 404, path)

    def test_the_table_opens_in_a_spreadsheet_and_runs_nothing(self):
        body = self.get("du-lieu/thu-tuc.csv").content
        self.assertTrue(body.startswith(b"\xef\xbb\xbf"))
        rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
        row = next(row for row in rows if row["Mã thủ tục"] == "1.900001")
        self.assertEqual(row["Tên thủ tục"], ROW["title"])
        self.assertEqual(row["Thành phần hồ sơ"], "'=1+1")
        self.assertEqual(row["Thời hạn giải quyết"], "3 ngày làm việc")
        self.assertEqual(row["Phí, lệ phí"], "8.000 đ")
        self.assertEqual(row["Căn cứ pháp lý"], "Luật Mẫu (01/2018/QH14)")
        self.assertEqual(
            row["Cơ quan thực hiện"], "Sở Mẫu; Tất cả xã, phường, thị trấn"
        )

    def test_only_what_is_published_and_in_force_is_told(self):
        for name in files.FILES:
            text = self.get(f"du-lieu/{name}").text
            self.assertNotIn("1.900009", text, name)
            self.assertNotIn("Bí mật", text, name)
            self.assertNotIn("1.900010", text, name)
        data = self.get("du-lieu/thu-tuc.json").json()
        codes = {item["code"] for item in data["items"]}
        self.assertEqual(codes, {"1.900001", "1.999001"})
        self.assertEqual(data["total"], 2)

    def test_the_three_forms_of_the_graph_say_the_same(self):
        graphs = [
            Graph().parse(data=self.get(f"du-lieu/thu-tuc.{name}").text, format=form)
            for name, form in (
                ("ttl", "turtle"),
                ("jsonld", "json-ld"),
                ("rdf", "xml"),
            )
        ]
        triples = [{tuple(map(str, triple)) for triple in graph} for graph in graphs]
        self.assertGreater(len(triples[0]), 100)
        self.assertEqual(triples[0], triples[1])
        self.assertEqual(triples[0], triples[2])
        address = f"{self.url}/thu-tuc/1.900001"
        self.assertIn(
            (address, "http://purl.org/dc/terms/title", ROW["title"]), triples[0]
        )

    def test_a_change_is_told_at_once_and_so_is_a_new_name_of_an_agency(self):
        self.assertNotIn("Tên mới", self.get("du-lieu/thu-tuc.ttl").text)
        loading.load_procedures([ROW | {"title": "Tên mới"}])
        transaction.commit()
        self.assertIn("Tên mới", self.get("du-lieu/thu-tuc.ttl").text)
        self.assertIn("Tên mới", self.get("du-lieu/thu-tuc.csv").text)
        lookup.agency("so-mau").title = "Sở Đổi Tên"
        with api.env.adopt_roles(["Manager"]):
            notify(ObjectModifiedEvent(lookup.agency("so-mau")))
        transaction.commit()
        self.assertIn("Sở Đổi Tên", self.get("du-lieu/co-quan.csv").text)

    def test_while_a_file_is_made_others_get_what_it_was(self):
        for name in ("thu-tuc.csv", "thu-tuc.json"):
            self.get(f"du-lieu/{name}")
        loading.load_procedures([ROW | {"title": "Tên mới"}])
        transaction.commit()
        with files.making["thu-tuc.csv"]:
            before = self.get("du-lieu/thu-tuc.csv")
            self.assertIn("Cấp giấy", before.text)
            self.assertNotIn("Tên mới", before.text)
            seconds = re.search(r"s-maxage=(\d+)", before.headers["Cache-Control"])
            self.assertLessEqual(int(seconds[1]), 10)
            self.assertIn("Tên mới", self.get("du-lieu/thu-tuc.json").text)
        self.assertIn("Tên mới", self.get("du-lieu/thu-tuc.csv").text)

    def test_a_new_name_of_an_agency_makes_no_graph_of_a_procedure_anew(self):
        self.get("du-lieu/thu-tuc.ttl")
        agency = lookup.agency("so-mau")
        agency.title = "Sở Đổi Tên"
        notify(ObjectModifiedEvent(agency))
        transaction.commit()
        with mock.patch.object(files, "service_text") as made:
            text = self.get("du-lieu/thu-tuc.ttl").text
        made.assert_not_called()
        self.assertIn("Sở Đổi Tên", text)
        self.assertIn(ROW["code"], text)
        files.kept.clear()
        files.pieces.clear()
        anew = Graph().parse(data=self.get("du-lieu/thu-tuc.ttl").text, format="turtle")
        kept = Graph().parse(data=text, format="turtle")
        self.assertEqual(*({tuple(map(str, t)) for t in one} for one in (kept, anew)))

    def test_the_language_of_a_reader_changes_nothing(self):
        for path in ("du-lieu/thu-tuc.csv", "thu-tuc/1.900001"):
            files.kept.clear()
            files.pieces.clear()
            answer = self.get(
                f"{path}?set_language=en", headers={"Accept": "text/html"}
            )
            self.assertIn("8.000 đ", answer.text, path)

    def test_readers_do_not_choose_what_others_read(self):
        self.get("du-lieu/thu-tuc.json", headers={"Host": "khac.example"})
        text = self.get("du-lieu/thu-tuc.json").text
        self.assertNotIn("khac.example", text)
        self.assertNotIn("portal.invalid", text)

    def test_the_data_sets_are_told_in_dcat(self):
        graph = Graph().parse(data=self.get("du-lieu/danh-muc.ttl").text)
        found = graph.query(
            "PREFIX dcat: <http://www.w3.org/ns/dcat#> SELECT ?s ?d WHERE "
            "{ ?c dcat:dataset ?s . ?s dcat:distribution ?x . ?x dcat:accessURL ?d }"
        )
        addresses = {str(row.d) for row in found}
        for path in ("du-lieu/thu-tuc.csv", "@online-rate", "@agencies"):
            self.assertIn(f"{self.url}/{path}", addresses)
        self.assertEqual(len({row.s for row in found}), 3)

    # -- facts in pages

    def test_a_procedure_carries_its_facts_and_they_end_no_script(self):
        raw = self.get("thu-tuc/1.900001", headers={"Accept": "text/html"}).text
        self.assertNotIn("<script>alert", raw)
        facts = self.facts("thu-tuc/1.900001")
        service = facts["GovernmentService"]
        self.assertEqual(service["name"], ROW["title"])
        self.assertEqual(service["identifier"], "1.900001")
        self.assertEqual(service["offers"][0]["price"], 8000)
        self.assertEqual(service["offers"][0]["priceCurrency"], "VND")
        channels = {c["name"]: c["serviceUrl"] for c in service["availableChannel"]}
        self.assertTrue(channels["Trực tuyến"].endswith("/1.900001/nop-ho-so"))
        steps = facts["BreadcrumbList"]["itemListElement"]
        self.assertEqual([step["position"] for step in steps], [1, 2, 3])
        self.assertEqual(steps[-1]["name"], ROW["title"])

    def test_an_agency_and_the_front_page_carry_theirs(self):
        agency = self.facts("co-quan/so-mau")["GovernmentOrganization"]
        self.assertEqual(agency["name"], "Sở Mẫu")
        self.assertNotIn("telephone", agency)
        site = self.facts("")["WebSite"]
        self.assertIn("{search_term_string}", site["potentialAction"]["target"])

    def test_a_hidden_procedure_tells_nothing(self):
        for path in ("thu-tuc/1.900009", "thu-tuc"):
            answer = requests.get(
                f"{self.url}/{path}", headers={"Accept": "text/html"}, timeout=30
            )
            self.assertNotIn("application/ld+json", answer.text, path)

    def test_pages_carry_dublin_core(self):
        found = self.meta("thu-tuc/1.900001")
        self.assertEqual(found["DC.title"], ROW["title"])
        self.assertEqual(found["DC.creator"], "Sở Mẫu; Tất cả xã, phường, thị trấn")
        self.assertEqual(found["DC.subject"], "Lĩnh vực mẫu; giấy mẫu; làm mẫu")
        self.assertEqual(found["DC.source"], "01/2018/QH14")
        self.assertEqual(found["DC.identifier"], f"{self.url}/thu-tuc/1.900001")
        for path in (
            "",
            "thu-tuc",
            "co-quan",
            "co-quan/so-mau",
            "linh-vuc",
            "thong-ke",
            "so-do",
            "du-lieu",
            "tin-tuc",
        ):
            found = self.meta(path)
            for name in (
                "title",
                "creator",
                "date",
                "publisher",
                "identifier",
                "language",
            ):
                self.assertTrue(found.get(f"DC.{name}"), f"{path}: {name}")

    def test_pages_for_one_reader_carry_none(self):
        answer = requests.get(
            f"{self.url}/ho-so-cua-toi", headers={"Accept": "text/html"}, timeout=30
        )
        self.assertNotIn('name="DC.', answer.text)

    # -- for search engines

    def test_the_site_map_names_all_public_pages(self):
        text = self.get("sitemap.xml").content
        root = etree.fromstring(text)
        space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
        pages = root.xpath("//s:url/s:loc/text()", namespaces=space)
        self.assertEqual(len(pages), len(set(pages)))
        for path in (
            "",
            "/thu-tuc",
            "/thu-tuc/1.900001",
            "/co-quan/so-mau",
            "/du-lieu",
            "/linh-vuc/linh-vuc-mau",
            "/tin-tuc",
        ):
            self.assertIn(self.url + path, pages)
        joined = " ".join(pages)
        for part in ("1.900009", "1.900010", "to-khai", "ho-so/", "/viec"):
            self.assertNotIn(part, joined)
        changed = root.xpath(
            "//s:url[contains(s:loc, '1.900001')]/s:lastmod/text()", namespaces=space
        )
        self.assertRegex(changed[0], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$")
        packed = self.get("sitemap.xml.gz").content
        self.assertEqual(gzip.decompress(packed), text)

    def test_robots_are_shown_the_site_map(self):
        self.assertIn("sitemap.xml", self.get("robots.txt").text)
