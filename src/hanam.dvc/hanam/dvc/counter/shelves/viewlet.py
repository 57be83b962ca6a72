"""What the counter knows of a dossier beside its papers: place, post, fee, slips."""

from datetime import datetime
from functools import cached_property
from hanam.dvc.cards import Card
from hanam.dvc.catalogue import lookup
from hanam.dvc.counter import words
from hanam.dvc.counter.desk import desk_of
from hanam.dvc.counter.whynot import settings as whynot
from hanam.dvc.dossiers import shelving
from hanam.dvc.dossiers import slips
from hanam.dvc.i18n import _
from hanam.dvc.register import shelf_places
from hanam.dvc.register import slips as register
from hanam.dvc.register import why_not_online
from hanam.dvc.spoken import money
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class Folder(Card):
    """A card on the page of a dossier for staff."""

    weight = 20
    template = ViewPageTemplateFile("templates/folder.pt")

    @cached_property
    def can_put(self) -> bool:
        return shelving.can(self.context)

    def facts(self) -> list[dict]:
        """{label, value} of what is known."""
        found = [*self.of_post(), *self.of_fee(), *self.of_why()]
        return [{"label": self.say(label), "value": value} for label, value in found]

    def of_post(self):
        if self.context.posted is not None:
            yield _("Handed to the post at"), words.day_and_time(self.context.posted)

    def of_fee(self):
        kept = self.context.till
        if kept is None:
            return
        if kept["due"] is not None:
            yield _("Fee to be paid"), money(kept["due"])
        at = words.day_and_time(datetime.fromisoformat(kept["at"]))
        yield _("Received at the counter"), f"{money(kept['received'])} ({at})"

    def of_why(self):
        key = why_not_online.of(self.context.code)
        if key:
            texts = {reason.key: reason.text for reason in whynot.all_reasons()}
            yield _("Why not online?"), texts.get(key, key)

    def slip(self) -> dict | None:
        """The slip on which the folder is under way: {url, title, to}."""
        line = register.under_way(self.context.code)
        slip = None if line is None else register.by_id(line.slip)
        if slip is None or not desk_of().duties:
            return None
        return {
            "url": f"{self.portal_url}/ban-giao/{slip.id}",
            "title": slips.title(slip),
            "to": slip.to_office or lookup.title_of_agency(slip.to_agency),
        }

    def places_known(self) -> list[str]:
        return shelf_places.known([self.context.agency])
