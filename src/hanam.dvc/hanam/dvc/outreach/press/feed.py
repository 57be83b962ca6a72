"""Atom feeds of the press."""

from hanam.dvc.catalogue import atom
from hanam.dvc.catalogue.moment import iso
from hanam.dvc.outreach import moment
from hanam.dvc.outreach.press.views import latest
from Products.Five import BrowserView


SIZE = 30


class Feed(BrowserView):
    """`<organisation>/feed.xml`: its latest articles; of all at `/bao-chi/feed.xml`."""

    guest_cache = 300  # seconds

    def __call__(self):
        articles = latest(self.context, SIZE)
        url = self.context.absolute_url()
        updated = iso(self.updated(articles))
        feed = atom.feed(url, self.context.title, updated, url, f"{url}/feed.xml")
        for article in articles:
            entry(feed, article)
        return atom.send(self.request, feed)

    def updated(self, articles):
        """When anything in the feed last changed."""
        times = [moment.local_time(item.modified()) for item in articles]
        return max(times, default=moment.local_time(self.context.modified()))


def entry(feed, article) -> None:
    """One article: what it says in short, who wrote it, where to read it."""
    updated = iso(moment.local_time(article.modified()))
    url = article.absolute_url()
    found = atom.entry(feed, article.UID(), article.title, updated, url)
    atom.add(found, "published", iso(moment.local_time(article.effective())))
    author = atom.add(found, "author")
    atom.add(author, "name", f"{article.author} ({article.aq_parent.title})")
    atom.add(found, "summary", article.description)
    atom.add(found, "category", term=article.kind)
