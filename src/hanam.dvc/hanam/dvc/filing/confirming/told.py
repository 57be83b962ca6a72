"""On the dossier for staff: whether its guest has confirmed the phone or e-mail."""

from hanam.dvc.cards import Card
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class Told(Card):
    """One line; nothing where nothing was confirmed."""

    template = ViewPageTemplateFile("templates/told.pt")
    weight = 20

    @property
    def kind(self) -> str:
        """``phone``, ``email`` or ""."""
        return (getattr(self.context, "contact_confirmed", None) or {}).get("kind", "")

    @property
    def is_shown(self) -> bool:
        return bool(self.kind)
