"""The worklist: tabs and their numbers, filters, order, pages, search, the file, and who sees
what."""

from datetime import datetime
from datetime import timedelta
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import actions
from hanam.dvc.dossiers import moment
from hanam.dvc.register import queries
from hanam.dvc.register import session
from hanam.dvc.testing import FUNCTIONAL
from tests.counter import Browser
from tests.dossiers import act_as
from tests.dossiers import APPLICANT
from tests.dossiers import build_world
from tests.dossiers import dossier_in
from tests.dossiers import MONDAY
from tests.dossiers import PATHS

import csv
import io
import transaction
import unittest


TABS = (
    "to_accept",
    "unassigned",
    "mine",
    "due_soon",
    "overdue",
    "waiting",
    "to_hand_over",
    "all_open",
)


class WorklistCase(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        build_world(self.portal)
        transaction.commit()

    def at_desk(self, user=""):
        return Browser(self.portal.absolute_url(), user)

    def make(self, state="submitted", name="", **changes):
        """The code of a dossier in a state."""
        if name:
            changes["applicant"] = APPLICANT | {"name": name}
        return dossier_in(self.portal, state, **changes).code

    def codes(self, page):
        return page.find("//tr/@data-row")

    def all_pages(self, browser, path):
        """The codes of a list, page by page."""
        found, page = [], browser.get(path)
        while True:
            found.append(self.codes(page))
            onward = page.find("//a[@rel='next']/@href")
            if not onward:
                return found
            page = browser.get(onward[0])

    def numbers(self, page):
        return {
            link.get("data-tab"): int(link.xpath("string(.//span)") or -1)
            for link in page.find("//a[@data-tab]")
        }


class TabsTest(WorklistCase):
    def test_each_tab_lists_as_many_dossiers_as_it_says(self):
        now = moment.now()
        for state in PATHS:
            self.make(state)
        for hours in (0, 1):
            self.make("processing", now=now - timedelta(hours=hours))
        self.make("submitted", agency="so-khac")
        transaction.commit()
        for user in ("clerk", "officer", "leader"):
            browser = self.at_desk(user)
            numbers = self.numbers(browser.get("viec"))
            counted = queries.counts(("so-mau",), user, moment.now())
            for tab, number in numbers.items():
                if tab == "all":
                    continue
                with self.subTest(user=user, tab=tab):
                    pages = self.all_pages(browser, f"viec?tab={tab}&size=3")
                    listed = [code for page in pages for code in page]
                    self.assertEqual(len(listed), len(set(listed)))
                    self.assertEqual((len(listed), counted[tab]), (number, number))
        self.assertGreater(counted["overdue"], 0)
        self.assertGreater(counted["mine"] + counted["unassigned"], 0)

    def test_each_role_sees_its_tabs_and_begins_with_its_own(self):
        self.make()
        transaction.commit()
        expected = {
            "clerk": ("to_accept", {"unassigned"}),
            "officer": ("mine", {"to_accept", "to_hand_over"}),
            "leader": ("all_open", set()),
        }
        for user, (first, hidden) in expected.items():
            with self.subTest(user=user):
                page = self.at_desk(user).get("viec")
                self.assertEqual(set(self.numbers(page)), {*TABS, "all"} - hidden)
                current = page.find("//a[@data-tab and @aria-current]/@data-tab")
                self.assertEqual(current, [first])

    def test_an_empty_list_says_what_will_appear(self):
        page = self.at_desk("clerk").get("viec")
        self.assertIn("Hồ sơ nộp trực tuyến hiện ra ở đây", page.words)

    def test_overdue_and_due_soon_are_told_in_words(self):
        now = moment.now()
        late = self.make("accepted", now=MONDAY)
        soon = self.make("submitted", now=now)
        transaction.commit()
        page = self.at_desk("clerk").get("viec?tab=all")
        said = {
            row.get("data-row"): " ".join(
                row.xpath("string(td[contains(@class, 'ctr-due')])").split()
            )
            for row in page.find("//tr[@data-row]")
        }
        self.assertRegex(said[late], r"^quá hạn [\d]+ ngày 17:00 13/9/2018$")
        self.assertRegex(said[soon], r"^còn \d ngày \d\d:\d\d ")


class ListTest(WorklistCase):
    def test_filters_by_state_and_due(self):
        submitted, accepted = self.make("submitted"), self.make("accepted")
        waiting = self.make("supplement")
        transaction.commit()
        clerk = self.at_desk("clerk")
        listed = {
            "tab=all_open&state=supplement": {waiting},
            "tab=all_open&due=overdue": {submitted, accepted},
            "tab=all_open&due=soon": set(),
            "tab=to_accept&state=accepted": set(),
            "tab=all&agency=so-mau": {submitted, accepted, waiting},
        }
        for query, codes in listed.items():
            with self.subTest(query=query):
                self.assertEqual(set(self.codes(clerk.get(f"viec?{query}"))), codes)

    def test_sorts_both_ways_and_pages_show_each_dossier_once(self):
        made = [
            self.make("accepted", now=datetime(2018, 9, 10, 8, 0) + timedelta(hours=n))
            for n in range(5)
        ]
        transaction.commit()
        clerk = self.at_desk("clerk")
        up = self.all_pages(clerk, "viec?tab=all&sort=filed&size=2")
        self.assertEqual([len(page) for page in up], [2, 2, 1])
        self.assertEqual([code for page in up for code in page], made)
        down = self.all_pages(clerk, "viec?tab=all&sort=-filed&size=2")
        self.assertEqual([code for page in down for code in page], made[::-1])

    def test_finds_by_name_without_accents_by_number_and_by_phone(self):
        code = self.make(name="Đặng Thị Ví Dụ")
        other = self.make(name="Lê Văn Khác")
        strange = self.make(name="Đặng Thị Ví Dụ", agency="so-khac")
        transaction.commit()
        clerk = self.at_desk("clerk")
        for text in ("dang thi vi", "Ví dụ", "ĐẶNG THỊ"):
            with self.subTest(text=text):
                page = clerk.get("viec", params={"q": text})
                self.assertEqual(self.codes(page), [code])
        for text in ("035185000001", "0912345678"):
            page = clerk.get("viec", params={"q": text})
            self.assertEqual(set(self.codes(page)), {code, other})
        self.assertNotIn(strange, page.source)

    def test_a_code_opens_its_dossier(self):
        code = self.make()
        transaction.commit()
        url = access.find(code).absolute_url()
        clerk = self.at_desk("clerk")
        for path in ("viec?q=", "viec?tab=to_accept&text=", "tim-ho-so?ma="):
            with self.subTest(path=path):
                self.assertEqual(clerk.get(f"{path}{code.lower()}").url, url)

    def test_the_code_of_another_agency_is_as_unknown_as_any(self):
        strange = self.make(agency="so-khac")
        transaction.commit()
        clerk = self.at_desk("clerk")
        unknown = f"{strange[:-4]}9999"
        for path in ("viec?q=", "tim-ho-so?ma="):
            there, nowhere = clerk.get(path + strange), clerk.get(path + unknown)
            self.assertEqual((there.status, self.codes(there)), (200, []))
            self.assertEqual(
                there.words.replace(strange, ""), nowhere.words.replace(unknown, "")
            )

    def test_bad_parameters_are_told_and_the_list_is_shown(self):
        code = self.make()
        transaction.commit()
        for query in (
            "state=none",
            "sort=code",
            "due=never",
            "tab=x",
            "agency=so-khac",
            "agency=nowhere",
            "size=0",
            "size=ten",
            "after=xyz",
            "text=" + "a" * 200,
            "state=submitted&state=accepted",
        ):
            with self.subTest(query=query):
                page = self.at_desk("clerk").get(f"viec?{query}")
                self.assertEqual(page.status, 400)
                self.assertEqual(self.codes(page), [code])
                self.assertEqual(len(page.find("//p[@role='alert']")), 1)

    def test_the_file_holds_the_whole_list_and_no_formula(self):
        names = [f"Nguyễn Mẫu {n}" for n in range(5)] + ["=HYPERLINK(1)"]
        made = {self.make(name=name): name for name in names}
        self.make(agency="so-khac")
        transaction.commit()
        clerk = self.at_desk("clerk")
        page = clerk.get("viec?tab=to_accept&size=2")
        link = page.find("//a[contains(@href, 'viec.csv')]/@href")[0]
        answer = clerk.session.get(link, timeout=60)
        self.assertTrue(answer.headers["Content-Type"].startswith("text/csv"))
        self.assertEqual(answer.content[:3], b"\xef\xbb\xbf")
        self.assertEqual(int(answer.headers["Content-Length"]), len(answer.content))
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        self.assertEqual({row["Mã hồ sơ"] for row in rows}, set(made))
        told = {row["Mã hồ sơ"]: row["Chủ hồ sơ"] for row in rows}
        for code, name in made.items():
            self.assertEqual(told[code], name.replace("=", "'="))

    def test_selected_dossiers_are_taken_each_by_itself(self):
        nobodys, taken = self.make("accepted"), self.make("accepted")
        submitted = self.make("submitted")
        strange = self.make("submitted", agency="so-khac")
        act_as(self.portal, "leader")
        actions.assign(access.find(taken), "leader")
        transaction.commit()
        officer = self.at_desk("officer")
        form = officer.get("viec?tab=all_open").form("//form[.//table]")
        sent = form.send(
            ("bulk", "take"), **{"codes:list": [nobodys, taken, submitted, strange]}
        )
        told = [
            " ".join(li.text_content().split()) for li in sent.find("//section//li")
        ]
        self.assertEqual(told[0], f"{nobodys}: Đã nhận xử lý.")
        self.assertIn("leader (mẫu)", told[1])
        self.assertEqual(len(told), 4)
        self.assertIn("không có hồ sơ này", told[3])
        session.session().close()
        transaction.begin()
        found = {c: queries.by_code(c).assignee for c in (nobodys, taken, submitted)}
        self.assertEqual(found, {nobodys: "officer", taken: "leader", submitted: ""})
        again = sent.form("//form[.//table]")
        refused = again.send(
            ("bulk", "take"), _authenticator="0", **{"codes:list": [submitted]}
        )
        self.assertEqual(refused.status, 403)


class ReadersTest(WorklistCase):
    def test_who_is_no_staff_is_told_kindly(self):
        for user in ("citizen", "editor"):
            for path in ("viec", "viec.csv", "tiep-nhan", "tim-ho-so?ma=x"):
                with self.subTest(user=user, path=path):
                    page = self.at_desk(user).get(path)
                    self.assertEqual(page.status, 403)
                    self.assertIn("Trang này dành cho cán bộ", page.words)

    def test_a_guest_is_asked_to_log_in(self):
        for path in ("viec", "viec.csv", "tiep-nhan"):
            page = self.at_desk().get(path)
            self.assertIn("/login", page.url)

    def test_a_supervisor_sees_all_agencies_and_no_person(self):
        codes = {self.make(), self.make(agency="so-khac")}
        transaction.commit()
        browser = self.at_desk("supervisor")
        page = browser.get("viec?tab=all")
        self.assertEqual(set(self.codes(page)), codes)
        agencies = page.find("//td[contains(@class, 'ctr-agency')]/span/text()")
        self.assertEqual(set(agencies), {"Sở Mẫu", "Sở Khác"})
        self.assertNotIn("Nguyễn", page.source)
        self.assertEqual(page.find("//a[@data-open]"), [])
        file = browser.session.get(browser.address("viec.csv?tab=all"), timeout=60)
        self.assertIn(min(codes), file.text)
        self.assertNotIn("Nguyễn", file.text)

    def test_a_supervisor_cannot_search_for_people(self):
        code = self.make()
        transaction.commit()
        browser = self.at_desk("supervisor")
        for text in ("Nguyen", "035185000001", "0912345678"):
            page = browser.get("viec", params={"q": text})
            self.assertEqual(page.status, 400)
            self.assertIn("mã hồ sơ đầy đủ", page.words)
        self.assertEqual(self.codes(browser.get(f"viec?q={code}")), [code])

    def test_the_list_can_be_worked_without_scripts(self):
        self.make("finished")
        transaction.commit()
        clerk = self.at_desk("clerk")
        page = clerk.get("viec?tab=to_hand_over")
        opened = clerk.get(page.find("//a[@data-open]/@href")[0])
        self.assertIn("hand_over", opened.actions())
        self.assertFalse(page.find("//main//*[@onclick or @style]"))
