"""Atom feeds of the press (RFC 4287)."""

from hanam.dvc.catalogue.moment import iso
from hanam.dvc.outreach import moment
from hanam.dvc.outreach.press.views import latest
from Products.Five import BrowserView
from xml.etree import ElementTree

import re


ATOM = "http://www.w3.org/2005/Atom"
SIZE = 30
# What XML 1.0 does not allow, not even escaped.
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
TYPE = "application/atom+xml; charset=utf-8"

ElementTree.register_namespace("", ATOM)


class Feed(BrowserView):
    """`<organisation>/feed.xml`: its latest articles; of all at `/bao-chi/feed.xml`."""

    guest_cache = 300  # seconds

    def __call__(self):
        articles = latest(self.context, SIZE)
        feed = ElementTree.Element(f"{{{ATOM}}}feed", {"xml:lang": "vi"})
        url = self.context.absolute_url()
        add(feed, "id", url)
        add(feed, "title", self.context.title)
        add(feed, "updated", iso(self.updated(articles)))
        add(feed, "link", href=url, rel="alternate", type="text/html")
        add(
            feed,
            "link",
            href=f"{url}/feed.xml",
            rel="self",
            type="application/atom+xml",
        )
        for article in articles:
            entry(feed, article)
        self.request.response.setHeader("Content-Type", TYPE)
        return ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)

    def updated(self, articles):
        """When anything in the feed last changed."""
        times = [moment.local_time(item.modified()) for item in articles]
        return max(times, default=moment.local_time(self.context.modified()))


def add(parent, name: str, text: str | None = None, **attributes):
    found = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    found.text = None if text is None else NO_XML.sub("", text)
    return found


def entry(feed, article) -> None:
    """One article: what it says in short, who wrote it, where to read it."""
    url = article.absolute_url()
    found = add(feed, "entry")
    add(found, "id", f"urn:uuid:{uuid(article)}")
    add(found, "title", article.title)
    add(found, "link", href=url, rel="alternate", type="text/html")
    add(found, "published", iso(moment.local_time(article.effective())))
    add(found, "updated", iso(moment.local_time(article.modified())))
    author = add(found, "author")
    add(author, "name", f"{article.author} ({article.aq_parent.title})")
    add(found, "summary", article.description)
    add(found, "category", term=article.kind)


def uuid(article) -> str:
    """The id of an article in the form of RFC 4122."""
    hexes = article.UID()
    parts = (hexes[:8], hexes[8:12], hexes[12:16], hexes[16:20], hexes[20:])
    return "-".join(parts)
