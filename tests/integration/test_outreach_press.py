"""The press: who may do what with whose article, in each state."""

from hanam.dvc.interfaces import IPortalLayer
from hanam.dvc.outreach import places
from hanam.dvc.outreach.press import figures
from hanam.dvc.outreach.press import newsroom
from hanam.dvc.testing import SAMPLE_INTEGRATION
from plone import api
from plone.app.testing import login
from plone.app.testing import logout
from xml.etree import ElementTree
from zExceptions import BadRequest
from zope.interface import alsoProvides

import unittest


# Steps from the draft to each state, made by the editor of the organisation.
WAYS = {
    "draft": (),
    "pending": ("submit",),
    "approved": ("submit", "approve"),
    "published": ("submit", "approve", "publish"),
    "withdrawn": ("submit", "approve", "publish", "withdraw"),
}
PEOPLE = {
    "writer": "phong.vien",
    "editor": "bien.tap.bao",
    "other writer": "phong.vien.dai",
    "other editor": "bien.tap.dai",
    "portal": "bien.tap",
    "supervisor": "giam.sat",
    "administrator": "quan.tri",
    "citizen": "cong.dan",
    "guest": "",
}
INSIDE = {"writer", "editor", "administrator"}
SEE = {
    "draft": INSIDE,
    "pending": INSIDE,
    "approved": INSIDE,
    "published": set(PEOPLE),
    "withdrawn": INSIDE | {"portal"},
}
CHANGE = {
    "draft": {"writer", "editor"},
    "pending": {"editor"},
    "approved": set(),
    "published": set(),
    "withdrawn": set(),
}
DO = {
    ("draft", "submit"): {"writer", "editor"},
    ("pending", "return"): {"editor"},
    ("pending", "approve"): {"editor"},
    ("approved", "publish"): {"editor"},
    ("approved", "reopen"): {"editor"},
    ("published", "withdraw"): {"editor", "portal", "administrator"},
    ("withdrawn", "revise"): {"editor"},
}


class PressTest(unittest.TestCase):
    layer = SAMPLE_INTEGRATION

    def setUp(self):
        self.portal = self.layer["portal"]
        self.request = self.layer["request"]
        alsoProvides(self.request, IPortalLayer)
        self.paper = self.portal[places.PRESS]["bao-ha-nam"]

    def be(self, person):
        user = PEOPLE[person]
        if user:
            login(self.portal, user)
        else:
            logout()

    def article(self, state="draft", name="bai-thu"):
        self.be("writer")
        article = api.content.create(
            self.paper, "PressArticle", name, "Bài thử", kind="article", author="P.V."
        )
        self.be("editor")
        for step in WAYS[state]:
            api.content.transition(article, step, comment="Vì nhầm tên xã")
        return article

    def who(self, allowed):
        found = set()
        for person in PEOPLE:
            self.be(person)
            if allowed():
                found.add(person)
        return found

    def test_who_sees_and_who_changes_an_article_in_each_state(self):
        check = self.portal.portal_membership.checkPermission
        for state in WAYS:
            article = self.article(state, f"bai-{state}")
            self.assertEqual(api.content.get_state(article), state)
            with self.subTest(state=state):
                self.assertEqual(
                    self.who(lambda a=article: check("View", a)), SEE[state]
                )
                self.assertEqual(
                    self.who(lambda a=article: check("Modify portal content", a)),
                    CHANGE[state],
                )

    def test_who_may_take_each_step(self):
        for state in WAYS:
            article = self.article(state, f"bai-{state}")
            for step in newsroom.TRANSITIONS:
                with self.subTest(state=state, step=step):
                    found = self.who(
                        lambda a=article, s=step: s in newsroom.transitions(a)
                    )
                    self.assertEqual(found, DO.get((state, step), set()))

    def test_only_the_organisations_own_people_add_articles(self):
        fti = self.portal.portal_types["PressArticle"]
        found = self.who(lambda: fti.isConstructionAllowed(self.paper))
        self.assertEqual(found, {"writer", "editor"})

    def test_a_withdrawal_needs_a_reason_that_its_people_read(self):
        article = self.article("published")
        self.be("portal")
        with self.assertRaises(BadRequest):
            api.content.transition(article, newsroom.WITHDRAW)
        with self.assertRaises(BadRequest):
            api.content.transition(article, newsroom.WITHDRAW, comment="   ")
        self.assertEqual(api.content.get_state(article), "published")
        api.content.transition(article, newsroom.WITHDRAW, comment="Sai số liệu")
        self.be("writer")
        self.assertEqual(newsroom.last_reason(article), "Sai số liệu")

    def test_an_article_keeps_the_day_it_was_first_published(self):
        article = self.article("published")
        first = article.effective_date
        self.assertIsNotNone(first)
        for step in ("withdraw", "revise", "submit", "approve", "publish"):
            api.content.transition(article, step, comment="Sửa số liệu")
        self.assertEqual(article.effective_date, first)

    def test_a_quarter_counts_by_kind_and_leaves_out_what_is_not_public(self):
        day = self.article("published").effective_date
        self.article("approved", "bai-hai")
        self.article("withdrawn", "bai-ba")
        quarter = (day.month() - 1) // 3 + 1
        lines = {line.organisation: line for line in figures.lines(day.year(), quarter)}
        line = lines["bao-ha-nam"]
        self.assertEqual((line.article, line.reportage, line.total), (2, 1, 3))
        self.assertEqual(line.withdrawn, 1)
        self.assertEqual(lines["dai-pt-th-ha-nam"].total, 1)
        self.assertEqual([one.total for one in figures.lines(2001, 1)], [0, 0])

    def test_the_feed_names_author_and_organisation_of_published_articles_only(self):
        self.article("published")
        self.article("approved", "bai-hai")
        self.be("guest")
        feed = self.paper.restrictedTraverse("feed.xml")()
        space = {"a": "http://www.w3.org/2005/Atom"}
        entries = ElementTree.fromstring(feed).findall("a:entry", space)  # noqa: S314
        self.assertEqual(len(entries), 3)
        titles = [entry.findtext("a:title", "", space) for entry in entries]
        self.assertEqual(titles.count("Bài thử"), 1)
        own = entries[titles.index("Bài thử")]
        author = own.findtext("a:author/a:name", "", space)
        self.assertEqual(author, "P.V. (Báo Hà Nam)")

    def test_the_feed_stays_readable_whatever_was_typed(self):
        article = self.article("published")
        article.title = article.description = "Bài \x00\x0b\x1b\ufffe thử"
        self.be("guest")
        feed = self.paper.restrictedTraverse("feed.xml")()
        text = "".join(ElementTree.fromstring(feed).itertext())  # noqa: S314
        self.assertEqual(text.count("Bài  thử"), 2)

    def test_a_new_organisation_gets_its_groups_and_they_reach_no_other(self):
        self.be("administrator")
        place = self.portal[places.PRESS]
        other = api.content.create(place, "PressOrganisation", "tap-chi", "Tạp chí")
        group = newsroom.group_of("tap-chi", "writer")
        self.assertIsNotNone(api.group.get(groupname=group))
        roles = other.get_local_roles_for_userid(group)
        self.assertEqual(roles, (newsroom.WRITER,))
        self.assertEqual(self.paper.get_local_roles_for_userid(group), ())


if __name__ == "__main__":
    unittest.main()
