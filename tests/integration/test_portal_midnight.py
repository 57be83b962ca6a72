"""No cache keeps a page of a day on which another version or fee may hold."""

from datetime import datetime
from hanam.dvc.catalogue.moment import PROVINCE
from hanam.dvc.portal import headers
from hanam.dvc.testing import INTEGRATION
from plone.app.testing import logout
from types import SimpleNamespace

import unittest


class MidnightTest(unittest.TestCase):
    layer = INTEGRATION

    def kept(self, seconds, hour, minute, second=0):
        """What the answer says of a page for so many seconds, made at that time."""
        logout()
        request = self.layer["request"].clone()
        request["PUBLISHED"] = SimpleNamespace(guest_cache=seconds)
        at = datetime(2018, 12, 31, hour, minute, second, tzinfo=PROVINCE)
        headers.keep(request, at)
        return request.response.getHeader("Cache-Control")

    def test_during_the_day_a_page_says_how_long_it_is_kept(self):
        self.assertEqual(
            self.kept(300, 12, 0),
            "public, max-age=0, s-maxage=300, stale-while-revalidate=300",
        )

    def test_near_midnight_it_is_kept_until_then(self):
        self.assertEqual(self.kept(300, 23, 58), "public, max-age=0, s-maxage=120")
        self.assertEqual(self.kept(3600, 23, 59, 59), "public, max-age=0, s-maxage=1")

    def test_what_is_old_is_shown_until_midnight_only(self):
        self.assertEqual(
            self.kept(300, 23, 54),
            "public, max-age=0, s-maxage=300, stale-while-revalidate=60",
        )

    def test_a_page_for_one_reader_is_never_kept(self):
        self.assertEqual(self.kept(0, 12, 0), "private, no-store")
