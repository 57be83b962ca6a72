"""`/quyet-dinh`: the bulletin of publication decisions, and how soon they came."""

from functools import cached_property
from hanam.dvc.catalogue import access
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.decisions import lifecycle
from hanam.dvc.catalogue.decisions import lines
from hanam.dvc.catalogue.decisions import words
from hanam.dvc.catalogue.decisions.settings import setting
from hanam.dvc.catalogue.decisions.settings import UNITS
from hanam.dvc.catalogue.versions.steps import DONE
from hanam.dvc.catalogue.versions.steps import last_note
from hanam.dvc.catalogue.versions.steps import Stepping
from hanam.dvc.catalogue.versions.steps import ways
from hanam.dvc.catalogue.versions.together import TogetherForm
from hanam.dvc.catalogue.versions.words import writer
from hanam.dvc.catalogue.views.page import NotHere
from hanam.dvc.catalogue.views.page import Page
from hanam.dvc.i18n import _
from hanam.dvc.rules.vietnamese import short_date
from itertools import groupby
from pathlib import Path
from plone import api
from plone.dexterity.interfaces import IDexterityEditForm
from plone.z3cform import layout
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import Forbidden
from zope.interface import classImplements


TEMPLATES = Path(__file__).parent / "templates"
PUBLISHED_DONE = _("Published. Its lines take effect by themselves on their day.")


def template(name: str) -> ViewPageTemplateFile:
    """A page template of the package."""
    return ViewPageTemplateFile(str(TEMPLATES / f"{name}.pt"))


class Decisions(Page):
    """All decisions by year."""

    template = template("decisions")

    def __call__(self):
        return self.template()

    @property
    def page_title(self):
        return self.context.title

    @property
    def feed_url(self) -> str:
        return f"{self.context.absolute_url()}/atom.xml"

    @cached_property
    def may_add(self) -> bool:
        """Plone's own form asks for its own permission as well."""
        may_add = api.user.has_permission("Add portal content", obj=self.context)
        return bool(may_add and access.may_add(self.context))

    @cached_property
    def is_staff(self) -> bool:
        return access.is_staff()

    def years(self) -> list[dict]:
        """{year, decisions} with decisions {url, number, title, signed, effective,
        state, look}; ``state`` is empty for published ones."""
        found = groupby(words.visible(), key=lambda item: item.signed.year)
        return [
            {"year": year, "decisions": [self.line(item) for item in items]}
            for year, items in found
        ]

    def line(self, decision) -> dict:
        state = lifecycle.state_of(decision)
        title, look = words.STATES[state]
        is_public = state == lifecycle.PUBLISHED
        return {
            "url": decision.absolute_url(),
            "number": words.heading(decision),
            "title": decision.title,
            "effective": short_date(decision.effective_from),
            "count": len(decision.lines or ()),
            "state": "" if is_public else self.say(title),
            "look": look,
        }


class Decision(Page):
    """The bulletin of one decision; for staff also what can be done with it."""

    template = template("decision")
    note = ""
    confirmed = False
    problems = ()

    def __call__(self):
        return self.template() if access.may_view(self.context) else self.not_here()

    def not_here(self):
        page = NotHere(api.portal.get(), self.request)
        page.name = self.context.getId()
        return page()

    @property
    def item(self):
        return self.context

    @property
    def page_title(self):
        return words.heading(self.context)

    @cached_property
    def state(self) -> str:
        return lifecycle.state_of(self.context)

    @property
    def is_public(self) -> bool:
        return self.state == lifecycle.PUBLISHED

    @property
    def guest_cache(self):
        return Page.guest_cache if self.is_public else 0

    @property
    def crumbs(self):
        return [self.crumb(lookup.DECISIONS)]

    def day(self, value) -> str:
        return short_date(value) if value else ""

    def groups(self) -> list[dict]:
        """{title, lines} for each thing the decision does, in the order of its lines."""
        found: dict = {}
        for line in words.lines_of(self.context):
            found.setdefault(line["action_title"], []).append(line)
        return [{"title": title, "lines": rows} for title, rows in found.items()]

    def published_words(self) -> str:
        """When it was published here."""
        moment = self.context.published_at
        return f"{moment:%H:%M}, {short_date(moment.date())}" if moment else ""

    def document_words(self) -> str:
        """The legal document behind it, with its number and its day."""
        item = self.context
        named = " ".join(filter(None, (item.document_title, item.document_number)))
        if item.document_effective is None:
            return named
        day = {"day": short_date(item.document_effective)}
        return f"{named}, {self.say(_('in force from ${day}', mapping=day))}"

    def file_url(self) -> str:
        found = self.context.file
        return f"{self.context.absolute_url()}/@@download/file" if found else ""

    # -- for staff

    def ways(self) -> list[dict]:
        return ways(self.context)

    @property
    def may_publish(self) -> bool:
        return any(way["id"] == "publish" for way in self.ways())

    @property
    def may_edit(self) -> bool:
        return access.may_edit(self.context)

    def writer(self) -> dict | None:
        return writer(self.context, self.request)

    def last_note(self):
        return None if self.is_public else last_note(self.context)

    def obstacles(self) -> list[str]:
        """What speaks against publishing, told before anybody tries."""
        if self.is_public or not access.is_staff():
            return []
        return [self.say(text) for text in lines.problems(self.context)]

    @cached_property
    def open_endings(self) -> list[dict]:
        """The procedures that end and have open dossiers, while this can be decided."""
        if self.is_public or not access.is_staff():
            return []
        return [item for item in lines.endings(self.context) if item["open"]]


class StepDecision(Stepping, Decision):
    """`<decision>/buoc`."""

    done = {**DONE, "publish": PUBLISHED_DONE}

    @property
    def confirmed(self) -> bool:
        return self.request.form.get("confirmed") == "yes"

    def options(self) -> dict:
        return {"confirmed": self.confirmed}


class DecisionForm(TogetherForm):
    """The form of a decision."""


DecisionEdit = layout.wrap_form(DecisionForm)
classImplements(DecisionEdit, IDexterityEditForm)


class Delays(Page):
    """`/quyet-dinh/thoi-han`: how soon the decisions came; for staff."""

    template = template("delays")
    page_title = _("How soon decisions were published")
    guest_cache = 0

    def __call__(self):
        if not access.is_staff():
            raise Forbidden(self.say(_("Only staff see this table.")))
        return self.template()

    @property
    def crumbs(self):
        return [self.crumb(lookup.DECISIONS)]

    @cached_property
    def rows(self) -> list[dict]:
        """{url, number, title, signed, published, effective, delays}."""
        return [
            {
                "url": item.absolute_url(),
                "number": item.number,
                "title": item.title,
                "signed": short_date(item.signed),
                "published": short_date(item.published_at.date()),
                "effective": short_date(item.effective_from),
                "delays": words.delays_of(item),
            }
            for item in words.published()
        ]

    @property
    def late(self) -> int:
        """How many came late in one way or the other."""
        found = [row["delays"] for row in self.rows]
        return sum(item.notice_late or item.entry_late for item in found)

    def notice_words(self) -> str:
        unit = self.say(dict(UNITS)[setting("notice_unit")])
        return f"{setting('notice_days')} {unit.lower()}"

    def entry_words(self) -> str:
        return f"{setting('entry_days')} {self.say(UNITS[1][1]).lower()}"

    @property
    def may_set(self) -> bool:
        return bool(api.user.has_permission("Plone Site Setup: Site"))
