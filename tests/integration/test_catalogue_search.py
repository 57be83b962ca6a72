"""A citizen finds a procedure in the words and the spelling at hand."""

from datetime import date
from hanam.dvc.catalogue import loading
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import search
from hanam.dvc.testing import INTEGRATION
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID

import unittest


SECTORS = [
    {"slug": "ho-tich", "title": "Hộ tịch"},
    {"slug": "xay-dung", "title": "Xây dựng"},
]
AGENCIES = [
    {
        "slug": "so-tu-phap",
        "title": "Sở Tư pháp",
        "short_title": "Sở Tư pháp",
        "abbr": "STP",
    },
    {"slug": "so-xay-dung", "title": "Sở Xây dựng"},
    {"slug": "xa-1", "title": "Ủy ban nhân dân xã Mẫu", "kind": "commune"},
]
PROCEDURES = [
    {
        "code": "1.900001",
        "title": "Đăng ký khai sinh",
        "sector": "ho-tich",
        "agencies": ["@commune"],
        "declared_level": 3,
        "synonyms": ["làm giấy khai sinh cho con"],
    },
    {
        "code": "1.900002",
        "title": "Đăng ký lại khai sinh cho người sinh ra ở nơi khai hoang",
        "sector": "ho-tich",
        "agencies": ["@commune"],
    },
    {
        "code": "1.900003",
        "title": "Khai báo khi sinh hoạt tại Uỷ ban",
        "sector": "ho-tich",
        "agencies": ["so-tu-phap"],
    },
    {
        "code": "1.900004",
        "title": "Cấp giấy phép xây dựng nhà ở hòa bình",
        "sector": "xay-dung",
        "agencies": ["so-xay-dung"],
        "declared_level": 4,
    },
    {
        "code": "1.900005",
        "title": "Thẩm định hồ sơ thuế",
        "sector": "xay-dung",
        "agencies": ["so-xay-dung"],
    },
    {
        "code": "1.900006",
        "title": "Thẩm định việc thuê nhà",
        "sector": "xay-dung",
        "agencies": ["so-xay-dung"],
    },
    {
        "code": "1.900007",
        "title": "Thủ tục đã hết hiệu lực về khai sinh",
        "sector": "ho-tich",
        "agencies": ["so-tu-phap"],
        "effective_to": "2018-01-31",
    },
]


class Search(unittest.TestCase):
    layer = INTEGRATION

    def setUp(self):
        setRoles(self.layer["portal"], TEST_USER_ID, ["Manager"])
        loading.load_sectors(SECTORS)
        loading.load_agencies(AGENCIES)
        loading.load_procedures(PROCEDURES)

    def codes(self, q="", **options):
        total, items = search.find(q, **options)
        self.assertEqual(total, len(items))
        return [item["code"] for item in items]

    def test_marks_make_no_difference(self):
        self.assertEqual(self.codes("khai sinh"), self.codes("KHAI SINH"))
        self.assertEqual(
            self.codes("dang ky khai sinh"), self.codes("đăng ký khai sinh")
        )

    def test_the_place_of_a_tone_mark_makes_no_difference(self):
        for q in ("uy ban", "ủy ban", "uỷ ban", "Ủy Ban"):
            self.assertEqual(self.codes(q), ["1.900003"], q)
        for q in ("hoà bình", "hòa bình"):
            self.assertEqual(self.codes(q), ["1.900004"], q)

    def test_what_is_written_with_the_same_marks_comes_first(self):
        self.assertEqual(self.codes("thuê"), ["1.900006", "1.900005"])
        self.assertEqual(self.codes("thuế"), ["1.900005", "1.900006"])

    def test_words_side_by_side_come_before_scattered_words(self):
        self.assertEqual(self.codes("khai sinh"), ["1.900001", "1.900002", "1.900003"])

    def test_a_procedure_is_found_by_its_code(self):
        self.assertEqual(self.codes("1.900004"), ["1.900004"])

    def test_a_procedure_is_found_by_what_citizens_call_it(self):
        self.assertEqual(self.codes("lam giay khai sinh cho con")[0], "1.900001")

    def test_a_procedure_is_found_by_its_sector_and_its_agency(self):
        self.assertEqual(
            set(self.codes("ho tich")), {"1.900001", "1.900002", "1.900003"}
        )
        self.assertIn("1.900003", self.codes("STP"))

    def test_initials_stand_for_a_phrase(self):
        self.assertEqual(self.codes("GPXD"), ["1.900004"])

    def test_the_last_word_may_be_a_beginning(self):
        self.assertEqual(self.codes("giay phep xa"), ["1.900004"])
        found = search.look(search.Query(q="gia phep"))
        self.assertEqual(found.instead, "giay phep")

    def test_a_typing_error_is_corrected(self):
        found = search.look(search.Query(q="khai sihn"))
        self.assertEqual(found.instead, "khai sinh")
        self.assertEqual(found.items[0]["code"], "1.900001")

    def test_words_that_nothing_has_are_dropped_and_named(self):
        found = search.look(search.Query(q="khai sinh xyz"))
        self.assertEqual(found.dropped, ("xyz",))
        self.assertEqual(found.items[0]["code"], "1.900001")

    def test_nonsense_finds_nothing(self):
        self.assertEqual(self.codes("qqq www"), [])

    def test_filters_narrow_what_is_found(self):
        self.assertEqual(self.codes(sector="xay-dung", level=4), ["1.900004"])
        self.assertEqual(self.codes("khai sinh", agency="so-tu-phap"), ["1.900003"])

    def test_an_agency_takes_what_all_of_its_kind_take(self):
        self.assertEqual(set(self.codes(agency="xa-1")), {"1.900001", "1.900002"})

    def test_each_filter_is_counted_with_the_others_chosen(self):
        found = search.look(search.Query(sector="xay-dung", level=4))
        self.assertEqual(found.facets["level"], {2: 2, 4: 1})
        self.assertEqual(found.facets["sector"], {"xay-dung": 1})

    def test_the_public_sees_only_what_is_published_and_in_force(self):
        item = lookup.procedure("1.900004")
        api.content.transition(item, "retract")
        codes = self.codes()
        self.assertNotIn("1.900004", codes)
        self.assertNotIn("1.900007", codes)
        every = self.codes(include_unpublished=True)
        self.assertIn("1.900004", every)
        self.assertIn("1.900007", every)

    def test_the_day_decides_what_is_in_force(self):
        query = search.Query(q="1.900007", day=date(2018, 1, 31))
        self.assertEqual(search.look(query).total, 1)

    def test_a_new_title_is_found_at_once(self):
        self.codes()
        loading.load_procedures([{**PROCEDURES[0], "title": "Chứng thực chữ ký"}])
        self.assertEqual(self.codes("chung thuc"), ["1.900001"])

    def test_a_deleted_procedure_is_not_found(self):
        self.codes()
        api.content.delete(lookup.procedure("1.900004"))
        self.assertEqual(self.codes("1.900004"), [])

    def test_a_page_of_the_results_is_given(self):
        total, items = search.find(start=1, size=2)
        self.assertEqual((total, len(items)), (6, 2))

    def test_the_site_search_ignores_marks_too(self):
        api.content.create(
            self.layer["portal"], "Document", title="Ủy ban họp về đường Đông"
        )
        for q in ("uy ban", "Uỷ ban", "ủy*", "dong", "Đông"):
            found = api.content.find(SearchableText=q, portal_type="Document")
            self.assertEqual(len(found), 1, q)
