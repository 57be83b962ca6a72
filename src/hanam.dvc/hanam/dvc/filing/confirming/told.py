"""On the dossier for staff: whether its guest has confirmed the phone or e-mail."""

from plone.app.layout.viewlets.common import ViewletBase
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class Told(ViewletBase):
    """One line; nothing where nothing was confirmed."""

    index = ViewPageTemplateFile("templates/told.pt")
    weight = 20

    @property
    def kind(self) -> str:
        """``phone``, ``email`` or ""."""
        return (getattr(self.context, "contact_confirmed", None) or {}).get("kind", "")

    def render(self):
        return self.index() if self.kind else ""
