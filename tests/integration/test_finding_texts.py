"""Texts and people are found without marks, those with the same marks first."""

from hanam.dvc.interfaces import IPortalLayer
from hanam.dvc.portal.finding import people
from hanam.dvc.portal.finding import texts
from hanam.dvc.portal.finding.exact import exact_first
from hanam.dvc.portal.finding.snippets import exactness
from hanam.dvc.portal.finding.snippets import pieces
from hanam.dvc.portal.finding.snippets import snippet
from hanam.dvc.portal.finding.snippets import Words
from hanam.dvc.testing import INTEGRATION
from plone import api
from plone.app.testing import logout
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.app.textfield.value import RichTextValue
from zope.component import getMultiAdapter
from zope.interface import alsoProvides

import json
import unittest


def marked(found):
    return "".join(f"[{p['text']}]" if p["hit"] else p["text"] for p in found)


class SnippetsTest(unittest.TestCase):
    def test_words_are_marked_with_or_without_their_marks(self):
        words = Words("uy ban")
        self.assertEqual(marked(pieces("Ủy ban họp", words)), "[Ủy ban] họp")
        self.assertEqual(marked(pieces("UỶ BAN", words)), "[UỶ BAN]")

    def test_marks_that_were_typed_choose_among_the_same_letters(self):
        found = pieces("thuế và thuê nhà", Words("thuê"))
        self.assertEqual(marked(found), "thuế và [thuê] nhà")
        found = pieces("thuế đất", Words("thuê"))
        self.assertEqual(marked(found), "[thuế] đất")

    def test_the_pieces_are_the_text(self):
        text = "Đăng ký khai sinh – <b>không</b> & chờ"
        found = pieces(text, Words("khai sinh b"))
        self.assertEqual("".join(p["text"] for p in found), text)

    def test_a_snippet_is_short_and_holds_the_word(self):
        text = "mở đầu " * 60 + "khai sinh " + "kết thúc " * 60
        found = snippet(text, Words("khai sinh"))
        joined = "".join(p["text"] for p in found)
        self.assertLess(len(joined), 200)
        self.assertTrue(joined.startswith("… ") and joined.endswith(" …"))
        self.assertIn("[khai sinh]", marked(found))

    def test_the_same_marks_are_closer(self):
        self.assertGreater(exactness("thuê nhà", "thuê"), exactness("thuế nhà", "thuê"))
        self.assertGreater(exactness("hoà giải", "hòa"), exactness("hoa", "hòa"))
        self.assertEqual(exactness("khác", "thuê"), 0)


