"""What strangers typed: in no index, and erased when its time is over."""

from datetime import date
from datetime import timedelta
from hanam.dvc.interfaces import IPortalLayer
from hanam.dvc.operations import commands
from hanam.dvc.outreach import moment
from hanam.dvc.outreach import places
from hanam.dvc.outreach.questions import asking
from hanam.dvc.outreach.questions import retention
from hanam.dvc.outreach.questions import views
from hanam.dvc.rules.vietnamese import fold
from hanam.dvc.rules.vietnamese import short_date
from hanam.dvc.testing import SAMPLE_INTEGRATION
from plone import api
from plone.app.testing import login
from plone.app.textfield import RichTextValue
from Products.CMFCore.indexing import processQueue
from unittest.mock import patch
from zope.interface import alsoProvides

import contextlib
import unittest


TYPED = "Tôi là Trần Thị Bưởi ở ngõ Hồng, con tôi khai sinh ở đâu?"
EMAIL = "buoi@vi-du.example"
PERSONAL = ("bưởi", "hồng", "buoi", "hong", "vi-du")
RECORD = "hanam.dvc.outreach.keep_days"


class QuestionsTest(unittest.TestCase):
    layer = SAMPLE_INTEGRATION

    def setUp(self):
        self.portal = self.layer["portal"]
        self.request = self.layer["request"]
        alsoProvides(self.request, IPortalLayer)
        asking.BRAKE.forget()
        self.addCleanup(asking.BRAKE.forget)
        asked = asking.Asked(TYPED, "Khác", EMAIL, "1.001193")
        self.question = asking.keep(asked, self.request)
        processQueue()
        self.today = moment.now().date()

    def answer(self):
        with api.env.adopt_roles(["Manager"]):
            self.question.title = "Khai sinh cho con ở đâu?"
            self.question.answer = RichTextValue("Ở xã", "text/html", "text/html")
            api.content.transition(self.question, to_state=places.PUBLISHED)

    def erase(self, days):
        return retention.erase_old(self.today + timedelta(days))

    def waiting(self):
        """The lines of the list of an editor."""
        login(self.portal, "bien.tap")
        view = views.Waiting(self.portal, self.request)
        view.update()
        return view.lines

    def kept(self):
        return (self.question.asked_text, self.question.email)

    def test_a_question_has_a_neutral_title_until_an_editor_words_it(self):
        expected = f"Câu hỏi ngày {short_date(self.today)}"
        self.assertEqual(self.question.title, expected)
        self.assertFalse(asking.has_own_title(self.question))
        self.question.title = "Khai sinh cho con ở đâu?"
        self.assertTrue(asking.has_own_title(self.question))

    def test_nothing_typed_is_in_the_catalogue(self):
        catalog = self.portal.portal_catalog
        path = "/".join(self.question.getPhysicalPath())
        found = [
            repr(values)
            for values in (
                catalog.getIndexDataForUID(path),
                catalog.getMetadataForUID(path),
            )
        ]
        self.assertIn(self.question.getId(), found[1])
        for text in found:
            words = set(fold(text).replace("'", " ").replace(",", " ").split())
            for word in PERSONAL:
                self.assertNotIn(word, text.lower())
                self.assertNotIn(fold(word), words)
        for word in ("bưởi", "buoi", "vi-du.example"):
            brains = catalog.unrestrictedSearchResults(SearchableText=word)
            self.assertNotIn(self.question.getId(), [brain.getId for brain in brains])

    def test_staff_see_the_beginning_of_what_was_asked_in_the_list(self):
        self.question.asked_text = f"{TYPED}\n{'dài ' * 80}"
        (line,) = self.waiting()
        self.assertTrue(line["excerpt"].startswith(TYPED))
        self.assertLessEqual(len(line["excerpt"]), views.EXCERPT)

    def test_a_waiting_question_is_never_erased(self):
        self.assertEqual(self.erase(10_000), 0)
        self.assertEqual(self.kept(), (TYPED, EMAIL))

    def test_who_asked_what_is_erased_some_time_after_the_answer_and_that_stays(self):
        self.answer()
        self.assertEqual(self.erase(179), 0)
        self.assertEqual(self.kept(), (TYPED, EMAIL))
        self.assertEqual(self.erase(180), 1)
        self.assertEqual(self.kept(), ("", ""))
        self.assertEqual(self.question.answer.raw, "Ở xã")
        self.assertEqual(self.erase(180), 0)

    def test_an_answer_taken_back_does_not_prolong_the_time(self):
        self.answer()
        with api.env.adopt_roles(["Manager"]):
            api.content.transition(self.question, "retract")
        self.assertEqual(self.erase(180), 1)

    def test_a_refused_question_waits_no_more_and_is_erased_in_the_days_set(self):
        self.assertEqual(len(self.waiting()), 1)
        self.question.refused = date(2018, 9, 1)
        self.assertEqual(self.waiting(), [])
        api.portal.set_registry_record(RECORD, 30)
        self.assertEqual(retention.erase_old(date(2018, 9, 30)), 0)
        self.assertEqual(retention.erase_old(date(2018, 10, 1)), 1)
        self.assertEqual(self.kept(), ("", ""))

    def test_an_operators_command_erases_and_commits(self):
        self.question.refused = date(2018, 9, 1)
        here = contextlib.nullcontext(self.portal)
        with (
            patch("hanam.dvc.operations.zope.portal", return_value=here),
            patch("transaction.commit") as commit,
            patch("builtins.print") as said,
        ):
            self.assertEqual(commands.erase_questions(None), 0)
        said.assert_called_once_with("Erased in 1 questions.")
        commit.assert_called_once_with()
        self.assertEqual(self.kept(), ("", ""))


if __name__ == "__main__":
    unittest.main()
