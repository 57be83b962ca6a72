"""Searching for people at the desk: no address tells whom, and what was searched for opens for who
asked, for some hours."""

from contextlib import contextmanager
from datetime import timedelta
from hanam.dvc.counter import searching
from hanam.dvc.dossiers import moment
from hanam.dvc.register import kept_searches
from hanam.dvc.register import queries
from hanam.dvc.register import saved_filters
from hanam.dvc.register.model_searches import KeptSearch
from hanam.dvc.register.session import engine
from hanam.dvc.register.session import session
from hanam.dvc.rules.vietnamese import fold
from plone import api
from sqlalchemy import event
from tests.functional.test_counter_worklist import WorklistCase
from urllib.parse import parse_qs
from urllib.parse import unquote_plus
from urllib.parse import urlsplit

import csv
import io
import transaction


NAME = "Đặng Thị Ví Dụ"
NUMBER = "035185000001"
SEARCH = "//main//form[.//input[@id='q']]"
BAR = "//header//form"
LIST = "//form[.//table]"
ENDED = "chỉ được lưu trong vài giờ"


def key_of(url) -> str:
    return parse_qs(urlsplit(url).query).get("s", [""])[0]


class SearchingCase(WorklistCase):
    def search(self, browser, text, path="viec", form=SEARCH, **more):
        """The page that a search leads to."""
        return browser.get(path).form(form).send(q=text, **more)

    def assert_hidden(self, page, *texts):
        """No address that was asked for, and none in the page, holds one of the texts."""
        links = page.find("//@href | //@action | //@formaction | //@src | //@data-url")
        links += [page.url, *(answer.url for answer in page.history)]
        self.assertGreater(len(links), 20)
        for link in links:
            for text in (*texts, fold(NAME), "dang thi"):
                self.assertNotIn(fold(text), fold(unquote_plus(link)))

    def kept(self) -> list:
        """The rows of the register as they stand now."""
        session().close()
        transaction.begin()
        return session().query(KeptSearch).all()

    def end_all(self):
        """Let what was searched for end."""
        transaction.begin()
        for row in self.kept():
            kept_searches.put(row.key, row.user, row.text, row.words, moment.now())
        transaction.commit()