class TextsTest(unittest.TestCase):
    layer = INTEGRATION

    def setUp(self):
        self.portal = self.layer["portal"]
        self.request = self.layer["request"]
        alsoProvides(self.request, IPortalLayer)
        setRoles(self.portal, TEST_USER_ID, ["Manager"])
        self.portal.portal_workflow.setDefaultChain("simple_publication_workflow")
        for place, kind, title, text in (
            (
                "tin-tuc",
                "News Item",
                "Ủy ban tỉnh họp về thuế",
                "<p>Họp &amp; bàn.</p>",
            ),
            ("tin-tuc", "News Item", "Uỷ ban bàn việc thuê nhà", "<p>Chuyện nhà.</p>"),
            (
                "huong-dan",
                "Guide",
                "Cách làm",
                "<p>Ra uỷ ban xã <b>nộp</b> tờ khai</p>",
            ),
        ):
            item = api.content.create(self.portal[place], kind, title=title)
            item.text = RichTextValue(text, "text/html", "text/x-html-safe")
            item.reindexObject()
            api.content.transition(item, "publish")
        hidden = api.content.create(self.portal, "Document", title="Ủy ban họp kín")
        self.hidden = hidden
        logout()

    def titles(self, question):
        return {
            group["kind"]: [
                "".join(p["text"] for p in i["title"]) for i in group["entries"]
            ]
            for group in texts.groups(question)
        }

    def test_results_are_grouped_by_kind(self):
        found = self.titles("uy ban")
        self.assertEqual(list(found), ["guides", "news"])
        self.assertEqual(len(found["news"]), 2)

    def test_what_has_the_same_marks_comes_first(self):
        self.assertEqual(self.titles("thuê")["news"][0], "Uỷ ban bàn việc thuê nhà")
        self.assertEqual(self.titles("thuế")["news"][0], "Ủy ban tỉnh họp về thuế")

    def test_the_found_words_are_shown_from_the_text(self):
        guide = texts.groups("to khai")[0]["entries"][0]
        self.assertIn("[tờ khai]", marked(guide["text"]))
        self.assertNotIn("<b>", marked(guide["text"]))

    def test_words_that_say_nothing_hinder_nothing(self):
        self.assertIn("news", self.titles("làm thế nào để họp"))

    def test_what_is_private_is_not_found(self):
        self.assertNotIn("pages", self.titles("họp"))

    def test_signs_of_the_query_language_are_words_or_nothing(self):
        for question in ('"', "(", "uy AND", "* ?", "NOT ban", "ủy-ban", "a" * 500):
            texts.groups(question)

    def test_plones_live_search_and_the_api_put_the_same_marks_first(self):
        self.request.form["SearchableText"] = "thuê"
        view = getMultiAdapter((self.portal, self.request), name="ajax-search")
        titles = [item["title"] for item in json.loads(view())["items"]]
        self.assertEqual(titles[0], "Uỷ ban bàn việc thuê nhà")
        self.assertEqual(len(titles), 2)
        found = api.content.find(SearchableText="thuế")
        titles = [brain.Title for brain in exact_first(found, "thuế")]
        self.assertEqual(titles[0], "Ủy ban tỉnh họp về thuế")


class PeopleTest(unittest.TestCase):
    layer = INTEGRATION

    def setUp(self):
        self.portal = self.layer["portal"]
        setRoles(self.portal, TEST_USER_ID, ["Manager"])
        for name, full in (
            ("mau-uy", "Nguyễn Thị Ủy"),
            ("mau-uyen", "Nguyễn Thị Uyên"),
            ("mau-hoa1", "Trần Văn Hòa"),
            ("mau-hoa2", "Trần Văn Hoa"),
        ):
            api.user.create(
                username=name,
                email=f"{name}@mau.example",
                password="Thu-nghiem-2018",
                properties={"fullname": full},
            )

    def found(self, text):
        view = getMultiAdapter((self.portal, self.layer["request"]), name="pas_search")
        return [user["userid"] for user in view.searchUsers(fullname=text)]

    def test_a_name_without_marks_finds_the_person(self):
        self.assertEqual(set(self.found("nguyen thi uy")), {"mau-uy", "mau-uyen"})
        self.assertIn("mau-uy", self.found("Thị Uỷ"))
        self.assertEqual(self.found("tran van hoa").count("mau-hoa1"), 1)

    def test_the_sharing_page_finds_people_so(self):
        request = self.layer["request"]
        request.form["search_term"] = "nguyen thi uy"
        request.form["form.button.Search"] = "1"
        view = getMultiAdapter((self.portal["tin-tuc"], request), name="sharing")
        found = {row["id"] for row in view.user_search_results()}
        self.assertIn("mau-uy", found)

    def test_it_asks_only_for_names_and_changes_no_exact_search(self):
        users = api.portal.get_tool("acl_users")
        plugin = users[people.ID]
        self.assertEqual(plugin.enumerateUsers(id="mau-uy"), ())
        self.assertEqual(plugin.enumerateUsers(login="mau-uy"), ())
        self.assertEqual(plugin.enumerateUsers(fullname="uy", exact_match=True), ())
        self.assertEqual(plugin.enumerateUsers(fullname="?!"), ())
        self.assertEqual(plugin.enumerateUsers(fullname="uy", email="x"), ())

    def test_installing_again_changes_nothing_and_uninstalling_takes_it_out(self):
        users = api.portal.get_tool("acl_users")
        before = users[people.ID]
        people.install()
        self.assertEqual(users[people.ID], before)
        people.uninstall()
        self.assertNotIn(people.ID, users.objectIds())
        people.uninstall()
        self.assertNotIn("mau-uy", self.found("nguyen thi uy"))
