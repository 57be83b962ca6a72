"""`/quyet-dinh/atom.xml`: decisions and changes of procedures as a feed."""

from datetime import datetime
from hanam.dvc.catalogue import atom
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.decisions import words
from hanam.dvc.catalogue.moment import iso
from hanam.dvc.catalogue.moment import PROVINCE
from hanam.dvc.catalogue.versions import lifecycle
from hanam.dvc.catalogue.views.page import Page
from hanam.dvc.i18n import _
from hanam.dvc.rules.vietnamese import short_date
from plone import api
from plone.app.layout.viewlets.common import ViewletBase


SIZE = 50
FIRST = 1


class Feed(Page):
    """The latest decisions, and versions approved without one."""

    def __call__(self):
        page = self.context.absolute_url()
        here = f"{page}/atom.xml"
        portal = api.portal.get().title
        title = _("Changes of procedures – ${portal}", mapping={"portal": portal})
        entries = self.entries()
        updated = entries[0]["updated"] if entries else iso(datetime(1970, 1, 1))
        feed = atom.feed(here, self.say(title), updated, page, here)
        author = atom.add(feed, "author")
        atom.add(author, "name", portal)
        for entry in entries:
            summary = entry.pop("summary")
            atom.add(atom.entry(feed, **entry), "summary", summary)
        return atom.send(self.request, feed)

    def entries(self) -> list[dict]:
        """{item, page, title, summary, updated}, the latest first."""
        found = [self.of_decision(item) for item in words.published()]
        found += [self.of_version(item) for item in self.versions()]
        return sorted(found, key=lambda entry: entry["updated"], reverse=True)[:SIZE]

    def of_decision(self, decision) -> dict:
        parts = [
            f"{line['action_title']}: {line['title']}"
            for line in words.lines_of(decision)
        ]
        day = short_date(decision.effective_from)
        return {
            "item": decision.UID(),
            "page": decision.absolute_url(),
            "title": f"{words.heading(decision)}: {decision.title}",
            "summary": f"{self.say(_('In force from'))} {day}. {'; '.join(parts)}",
            "updated": iso(decision.published_at),
        }

    def versions(self) -> list:
        """The versions that were approved without a decision, the latest SIZE."""
        brains = api.content.find(
            portal_type="ProcedureVersion",
            review_state=lifecycle.APPROVED,
            sort_on="modified",
            sort_order="reverse",
            sort_limit=2 * SIZE,
        )
        found = [brain.getObject() for brain in brains[: 2 * SIZE]]
        return [item for item in found if item.number > FIRST and not item.decided]

    def of_version(self, version) -> dict:
        procedure = lifecycle.procedure_of(version)
        mapping = {"number": version.number, "title": version.title}
        start = version.effective_from
        approved = version.modified().asdatetime().astimezone(PROVINCE)
        return {
            "item": version.UID(),
            "page": f"{procedure.absolute_url()}/phien-ban/{version.getId()}",
            "title": self.say(_("Version ${number}: ${title}", mapping=mapping)),
            "summary": f"{self.say(_('In force from'))} {short_date(start)}. "
            f"{version.change_note or ''}".strip(),
            "updated": approved.isoformat(timespec="seconds"),
        }


class FeedLink(ViewletBase):
    """In the head of every page: where the feed is."""

    def render(self):
        place = lookup.folder(lookup.DECISIONS)
        if place is None:
            return ""
        return (
            '<link rel="alternate" type="application/atom+xml" '
            f'href="{place.absolute_url()}/atom.xml" />'
        )
