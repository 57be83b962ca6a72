"""Texts and questions that editors change: kept when good, refused with their place otherwise."""

from hanam.dvc.catalogue.satisfaction import questions
from hanam.dvc.filing.after import settings
from hanam.dvc.testing import FUNCTIONAL
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.testing.zope import Browser

import datetime
import json
import transaction
import unittest


class SettingsTest(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        self.browser = Browser(self.layer["app"])
        self.browser.addHeader(
            "Authorization", f"Basic {SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}"
        )

    def save(self, page, **texts):
        self.browser.open(f"{self.portal.absolute_url()}/{page}")
        for name, text in texts.items():
            self.browser.getControl(name=f"form.widgets.{name}").value = text
        self.browser.getControl(name="form.buttons.save").click()
        transaction.begin()

    def test_the_next_step_of_a_state_is_what_an_editor_writes(self):
        texts = json.loads(settings.value("next_steps"))
        texts["states"]["accepted"]["vi"] = "Chờ một chút."
        texts["procedures"]["1.999001"] = {
            "accepted": {"who": "applicant", "vi": "Mang bản chính tới."}
        }
        self.save(
            "@@dvc-after-settings", next_steps=json.dumps(texts, ensure_ascii=False)
        )
        self.assertEqual(settings.next_step("accepted")["text"], "Chờ một chút.")
        own = settings.next_step("accepted", "1.999001")
        self.assertEqual(own, {"who": "applicant", "text": "Mang bản chính tới."})

    def test_every_state_has_a_text_from_the_start(self):
        for state in settings.STATES:
            with self.subTest(state=state):
                self.assertTrue(settings.next_step(state)["text"])

    def test_bad_texts_are_refused_with_their_place(self):
        for text, place in (
            ("{", "JSON"),
            ('{"states": {"gone": {}}}', "states.gone"),
            ('{"states": {"accepted": {"who": "all", "vi": "x"}}}', "accepted.who"),
            ('{"states": {"accepted": {"who": "agency"}}}', "accepted.vi"),
            ('{"procedures": []}', "procedures"),
        ):
            with self.subTest(text=text):
                before = settings.value("next_steps")
                self.save("@@dvc-after-settings", next_steps=text)
                self.assertIn(place, self.browser.contents)
                self.assertEqual(settings.value("next_steps"), before)

    def test_a_new_questionnaire_holds_from_its_day_on(self):
        rows = json.loads(questions.value("questionnaires"))
        later = {**rows[0], "from": "2019-01-01", "criteria": []}
        self.save(
            "@@dvc-satisfaction",
            questionnaires=json.dumps([later, *rows], ensure_ascii=False),
        )
        old = questions.questionnaire(datetime.date(2018, 12, 31))
        new = questions.questionnaire(datetime.date(2019, 1, 1))
        self.assertEqual(len(old.criteria), 8)
        self.assertEqual(new.criteria, ())
        self.assertIsNone(questions.questionnaire(datetime.date(2017, 1, 1)))

    def test_a_bad_questionnaire_is_refused(self):
        before = questions.value("questionnaires")
        level = {"key": "a", "vi": "A"}
        for text in (
            "[{}]",
            json.dumps(
                [{"from": "x", "vi": "?", "levels": [level, level], "criteria": []}]
            ),
            json.dumps(
                [{"from": "2018-01-01", "vi": "?", "levels": [level], "criteria": []}]
            ),
        ):
            with self.subTest(text=text):
                self.save("@@dvc-satisfaction", questionnaires=text)
                self.assertEqual(questions.value("questionnaires"), before)

    def test_only_administrators_change_them(self):
        browser = Browser(self.layer["app"])
        for page in ("@@dvc-after-settings", "@@dvc-satisfaction"):
            browser.open(f"{self.portal.absolute_url()}/{page}")
            self.assertIn("login", browser.url)
