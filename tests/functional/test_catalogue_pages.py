"""What a reader sees of procedures, agencies and sectors."""

from hanam.dvc.catalogue import loading
from hanam.dvc.catalogue import lookup
from hanam.dvc.testing import FUNCTIONAL
from lxml import html
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD

import requests
import transaction
import unittest


# A block of data is none.
SCRIPTS = "//script[not(@src) and not(@type='application/ld+json')] | //style"
OWNER = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
LEGAL_ORDER = [
    "Trình tự thực hiện",
    "Cách thức thực hiện",
    "Thành phần hồ sơ",
    "Thời hạn giải quyết",
    "Đối tượng thực hiện",
    "Cơ quan giải quyết",
    "Mẫu đơn, tờ khai",
    "Kết quả thực hiện",
    "Yêu cầu, điều kiện",
    "Phí, lệ phí",
    "Căn cứ pháp lý",
]
BIRTH = {
    "code": "1.900001",
    "title": "Đăng ký khai sinh",
    "sector": "ho-tich",
    "government_levels": ["commune"],
    "agencies": ["@commune"],
    "declared_level": 3,
    "channels": ["online", "counter"],
    "subjects": ["Công dân Việt Nam"],
    "how_steps": ["Chuẩn bị giấy tờ.", "Nộp hồ sơ."],
    "cases": [
        {"key": "dung-han", "title": "Đúng hạn"},
        {"key": "qua-han", "title": "Quá hạn"},
    ],
    "papers": [
        {
            "key": "to-khai",
            "title": "Tờ khai",
            "group": "Giấy tờ phải nộp",
            "originals": 1,
            "form": "to-khai",
        },
        {
            "key": "chung-sinh",
            "title": "Giấy chứng sinh",
            "group": "Giấy tờ phải nộp",
            "originals": 1,
            "copies": 2,
            "required": False,
            "case": "dung-han",
        },
    ],
    "limits": [
        {"value": 3, "unit": "working_day"},
        {"case": "qua-han", "channel": "online", "value": 5, "unit": "working_day"},
    ],
    "fees": [
        {"case": "dung-han", "kind": "charge", "title": "Lệ phí", "amount": 0},
        {"case": "qua-han", "kind": "charge", "title": "Lệ phí", "amount": 8000},
    ],
    "results": [{"title": "Giấy khai sinh", "code": "KQ.1"}],
    "requirements": "Trẻ chưa được khai sinh.",
    "legal_basis": [{"title": "Luật Hộ tịch", "number": "60/2014/QH13"}],
    "synonyms": ["làm giấy khai sinh"],
}
FORM = {
    "title": "Tờ khai đăng ký khai sinh",
    "minutes": 12,
    "fieldsets": [
        {"title": "Trẻ", "fields": [{"name": "ten", "kind": "text", "title": "Tên"}]}
    ],
}
PAPER_ONLY = {
    "code": "1.900002",
    "title": "Thẩm định thiết kế xây dựng",
    "sector": "xay-dung",
    "agencies": ["so-xay-dung"],
    "declared_level": 2,
    "channels": ["counter"],
}
CLOSED = {
    **PAPER_ONLY,
    "code": "1.900003",
    "title": "Hết",
    "effective_to": "2018-01-31",
}