@contextmanager
def statements(about: str):
    """The statements to the register that name a table."""
    found = []

    def note(connection, cursor, statement, *rest):
        if about in statement:
            found.append(statement)

    event.listen(engine(), "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine(), "before_cursor_execute", note)


class AddressTest(SearchingCase):
    def test_a_search_is_sent_by_post_and_no_link_has_the_name(self):
        code = self.make(name=NAME)
        self.make(name="Lê Văn Khác")
        transaction.commit()
        clerk = self.at_desk("clerk")
        for text in (NAME, "dang thi vi"):
            page = self.search(clerk, text)
            self.assertEqual((page.status, self.codes(page)), (200, [code]))
            self.assertEqual([answer.status_code for answer in page.history], [303])
            self.assertRegex(key_of(page.url), "^[0-9a-f]{32}$")
            self.assertEqual(page.find("//input[@id='q']/@value"), [text])
            self.assert_hidden(page)
        self.assert_hidden(self.search(clerk, NUMBER), NUMBER)
        self.assertFalse(page.find("//form[@method='get']//input[@name='q']"))

    def test_the_bar_of_each_page_of_staff_searches_alike(self):
        code = self.make(name=NAME)
        transaction.commit()
        clerk = self.at_desk("clerk")
        for path in ("cong-cu", "tiep-nhan"):
            page = self.search(clerk, NAME, path, BAR)
            self.assertEqual((page.status, self.codes(page)), (200, [code]))
            self.assert_hidden(page)

    def test_words_of_the_content_are_no_part_of_an_address(self):
        code = self.make(note="Xin cấp lại cho thửa đất số 12")
        transaction.commit()
        clerk = self.at_desk("clerk")
        page = self.search(clerk, "", "viec?more=1&tab=all", words="thửa đất")
        self.assertEqual(self.codes(page), [code])
        self.assertEqual(page.find("//input[@name='words']/@value"), ["thửa đất"])
        self.assert_hidden(page, "thửa")

    def test_order_pages_tabs_and_files_go_on_with_the_search(self):
        made = {self.make(name=f"{NAME} {n}") for n in range(3)}
        self.make(name="Lê Văn Khác")
        transaction.commit()
        clerk = self.at_desk("clerk")
        key = key_of(self.search(clerk, NAME).url)
        first = clerk.get(f"viec?tab=all&size=2&s={key}")
        sort = first.find("//thead//a[contains(@href, 'sort=filed')]/@href")[0]
        first = clerk.get(sort)
        second = clerk.get(first.find("//a[@rel='next']/@href")[0])
        listed = self.codes(first) + self.codes(second)
        self.assertEqual((len(listed), set(listed)), (3, made))
        back = clerk.get(second.find("//a[@rel='prev']/@href")[0])
        self.assertEqual(self.codes(back), self.codes(first))
        for page in (first, second, back):
            self.assert_hidden(page)
        for kind in ("csv", "xlsx"):
            link = second.find(f"//a[contains(@href, 'viec.{kind}')]/@href")[0]
            answer = clerk.session.get(link, timeout=60)
            self.assertEqual((answer.status_code, answer.history), (200, []))
            if kind == "csv":
                text = answer.content.decode("utf-8-sig")
                rows = list(csv.DictReader(io.StringIO(text)))
                self.assertEqual({row["Mã hồ sơ"] for row in rows}, made)

    def test_old_addresses_are_led_to_one_without_the_name(self):
        code = self.make(name=NAME)
        other = self.make(agency="so-khac")
        transaction.commit()
        clerk = self.at_desk("clerk")
        for path, name in (
            ("viec", "q"),
            ("viec", "text"),
            ("viec.csv", "q"),
            ("tim-ho-so", "ma"),
        ):
            with self.subTest(path=path, name=name):
                page = clerk.get(path, params={name: NAME})
                self.assertEqual(page.status, 200)
                self.assertEqual(page.history[0].status_code, 303)
                self.assertIn(code, page.source)
                self.assertTrue(key_of(page.url))
                self.assertNotIn("dang", fold(unquote_plus(page.url)))
        page = clerk.get(f"viec?words={NUMBER}")
        self.assertNotIn(NUMBER, page.url)
        # The code of a dossier tells of nobody.
        page = clerk.get(f"viec?q={other}")
        self.assertEqual((page.history, key_of(page.url)), ([], ""))
        self.assertEqual(len(self.kept()), 2)

    def test_a_code_opens_its_dossier_and_nothing_is_kept(self):
        code = self.make()
        transaction.commit()
        page = self.search(self.at_desk("clerk"), f" {code.lower()} ", "cong-cu", BAR)
        self.assertTrue(page.url.endswith(code))
        self.assertEqual(self.kept(), [])

    def test_filters_without_a_search_are_an_address_as_ever(self):
        code = self.make("accepted")
        self.make()
        transaction.commit()
        page = self.search(self.at_desk("clerk"), "", "viec?tab=all", state="accepted")
        self.assertEqual(self.codes(page), [code])
        self.assertIn("state=accepted", page.url)
        self.assertEqual(self.kept(), [])


class KeyTest(SearchingCase):
    def setUp(self):
        super().setUp()
        self.code = self.make("accepted", name=NAME)
        self.other = self.make("accepted", name="Lê Văn Khác")
        transaction.commit()

    def test_a_key_opens_for_who_searched_only(self):
        clerk, officer = self.at_desk("clerk"), self.at_desk("officer")
        key = key_of(self.search(clerk, NAME).url)
        for foreign in (key, "f1", "0" * 32, "%00", "é"):
            with self.subTest(key=foreign):
                page = officer.get(f"viec?tab=all&s={foreign}")
                self.assertEqual(set(self.codes(page)), {self.code, self.other})
                self.assertNotIn('value="Đặng', page.source)
                self.assertEqual(ENDED in page.words, foreign != "%00")
        own = key_of(self.search(officer, NAME).url)
        self.assertNotEqual(own, key)
        guest = self.at_desk()
        self.assertIn("/login", guest.get(f"viec?s={key}").url)
        self.assert_hidden(guest.post("viec", data={"find": "1", "q": NAME}))

    def test_what_has_ended_is_told_kindly_and_gives_no_whole_list(self):
        clerk = self.at_desk("clerk")
        found = self.search(clerk, NAME, "viec?tab=all")
        key, form = key_of(found.url), found.form(LIST)
        self.end_all()
        page = clerk.get(found.url)
        self.assertEqual(page.status, 200)
        self.assertIn(ENDED, page.words)
        self.assertEqual(set(self.codes(page)), {self.code, self.other})
        self.assertEqual(page.find("//input[@id='q']/@autofocus"), ["autofocus"])
        self.assertFalse(page.find(f"//main//a[contains(@href, '{key}')]"))
        for kind in ("csv", "xlsx"):
            answer = clerk.session.get(
                clerk.address(f"viec.{kind}?s={key}"), timeout=60
            )
            self.assertEqual(answer.status_code, 400)
            self.assertIn("Hãy tìm lại", answer.text)
            self.assertNotIn(self.other, answer.text)
        form.target = clerk.address("cong-viec/moi")
        told = form.send(everything="1")
        self.assertEqual(told.status, 400)
        self.assertIn("Hãy tìm lại", told.problems[0])
        self.assertEqual(clerk.json("@worklist", s=key)[0], 400)

    def test_all_that_fit_is_never_more_than_was_searched_for(self):
        officer = self.at_desk("officer")
        form = self.search(officer, NAME, "viec?tab=all").form(LIST)
        self.end_all()
        page = form.send(("bulk", "take"), everything="1")
        self.assertIn(ENDED, page.words)
        session().close()
        transaction.begin()
        for code in (self.code, self.other):
            self.assertEqual(queries.by_code(code).assignee, "")
        form = self.search(officer, NAME, "viec?tab=all").form(LIST)
        done = form.send(("bulk", "take"), everything="1")
        self.assertRegex(done.url, "/cong-viec/[0-9a-f]{32}$")
        self.assertIn(self.code, done.source)
        self.assertNotIn(self.other, done.source)

    def test_it_lives_for_the_hours_that_are_set_and_is_cleaned_away(self):
        api.portal.set_registry_record("hanam.dvc.lists.search_hours", 2)
        transaction.commit()
        clerk = self.at_desk("clerk")
        self.search(clerk, NAME)
        (row,) = self.kept()
        self.assertAlmostEqual(
            row.ends, moment.now() + timedelta(hours=2), delta=timedelta(minutes=5)
        )
        searching.clean(self.portal, row.ends - timedelta(minutes=1))
        self.assertIsNotNone(kept_searches.of(row.key, "clerk", moment.now()))
        searching.clean(self.portal, row.ends)
        transaction.commit()
        self.assertEqual(self.kept(), [])

    def test_the_same_search_is_kept_once_and_lives_on(self):
        clerk = self.at_desk("clerk")
        form = clerk.get("viec").form(SEARCH)
        self.assertEqual(form.send(q=NAME).url, form.send(q=NAME).url)
        self.assertEqual(len(self.kept()), 1)
        self.end_all()
        form.send(q=NAME)
        (row,) = self.kept()
        self.assertGreater(row.ends, moment.now() + timedelta(hours=11))

    def test_a_forged_form_searches_nothing_and_loses_nothing(self):
        clerk = self.at_desk("clerk")
        page = self.search(clerk, NAME, "viec?more=1", _authenticator="0", words="sổ")
        self.assertEqual(page.status, 403)
        self.assertEqual(page.find("//input[@id='q']/@value"), [NAME])
        self.assertEqual(page.find("//input[@name='words']/@value"), ["sổ"])
        self.assert_hidden(page)
        page = self.search(clerk, f"{NAME} " * 20, "viec?more=1", channel="online")
        self.assertEqual(page.status, 400)
        self.assertIn(NAME, page.find("//input[@id='q']/@value")[0])
        self.assertTrue(page.find("//option[@value='online'][@selected]"))
        self.assert_hidden(page)
        self.assertEqual(self.kept(), [])

    def test_who_may_not_see_people_keeps_no_search_for_them(self):
        page = self.search(self.at_desk("supervisor"), NAME, "viec?tab=all")
        self.assertEqual(page.status, 400)
        self.assertIn("mã hồ sơ đầy đủ", page.words)
        self.assert_hidden(page)
        self.assertEqual(self.kept(), [])

    def test_a_page_asks_for_its_search_once(self):
        clerk = self.at_desk("clerk")
        url = self.search(clerk, NAME).url
        for path in (url, url.replace("/viec?", "/viec.csv?")):
            with statements("kept_search") as found:
                clerk.session.get(path, timeout=60)
            self.assertEqual(len(found), 1)
        with statements("kept_search") as found:
            clerk.get("viec?tab=all")
        self.assertEqual(found, [])


class SavedTest(SearchingCase):
    def test_a_saved_search_has_an_address_without_it(self):
        code = self.make("accepted", name=NAME)
        self.make("accepted", name="Lê Văn Khác")
        transaction.commit()
        clerk = self.at_desk("clerk")
        found = self.search(clerk, NAME, "viec?tab=all")
        saved = found.form("//details//form").send(("go", "save"), title="Nhà ví dụ")
        self.end_all()
        self.assertEqual(self.codes(saved), [code])
        self.assertRegex(key_of(saved.url), "^f[0-9]+$")
        self.assert_hidden(saved)
        link = "//nav[contains(@class, 'ctr-saved')]/a[1]"
        page = clerk.get("viec")
        self.assertEqual(page.find(f"{link}/span/text()"), ["1"])
        self.assert_hidden(page)
        self.assertEqual(page.find(f"{link}/@href"), [saved.url])
        self.assertEqual(saved.find(f"{link}/@aria-current"), ["page"])
        desk = clerk.get("bo-loc")
        self.assert_hidden(desk)
        self.assertEqual(
            self.codes(clerk.get(desk.find("//main//li/a/@href")[0])), [code]
        )
        number = int(key_of(saved.url)[1:])
        first = desk.form("//form[.//select[@id='first']]")
        first.send(("go", "first"), first=f"filter:{number}")
        self.assertEqual(clerk.get("viec").url, saved.url)
        officer = self.at_desk("officer")
        self.assertIn(ENDED, officer.get(f"viec?s=f{number}").words)
        transaction.begin()
        saved_filters.drop(number)
        transaction.commit()
        self.assertIn(ENDED, clerk.get(saved.url).words)


class ServiceTest(SearchingCase):
    def test_people_are_searched_for_in_the_body(self):
        code = self.make(name=NAME)
        self.make(name="Lê Văn Khác")
        transaction.commit()
        browser = self.at_desk("clerk")
        for asked in ({"text": NAME}, {"words": "thửa"}):
            status, body = browser.json("@worklist", **asked)
            self.assertEqual(status, 400)
            self.assertIn("POST", body["error"]["message"])

        def post(body):
            return browser.session.post(
                browser.address("@worklist"),
                json=body,
                headers={"Accept": "application/json"},
                timeout=60,
            )

        answer = post({"text": NAME, "size": 5, "tab": "all"})
        self.assertEqual(answer.status_code, 200)
        body = answer.json()
        self.assertEqual([item["code"] for item in body["items"]], [code])
        self.assertNotIn("dang", fold(unquote_plus(body["@id"])))
        self.assertEqual(post({"size": "x"}).status_code, 400)
        self.assertEqual(post([1]).status_code, 400)
        self.assertEqual(self.kept(), [])
