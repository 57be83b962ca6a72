"""What the pages around the design of a declaration have in common."""

from Acquisition import aq_base
from functools import cached_property
from hanam.dvc.catalogue.declarations import checks
from hanam.dvc.catalogue.declarations import editor
from hanam.dvc.catalogue.declarations import keeping
from hanam.dvc.filing.model import fields_of_model
from hanam.dvc.filing.page import Page
from hanam.dvc.i18n import _
from pathlib import Path
from Products.CMFCore.utils import getToolByName
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


TEMPLATES = Path(__file__).parent / "templates"
STALE = _("This page was open for long; nothing was saved. Press the button once more.")
KINDS = (("citizen", _("A citizen")), ("organisation", _("An organisation")))


def template(name: str) -> ViewPageTemplateFile:
    """A page template of the package."""
    return ViewPageTemplateFile(str(TEMPLATES / f"{name}.pt"))


class Designer(Page):
    """A page below a declaration (the context) for those who may change it."""

    title = ""
    longest_path = 0
    parts = template("parts")

    @cached_property
    def procedure(self):
        return self.context.__parent__

    @property
    def url(self) -> str:
        return self.context.absolute_url()

    @property
    def page_title(self) -> str:
        return f"{self.say(self.title)} – {self.procedure.title}"

    @property
    def crumbs(self) -> list[dict]:
        return [
            {"url": f"{self.portal_url}/thu-tuc", "title": self.say(_("Procedures"))},
            {"url": self.procedure.absolute_url(), "title": self.procedure.title},
        ]

    @property
    def tabs(self) -> list[dict]:
        """The pages around the design: {url, title, here}."""
        pages = (
            ("fields", _("Questions of the form")),
            ("phan", _("Sections")),
            ("thu", _("Try")),
            ("phien-ban", _("Versions")),
        )
        return [
            {
                "url": f"{self.url}/{name}",
                "title": title,
                "here": self.__name__ == name,
            }
            for name, title in pages
        ]

    @property
    def fields(self):
        """The questions as they are being edited."""
        return fields_of_model(self.context.fields_model or keeping.EMPTY)

    def wrong(self) -> list[str]:
        """What is wrong with the questions, as sentences."""
        schema = keeping.schema_of(self.context.fields_model)
        return editor.in_words(checks.of_schema(schema), self.request)

    @property
    def is_changed(self) -> bool:
        return keeping.is_changed(self.context)

    def text(self, name: str) -> str:
        value = self.request.form.get(name, "")
        return value.strip() if isinstance(value, str) else ""

    @property
    def user(self) -> str:
        """Who is at work, by name."""
        member = getToolByName(
            self.context, "portal_membership"
        ).getAuthenticatedMember()
        return member.getProperty("fullname", "") or member.getId() or ""

    @property
    def base(self):
        return aq_base(self.context)
