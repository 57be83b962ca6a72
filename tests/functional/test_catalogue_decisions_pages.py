"""A decision written in the browser, published by a reviewer, read by citizens."""

from datetime import date
from datetime import timedelta
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.versions import lifecycle
from hanam.dvc.dossiers import intake
from hanam.dvc.testing import FUNCTIONAL
from html import unescape
from lxml import etree
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.testing.zope import Browser
from tests.versions import CODE
from tests.versions import limit
from tests.versions import load
from tests.versions import on
from tests.versions import write

import requests
import transaction
import unittest


PASSWORD = "Mau-2018-hanam"
FIRST_DAY = date(2019, 7, 1)
BEFORE = FIRST_DAY - timedelta(days=1)
ATOM = "{http://www.w3.org/2005/Atom}"
APPLICANT = {
    "kind": "citizen",
    "name": "Nguyễn Văn Mẫu",
    "id_number": "035090000002",
    "birth_date": "1990-01-01",
    "address": "Ngõ Mẫu",
}


class Pages(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        portal = self.layer["portal"]
        self.url = portal.absolute_url()
        with api.env.adopt_roles(["Manager"]):
            self.procedure = load()
            for name, roles in (
                ("soan", ["Editor", "Contributor"]),
                ("duyet", ["Reviewer"]),
            ):
                portal.acl_users.userFolderAddUser(
                    name, PASSWORD, ["Member", *roles], []
                )
        transaction.commit()

    def browser(self, user=None):
        browser = Browser(self.layer["app"])
        browser.handleErrors = False
        browser.raiseHttpErrors = False
        login = f"{SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}"
        if user:
            login = f"{user}:{PASSWORD}"
        if user != "":
            browser.addHeader("Authorization", f"Basic {login}")
        browser.addHeader("Accept-Language", "vi")
        browser.addHeader("Accept", "text/html")
        return browser

    def page(self, browser):
        return " ".join(unescape(browser.contents).split())

    def add(self, browser, *lines, **values):
        """Fill in the form of a new decision and save it."""
        browser.open(f"{self.url}/quyet-dinh/++add++Decision")
        values = {
            "number": "12/QĐ-UBND",
            "title": "Công bố thủ tục sửa đổi",
            "signed": "2019-06-20",
            "effective_from": "2019-07-01",
            "document_effective": "2019-07-01",
            **values,
        }
        for name, value in values.items():
            browser.getControl(name=f"form.widgets.{name}").value = value
        for number, line in enumerate(lines):
            for name, value in line.items():
                control = browser.getControl(name=f"form.widgets.lines.{number}.{name}")
                control.value = [value] if name == "action" else value
        browser.getControl(name="form.buttons.save").click()

    def version(self):
        with api.env.adopt_roles(["Manager"]):
            version = write(self.procedure, None, limits=limit(2))
            lifecycle.go(version, "submit")
        transaction.commit()

    def publish(self, confirm=False):
        editor, reviewer = self.browser("soan"), self.browser("duyet")
        editor.open(f"{self.url}/quyet-dinh/12-qd-ubnd")
        editor.getControl("Gửi duyệt").click()
        reviewer.open(f"{self.url}/quyet-dinh/12-qd-ubnd")
        if confirm:
            reviewer.getControl(name="confirmed").value = ["yes"]
        with on(date(2019, 6, 26)):
            reviewer.getControl("Công bố").click()
        transaction.begin()
        return reviewer

    def test_a_decision_goes_from_its_form_to_the_bulletin_and_takes_effect(self):
        self.version()
        editor = self.browser("soan")
        line = {"action": "amend", "procedure": CODE, "version": "2"}
        self.add(editor, line)
        self.assertIn("/quyet-dinh/12-qd-ubnd", editor.url)
        self.assertIn("Chưa công bố: chỉ cán bộ", self.page(editor))
        guest = self.browser("")
        guest.open(f"{self.url}/quyet-dinh/12-qd-ubnd")
        self.assertIn("404", guest.headers["Status"])
        reviewer = self.publish()
        self.assertIn("Đã công bố", self.page(reviewer))
        guest.open(f"{self.url}/quyet-dinh/12-qd-ubnd")
        page = self.page(guest)
        for words in (
            "Quyết định số 12/QĐ-UBND ngày 20/6/2019",
            "Sửa đổi, bổ sung",
            "Thủ tục mẫu",
            "Phiên bản 2",
        ):
            self.assertIn(words, page)
        for day, words in ((BEFORE, "5 ngày làm việc"), (FIRST_DAY, "2 ngày làm việc")):
            with on(day):
                guest.open(f"{self.url}/thu-tuc/{CODE}")
                self.assertIn(words, self.page(guest))
        guest.open(f"{self.url}/quyet-dinh")
        self.assertIn("Năm 2019", self.page(guest))
        self.assertIn("Công bố thủ tục sửa đổi", self.page(guest))

    def test_an_editor_cannot_publish(self):
        editor = self.browser("soan")
        self.add(editor, {"action": "repeal", "procedure": CODE})
        editor.getControl("Gửi duyệt").click()
        with self.assertRaises(LookupError):
            editor.getControl("Công bố")

    def test_what_is_wrong_is_told_before_anybody_publishes(self):
        editor = self.browser("soan")
        self.add(editor, {"action": "amend", "procedure": CODE, "version": "7"})
        page = self.page(editor)
        self.assertIn("Cần sửa trước khi công bố", page)
        self.assertIn("thủ tục không có phiên bản mang số này", page)
        reviewer = self.publish()
        self.assertIn("không có phiên bản mang số này", self.page(reviewer))
        self.assertIn("409", reviewer.headers["Status"])
        decision = self.layer["portal"]["quyet-dinh"]["12-qd-ubnd"]
        self.assertEqual(lifecycle.state_of(decision), "pending")

    def test_an_invalid_date_keeps_what_was_typed(self):
        editor = self.browser("soan")
        line = {"action": "repeal", "procedure": CODE}
        self.add(editor, line, signed="2019-06-31")
        self.assertIn("++add++Decision", editor.url)
        title = editor.getControl(name="form.widgets.title").value
        self.assertEqual(title, "Công bố thủ tục sửa đổi")
        self.assertEqual(
            editor.getControl(name="form.widgets.lines.0.procedure").value, CODE
        )

    def test_repealing_with_open_dossiers_needs_a_tick_and_loses_no_dossier(self):
        filing = intake.Filing(
            procedure=CODE,
            agency="so-mau",
            channel="counter",
            applicant=APPLICANT,
            papers=[intake.NewPaper("don", "", "", b"", originals=1)],
        )
        with api.env.adopt_roles(["Manager"]):
            intake.file(filing)
        transaction.commit()
        editor = self.browser("soan")
        self.add(editor, {"action": "repeal", "procedure": CODE})
        reviewer = self.publish()
        page = self.page(reviewer)
        self.assertIn("Còn 1 hồ sơ đang giải quyết", page)
        self.assertIn("không ai nộp mới được nữa", page)
        reviewer.getControl(name="confirmed").value = ["yes"]
        with on(date(2019, 6, 26)):
            reviewer.getControl("Công bố").click()
        transaction.begin()
        self.assertIn("Đã công bố", self.page(reviewer))
        self.assertTrue(lookup.is_closed(lookup.procedure(CODE), FIRST_DAY))
        guest = self.browser("")
        with on(BEFORE):
            guest.open(f"{self.url}/thu-tuc/{CODE}")
            self.assertIn("chỉ nhận hồ sơ đến hết ngày 30/6/2019", self.page(guest))

    def test_the_delays_are_shown_to_staff_with_the_late_ones_marked(self):
        editor = self.browser("soan")
        self.add(
            editor,
            {"action": "repeal", "procedure": CODE},
            document_effective="2019-06-23",
        )
        self.publish()
        editor.open(f"{self.url}/quyet-dinh/thoi-han")
        page = self.page(editor)
        self.assertIn("1 trong 1 quyết định bị chậm", page)
        self.assertIn("ít nhất 5 ngày trước khi văn bản có hiệu lực", page)
        guest = requests.get(
            f"{self.url}/quyet-dinh/thoi-han", allow_redirects=False, timeout=60
        )
        self.assertNotEqual(guest.status_code, 200)
        self.assertNotIn("12/QĐ-UBND", guest.text)

    def test_the_feed_tells_decisions_and_changes_and_every_page_links_to_it(self):
        editor = self.browser("soan")
        self.add(editor, {"action": "repeal", "procedure": CODE})
        self.publish()
        answer = requests.get(f"{self.url}/quyet-dinh/atom.xml", timeout=60)
        self.assertEqual(answer.status_code, 200, answer.text[:300])
        self.assertIn("application/atom+xml", answer.headers["Content-Type"])
        feed = etree.fromstring(answer.content)
        self.assertEqual(feed.tag, f"{ATOM}feed")
        (entry,) = feed.findall(f"{ATOM}entry")
        self.assertRegex(
            entry.findtext(f"{ATOM}id"), r"^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-"
        )
        self.assertIn("12/QĐ-UBND", entry.findtext(f"{ATOM}title"))
        self.assertIn("Bãi bỏ: Thủ tục mẫu", entry.findtext(f"{ATOM}summary"))
        self.assertRegex(
            entry.findtext(f"{ATOM}updated"), r"^2019-06-26T09:00:00\+07:00$"
        )
        home = requests.get(f"{self.url}/thu-tuc", timeout=60)
        self.assertIn("/quyet-dinh/atom.xml", home.text)

    def test_rest_lists_published_decisions_only_to_guests(self):
        editor = self.browser("soan")
        self.add(editor, {"action": "repeal", "procedure": CODE})
        headers = {"Accept": "application/json", "Accept-Language": "vi"}
        address = f"{self.url}/@decisions"
        answer = requests.get(address, headers=headers, timeout=60).json()
        self.assertEqual(answer["items_total"], 0)
        self.publish()
        answer = requests.get(address, headers=headers, timeout=60).json()
        (item,) = answer["items"]
        self.assertEqual(item["number"], "12/QĐ-UBND")
        self.assertEqual(item["effective_from"], "2019-07-01")
        self.assertEqual(item["lines"][0]["action"], "repeal")
        self.assertEqual(item["lines"][0]["@id"], f"{self.url}/thu-tuc/{CODE}")

    def test_the_terms_are_set_by_an_administrator(self):
        owner = self.browser()
        owner.open(f"{self.url}/@@dvc-publication")
        owner.getControl(name="form.widgets.entry_days").value = "3"
        owner.getControl(name="form.buttons.save").click()
        transaction.begin()
        record = api.portal.get_registry_record("hanam.dvc.publication.entry_days")
        self.assertEqual(record, 3)