class Pages(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.url = self.layer["portal"].absolute_url()
        loading.load_sectors(
            [
                {"slug": "ho-tich", "title": "Hộ tịch"},
                {"slug": "xay-dung", "title": "Xây dựng"},
            ]
        )
        loading.load_agencies(
            [
                {"slug": "so-xay-dung", "title": "Sở Xây dựng"},
                {"slug": "huyen-mau", "title": "UBND huyện Mẫu", "kind": "district"},
                {
                    "slug": "xa-1",
                    "title": "UBND xã Mẫu",
                    "kind": "commune",
                    "parent": "huyen-mau",
                },
            ]
        )
        loading.load_procedures([BIRTH, PAPER_ONLY, CLOSED])
        loading.load_declaration(lookup.procedure("1.900001"), FORM)
        hidden = [{**PAPER_ONLY, "code": "1.900009", "title": "Bí mật"}]
        loading.load_procedures(hidden, publish=False)
        transaction.commit()

    def get(self, path, auth=None):
        headers = {"Accept": "text/html"}
        return requests.get(
            f"{self.url}/{path}", headers=headers, auth=auth, timeout=30
        )

    def page(self, path, auth=None, status=200):
        answer = self.get(path, auth)
        self.assertEqual(answer.status_code, status, answer.text[-3000:])
        return html.fromstring(answer.content)

    def texts(self, page, xpath):
        return [" ".join(found.text_content().split()) for found in page.xpath(xpath)]

    def titles(self, page):
        return self.texts(page, "//ul[contains(@class, 'dvc-results')]//h3")

    # -- the list

    def test_the_list_shows_what_the_public_may_file(self):
        page = self.page("thu-tuc")
        titles = self.titles(page)
        self.assertEqual(titles, ["Đăng ký khai sinh", "Thẩm định thiết kế xây dựng"])
        self.assertEqual(self.texts(page, "//h1"), ["Thủ tục"])

    def test_a_card_tells_agency_level_limit_and_fee(self):
        page = self.page("thu-tuc?q=khai+sinh")
        card = self.texts(page, "//ul[contains(@class, 'dvc-results')]/li")[0]
        for words in (
            "Tất cả xã, phường, thị trấn",
            "Nộp trực tuyến",
            "3 ngày làm việc",
            "từ 0 đ đến 8.000 đ",
            "1.900001",
        ):
            self.assertIn(words, card)

    def test_words_without_marks_find_it(self):
        self.assertEqual(
            self.titles(self.page("thu-tuc?q=lam+giay+khai+sinh")),
            ["Đăng ký khai sinh"],
        )

    def test_filters_are_links_with_counts(self):
        page = self.page("thu-tuc")
        link = page.xpath("//nav[@id='filters']//a[contains(., 'Xây dựng')]")[0]
        self.assertIn("1", link.text_content())
        page = self.page(link.get("href").removeprefix(self.url + "/"))
        self.assertEqual(self.titles(page), ["Thẩm định thiết kế xây dựng"])
        current = page.xpath("//nav[@id='filters']//a[@aria-current='true']")[0]
        page = self.page(current.get("href").removeprefix(self.url + "/"))
        self.assertEqual(len(self.titles(page)), 2)

    def test_filters_stay_when_other_words_are_searched(self):
        page = self.page("thu-tuc?sector=ho-tich&q=khai")
        hidden = page.xpath("//main//form//input[@type='hidden']")
        self.assertEqual(
            [(item.get("name"), item.get("value")) for item in hidden],
            [("sector", "ho-tich")],
        )

    def test_nothing_found_says_what_to_do(self):
        page = self.page("thu-tuc?q=zzzz+qqqq")
        self.assertIn("zzzz qqqq", self.texts(page, "//div[@class='dvc-empty']")[0])
        self.assertEqual(self.titles(page), [])

    def test_what_was_typed_is_shown_as_text(self):
        answer = self.get("thu-tuc?q=<script>alert(1)</script>")
        self.assertNotIn("<script>alert", answer.text)

    def test_a_filter_that_makes_no_sense_is_named_and_the_rest_is_answered(self):
        page = self.page("thu-tuc?level=9&q=khai+sinh", status=400)
        self.assertIn("“level” phải là số nguyên", page.text_content())
        self.assertEqual(self.titles(page), ["Đăng ký khai sinh"])

    def test_long_lists_come_in_pages(self):
        rows = [
            {**PAPER_ONLY, "code": f"1.8000{n:02}", "title": f"Thủ tục số {n:02}"}
            for n in range(45)
        ]
        loading.load_procedures(rows)
        transaction.commit()
        page = self.page("thu-tuc")
        self.assertEqual(len(self.titles(page)), 20)
        after = page.xpath("//a[@rel='next']")[0].get("href")
        page = self.page(after.removeprefix(self.url + "/"))
        self.assertEqual(len(self.titles(page)), 20)
        self.assertEqual(self.texts(page, "//main//a[@aria-current='page']"), ["2"])
        page = self.page("thu-tuc?b_start=40")
        self.assertEqual(len(self.titles(page)), 7)
        self.assertFalse(page.xpath("//a[@rel='next']"))

    def test_staff_may_list_what_is_not_published(self):
        titles = self.titles(self.page("thu-tuc?include=unpublished", OWNER))
        self.assertIn("Bí mật", titles)
        titles = self.titles(self.page("thu-tuc?include=unpublished"))
        self.assertNotIn("Bí mật", titles)
        link = self.page("thu-tuc", OWNER).xpath("//a[contains(@href, 'include=')]")
        self.assertIn("chưa công bố", link[0].text_content())
        self.assertFalse(self.page("thu-tuc").xpath("//a[contains(@href, 'include=')]"))

    # -- a procedure

    def test_all_elements_stand_in_the_order_of_the_law(self):
        page = self.page("thu-tuc/1.900001")
        self.assertEqual(self.texts(page, "//h1"), ["Đăng ký khai sinh"])
        # What other rooms add stands below, apart from what is published.
        published = "//article//section[not(ancestor::*[@class='dvc-procedure-more'])]"
        headings = self.texts(page, f"{published}/h2")
        self.assertEqual(headings, LEGAL_ORDER)
        anchors = page.xpath("//nav[@aria-label='Trên trang này']//a/@href")
        self.assertEqual([a[1:] for a in anchors], page.xpath(f"{published}/@id"))

    def test_three_facts_and_one_button_come_first(self):
        page = self.page("thu-tuc/1.900001")
        facts = self.texts(page, "//dl[contains(@class, 'dvc-facts')]/div")
        self.assertEqual(len(facts), 3)
        self.assertIn("5 ngày làm việc", " ".join(facts).replace("3 ngày", "5 ngày"))
        self.assertIn("từ 0 đ đến 8.000 đ", facts[1])
        button = page.xpath("//a[contains(@class, 'btn-lg')]")[0]
        self.assertEqual(button.text.strip(), "Nộp hồ sơ trực tuyến")
        self.assertEqual(button.get("href"), f"{self.url}/thu-tuc/1.900001/nop-ho-so")

    def test_each_case_and_way_of_filing_has_its_limit_and_fee(self):
        page = self.page("thu-tuc/1.900001")
        rows = self.texts(page, "//section[@id='ways']//tbody/tr")
        self.assertEqual(
            rows,
            [
                "Trực tuyến 3 ngày làm việc Lệ phí: Miễn phí",
                "Tại Bộ phận Một cửa 3 ngày làm việc Lệ phí: Miễn phí",
                "Trực tuyến 5 ngày làm việc Lệ phí: 8.000 đ",
                "Tại Bộ phận Một cửa 3 ngày làm việc Lệ phí: 8.000 đ",
            ],
        )

    def test_papers_are_a_checklist(self):
        page = self.page("thu-tuc/1.900001")
        papers = self.texts(page, "//section[@id='papers']//li")
        self.assertIn("Tờ khai", papers[0])
        self.assertIn("bản chính: 1, bản sao: 2", papers[1])
        self.assertIn("(nếu có)", papers[1])
        self.assertIn("Đúng hạn", papers[1])
        boxes = page.xpath("//section[@id='papers']//label/input[@type='checkbox']")
        self.assertEqual(len(boxes), 2)

    def test_a_procedure_that_is_not_online_has_no_button(self):
        page = self.page("thu-tuc/1.900002")
        self.assertFalse(page.xpath("//a[contains(@href, 'nop-ho-so')]"))
        self.assertIn("không nộp trực tuyến", page.text_content())

    def test_a_closed_procedure_says_since_when(self):
        page = self.page("thu-tuc/1.900003")
        notice = self.texts(page, "//p[contains(@class, 'dvc-notice')]")[0]
        self.assertIn("31/01/2018", notice.replace("31/1/2018", "31/01/2018"))
        self.assertFalse(page.xpath("//a[contains(@href, 'nop-ho-so')]"))

    def test_an_unknown_code_and_a_hidden_one_look_alike(self):
        for code in ("1.900009", "9.999999"):
            page = self.page(f"thu-tuc/{code}", status=404)
            text = page.text_content()
            self.assertIn("Không có thủ tục này", text)
            self.assertNotIn("Bí mật", text)
        page = self.page("thu-tuc/1.900009", OWNER)
        self.assertIn("Thủ tục chưa công bố", page.text_content())

    def test_a_name_in_place_of_a_code_leads_to_what_is_like_it(self):
        page = self.page("thu-tuc/khai-sinh", status=404)
        self.assertEqual(self.titles(page), ["Đăng ký khai sinh"])

    def test_a_code_given_later_finds_the_procedure_with_a_name_as_its_id(self):
        row = {**PAPER_ONLY, "code": "1.900011", "slug": "ten-cu", "title": "Tên cũ"}
        loading.load_procedures([row])
        transaction.commit()
        page = self.page("thu-tuc/1.900011")
        self.assertEqual(self.texts(page, "//h1"), ["Tên cũ"])

    def test_staff_are_told_what_the_declared_level_lacks(self):
        row = {**BIRTH, "declared_level": 4}
        loading.load_procedures([row])
        transaction.commit()
        said = "Công bố mức độ 4; những gì cung cấp chỉ đạt mức độ 3."
        self.assertIn(said, self.page("thu-tuc/1.900001", OWNER).text_content())
        self.assertNotIn(said, self.page("thu-tuc/1.900001").text_content())

    def test_editors_are_led_to_the_form_of_a_procedure(self):
        text = self.page("thu-tuc/1.900001", OWNER).text_content()
        self.assertIn("Sửa thủ tục này", text)
        text = self.page("thu-tuc/1.900001").text_content()
        self.assertNotIn("Sửa thủ tục này", text)

    # -- agencies and sectors

    def test_an_agency_shows_what_can_be_filed_there(self):
        page = self.page("co-quan/xa-1")
        self.assertEqual(self.texts(page, "//h1"), ["UBND xã Mẫu"])
        self.assertEqual(self.titles(page), ["Đăng ký khai sinh"])
        page = self.page("co-quan/huyen-mau")
        self.assertIn("chưa công bố thủ tục nào", page.text_content())

    def test_agencies_are_listed_with_their_counts(self):
        page = self.page("co-quan")
        links = self.texts(page, "//main//li | //main//h3")
        self.assertIn("Sở Xây dựng 1", links)
        self.assertIn("UBND xã Mẫu 1", links)

    def test_a_sector_shows_its_procedures(self):
        self.assertEqual(
            self.titles(self.page("linh-vuc/ho-tich")), ["Đăng ký khai sinh"]
        )
        links = self.texts(self.page("linh-vuc"), "//main//h2")
        self.assertEqual(links, ["Hộ tịch 1", "Xây dựng 1"])

    def test_pages_for_guests_may_be_cached_and_those_for_users_may_not(self):
        for path in ("thu-tuc", "thu-tuc/1.900001", "co-quan", "linh-vuc/ho-tich"):
            guest = self.get(path).headers["Cache-Control"]
            self.assertIn("s-maxage=300", guest, path)
            user = self.get(path, OWNER).headers["Cache-Control"]
            self.assertEqual(user, "private, no-store", path)

    def test_no_page_carries_a_script_or_a_style_of_its_own(self):
        for path in ("thu-tuc", "thu-tuc/1.900001", "co-quan", "linh-vuc"):
            page = self.page(path)
            self.assertFalse(page.xpath("//main//*[@style or @onclick]"), path)
            self.assertFalse(page.xpath(SCRIPTS), path)

    def test_every_id_stands_once_and_every_field_has_a_label(self):
        for path in ("thu-tuc?q=khai", "thu-tuc/1.900001", "co-quan/xa-1"):
            page = self.page(path)
            ids = page.xpath("//@id")
            self.assertEqual(sorted(ids), sorted(set(ids)), path)
            for field in page.xpath("//main//input[not(@type='hidden')]"):
                name = field.get("id")
                labelled = page.xpath(f"//label[@for='{name}']") if name else []
                self.assertTrue(labelled or field.xpath("ancestor::label"), path)
