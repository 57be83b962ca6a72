"""The pages around a filing: entering, coming back, practising, one's own place; no barrier on a phone."""

from hanam.dvc.filing import braked
from hanam.dvc.testing import FUNCTIONAL
from tests.browser import axe
from tests.dossiers import PASSWORD
from tests.filing import build_filing_world
from tests.filing import CODE

import unittest


GUEST = (
    "login",
    "dang-ky",
    "dang-nhap-bang-ma",
    "quen-mat-khau",
    "lam-tiep",
    "lam-thu",
    "tim-lai-ho-so",
    "tra-cuu",
    "ho-so-cua-toi",
    f"thu-tuc/{CODE}/nop-ho-so",
)
CITIZEN = (
    "ho-so-cua-toi",
    "ca-nhan",
    "bao-mat",
    "thong-bao-cua-toi",
    f"thu-tuc/{CODE}/nop-ho-so",
)


class PagesTest(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        build_filing_world(self.portal)
        self.addCleanup(braked.LOOKUPS.forget)
        self.chromium = self.enterContext(axe.browser())

    def look(self, paths, **more):
        page = axe.page(self, **more)
        errors = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        for path in paths:
            with self.subTest(path=path, **more):
                answer = page.goto(f"{self.portal.absolute_url()}/{path}")
                self.assertEqual(answer.status, 200, page.url)
                self.assertEqual(page.locator("main h1").count(), 1)
                self.assertEqual(page.locator("html").get_attribute("lang"), "vi")
                axe.check(self, page)
        self.assertEqual(errors, [])

    def test_a_guest_meets_no_barrier(self):
        self.look(GUEST)

    def test_a_guest_meets_no_barrier_in_the_dark(self):
        self.look(GUEST, color_scheme="dark")

    def test_a_citizen_meets_no_barrier(self):
        self.look(CITIZEN, **axe.as_user("citizen", PASSWORD))
