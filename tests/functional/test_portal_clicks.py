"""How far it is from the front page to a procedure, for a guest who follows links."""

from hanam.dvc.testing import SAMPLE_FUNCTIONAL
from lxml import html
from plone import api
from urllib.parse import urldefrag

import requests
import unittest


CLICKS = 3
# What changes the language, asks for an account or starts a filing leads to no page of information.
ELSEWHERE = ("set_language=", "/login", "/nop-ho-so", "/@@", "++")


class ClicksTest(unittest.TestCase):
    layer = SAMPLE_FUNCTIONAL

    def setUp(self):
        self.url = self.layer["portal"].absolute_url()
        self.session = requests.Session()
        self.session.headers["Accept"] = "text/html"

    def links(self, url) -> list[str]:
        """The portal's own pages that a page links to, in its order."""
        answer = self.session.get(url, timeout=30)
        self.assertEqual(answer.status_code, 200, url)
        tree = html.fromstring(answer.content, base_url=url)
        tree.make_links_absolute()
        found = (urldefrag(link)[0] for link in tree.xpath("//a/@href"))
        return [
            link
            for link in dict.fromkeys(found)
            if link.startswith(self.url) and not any(part in link for part in ELSEWHERE)
        ]

    def walk(self, wanted: set[str]) -> dict[str, int]:
        """The clicks to each wanted page, up to `CLICKS`; a wanted page is not walked on from."""
        reached, seen, pages = {}, {self.url}, [self.url]
        for click in range(1, CLICKS + 1):
            ahead = []
            for page in pages:
                if wanted <= set(reached):
                    return reached
                for link in self.links(page):
                    if link in wanted:
                        reached.setdefault(link, click)
                    elif link not in seen:
                        seen.add(link)
                        ahead.append(link)
            pages = ahead
        return reached

    def test_every_published_procedure_is_at_most_three_clicks_from_home(self):
        found = api.content.find(portal_type="Procedure", review_state="published")
        wanted = {brain.getURL() for brain in found}
        self.assertGreater(len(wanted), 100)
        self.assertEqual(wanted - set(self.walk(wanted)), set())

    def test_the_map_leads_to_them_whatever_else_a_page_shows(self):
        sectors = [
            link for link in self.links(f"{self.url}/so-do") if "/linh-vuc/" in link
        ]
        self.assertIn(f"{self.url}/so-do", self.links(self.url))
        reached = {link for page in sectors for link in self.links(page)}
        found = api.content.find(portal_type="Procedure", review_state="published")
        self.assertEqual({brain.getURL() for brain in found} - reached, set())
