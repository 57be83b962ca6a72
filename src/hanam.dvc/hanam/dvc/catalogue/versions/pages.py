"""Pages of versions: the list, one version as the public page looks, a comparison."""

from functools import cached_property
from hanam.dvc.catalogue import access
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.versions import compare
from hanam.dvc.catalogue.versions import keeping
from hanam.dvc.catalogue.versions import lifecycle
from hanam.dvc.catalogue.versions import present
from hanam.dvc.catalogue.versions.words import known_versions
from hanam.dvc.catalogue.versions.words import named
from hanam.dvc.catalogue.views.page import NotHere
from hanam.dvc.catalogue.views.page import Page
from hanam.dvc.catalogue.views.procedure import Procedure
from hanam.dvc.i18n import _
from pathlib import Path
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from Products.statusmessages.interfaces import IStatusMessage
from zope.component import getMultiAdapter


TEMPLATES = Path(__file__).parent / "templates"


def template(name: str) -> ViewPageTemplateFile:
    """A page template of the package."""
    return ViewPageTemplateFile(str(TEMPLATES / f"{name}.pt"))


class Below(Page):
    """A page below a procedure; one that is not public looks as if it were not there."""

    @cached_property
    def procedure(self):
        """The procedure the page belongs to: the context, or what the context lies in."""
        item = self.context
        while item.portal_type != "Procedure":
            item = item.__parent__
        return item

    @property
    def url(self) -> str:
        return f"{self.procedure.absolute_url()}/{present.FOLDER}"

    @property
    def guest_cache(self):
        state = api.content.get_state(self.procedure, default="")
        return Page.guest_cache if state == "published" else 0

    @property
    def crumbs(self):
        title = self.procedure.title
        return [
            self.crumb(lookup.PROCEDURES),
            {"url": self.procedure.absolute_url(), "title": title},
        ]

    def not_here(self):
        page = NotHere(api.portal.get(), self.request)
        page.name = self.procedure.getId()
        return page()

    @cached_property
    def versions(self) -> list[dict]:
        """The versions the reader may see, the newest first (`words.known_versions`)."""
        return known_versions(self.procedure, self.request, self.today)

    @cached_property
    def may_write(self) -> bool:
        return access.may_add(self.procedure)

    def authentic(self) -> bool:
        """Whether a form was sent by our own page."""
        pair = (self.context, self.request)
        return getMultiAdapter(pair, name="authenticator").verify()

    def tell(self, message, kind="info") -> None:
        IStatusMessage(self.request).addStatusMessage(message, kind)


class Versions(Below):
    """`<procedure>/phien-ban`: all versions."""

    template = template("versions")
    page_title = _("Versions")

    def __call__(self):
        return self.template() if access.may_view(self.procedure) else self.not_here()


class Comparison(Below):
    """`<procedure>/phien-ban/so-sanh?tu=1&den=2`."""

    template = template("comparison")
    page_title = _("Compare versions")

    def __call__(self):
        if not access.may_view(self.procedure):
            return self.not_here()
        numbers = [item["number"] for item in self.versions]
        newest, older = [*numbers, None, None][:2]
        self.old = self.asked("tu", older if older is not None else newest)
        self.new = self.asked("den", newest)
        return self.template()

    def asked(self, name, default):
        """The number in the address if it is one of the list, else the default."""
        given = str(self.request.form.get(name, ""))
        numbers = {str(item["number"]): item["number"] for item in self.versions}
        return numbers.get(given, default)

    @cached_property
    def changes(self) -> list[compare.Changed]:
        if self.old is None or self.new is None:
            return []
        return compare.changes(self.values(self.old), self.values(self.new))

    def values(self, number) -> dict:
        version = present.version_of(self.procedure, number)
        dates = keeping.dates_of(self.procedure, version)
        return {**keeping.values_of(version), **dates}

    def same(self) -> str:
        """The names of the fields that do not differ."""
        changed = {item.name for item in self.changes}
        titles = [
            self.say(compare.IProcedureVersion[name].title)
            for name in compare.FIELDS
            if name not in changed
        ]
        return ", ".join(titles)

    def name(self, number) -> str:
        return self.say(named(number))


class Version(Procedure):
    """One version as the public page of the procedure looks with it; for staff also what
    can be done with it."""

    def __init__(self, context, request):
        self.version = context
        self.procedure = lifecycle.procedure_of(context)
        super().__init__(keeping.of_version(self.procedure, context), request)

    def __call__(self):
        may_view = access.may_view(self.version) and access.may_view(self.procedure)
        if not may_view:
            page = NotHere(api.portal.get(), self.request)
            page.name = self.procedure.getId()
            return page()
        return self.template()

    @property
    def page_title(self):
        mapping = {"number": self.version.number, "title": self.version.title}
        return _("Version ${number}: ${title}", mapping=mapping)

    @property
    def crumbs(self):
        crumbs = [self.crumb(lookup.PROCEDURES)]
        url = self.procedure.absolute_url()
        crumbs.append({"url": url, "title": self.procedure.title})
        url = f"{url}/{present.FOLDER}"
        return [*crumbs, {"url": url, "title": _("Versions")}]

    @cached_property
    def state(self) -> str:
        return lifecycle.state_of(self.version)

    @property
    def guest_cache(self):
        public = self.state == lifecycle.APPROVED and self.is_published
        return Page.guest_cache if public else 0

    @cached_property
    def is_closed(self) -> bool:
        """A version that is only written looks as it will look."""
        return self.state == lifecycle.APPROVED and super().is_closed

    @property
    def may_edit(self) -> bool:
        return False

    def mismatch_text(self):
        return ""
