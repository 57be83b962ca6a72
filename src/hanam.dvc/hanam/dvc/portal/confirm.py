"""The question before a change that a link from elsewhere, or an old page, asks for."""

from hanam.dvc.i18n import _
from plone.protect.views import ConfirmView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class Confirm(ConfirmView):
    """Plone leads here when a change comes without a token; checks that the page is ours."""

    index = ViewPageTemplateFile("templates/confirm.pt")
    page_title = _("Do you want this change?")

    def fields(self) -> list[tuple[str, str]]:
        """What the link carried, to be sent again with the answer."""
        return [
            (name, value)
            for name, value in self.request.form.items()
            if name != "original_url" and isinstance(value, str)
        ]
