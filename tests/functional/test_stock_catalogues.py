"""Plone's own pages speak Vietnamese with our catalogues where Plone's lack a message or say it badly."""

from hanam.dvc import translations
from hanam.dvc.testing import FUNCTIONAL
from tests.dossiers import build_world
from tests.dossiers import PASSWORD
from tests.unit.test_messages import catalogue
from tests.unit.test_stock_catalogues import FOLDER
from zope.component import getUtility
from zope.i18n import translate
from zope.i18n.interfaces import ITranslationDomain

import html
import json
import re
import requests
import transaction
import unittest


class StockCataloguesTest(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        self.url = self.portal.absolute_url()

    def as_editor(self, path):
        build_world(self.portal)
        transaction.commit()
        session = requests.Session()
        session.headers["Accept"] = "text/html"
        form = {"__ac_name": "editor", "__ac_password": PASSWORD, "buttons.login": "1"}
        session.post(f"{self.url}/login", form, timeout=30)
        answer = session.get(f"{self.url}/{path}", timeout=60)
        self.assertEqual(answer.status_code, 200)
        return html.unescape(answer.text)

    def test_every_message_of_ours_is_the_one_that_answers(self):
        for path in sorted(FOLDER.glob("*.po")):
            for key, text in catalogue(path).items():
                with self.subTest(domain=path.stem, message=key):
                    self.assertEqual(
                        translate(key, domain=path.stem, target_language="vi"), text
                    )

    def test_other_languages_are_as_before(self):
        for language, word in (("en", "Default page set successfully"), ("de", "Tags")):
            said = translate(
                word, domain="plone", target_language=language, default=word
            )
            self.assertNotEqual(
                said, translate(word, domain="plone", target_language="vi")
            )

    def test_ours_stay_first_and_once_however_often_they_are_registered(self):
        names = getUtility(ITranslationDomain, "plone").getCatalogsInfo()["vi"]
        before = list(names)
        names.append(names.pop(0))
        names.append(names[-1])
        translations.put_first(FOLDER.parents[1])
        self.assertEqual(names, before)
        self.assertTrue(translations.is_under(names[0], FOLDER.parents[1]))
        self.assertFalse(translations.is_under("test", FOLDER.parents[1]))

    def test_the_folder_contents_of_an_editor_are_vietnamese(self):
        page = self.as_editor("folder_contents")
        # Plone's own Vietnamese has none of these
        words = ("Dạng tập ảnh", "Bỏ ghim", "Xem bài viết")
        self.assertEqual([word for word in words if word not in page], [])
        columns = re.search(r'availableColumns": ({.*?})', page)
        titles = json.loads(columns.group(1))
        self.assertEqual(titles["CreationDate"], "Ngày tạo")
        self.assertEqual(titles["review_state"], "Trạng thái duyệt")

    def test_the_form_for_a_news_item_is_vietnamese(self):
        page = self.as_editor("tin-tuc/++add++News Item")
        words = ("Ảnh đại diện", "Tên này hiện trong địa chỉ URL.", "Tóm tắt")
        self.assertEqual([word for word in words if word not in page], [])
        words = ("Lead Image", "Short name", "Summary")
        self.assertEqual([word for word in words if f">{word}<" in page], [])

    def test_what_runs_in_the_browser_gets_the_same_words(self):
        address = f"{self.url}/@@plonejsi18n?domain=widgets&language=vi"
        words = requests.get(address, timeout=30).json()
        self.assertEqual(words["Move to top of folder"], "Chuyển lên đầu thư mục")
        self.assertEqual(words["Paste"], "Dán")
