"""The pages where a declaration is designed, with names a designer can read.

easyform calls them by the last step of their address.
"""

from collective.easyform.browser.actions import EasyFormActionsView
from hanam.dvc.catalogue.declarations.editor import QuestionsView
from hanam.dvc.i18n import _
from zope.i18n import translate


class Named:
    """``label``: the heading; it stands in the browser's tab and in the way here, too."""

    def __init__(self, context, request):
        super().__init__(context, request)
        self.Title = lambda: translate(self.label, context=request)


class Fields(Named, QuestionsView):
    label = _("Fields of the form")


class Actions(Named, EasyFormActionsView):
    label = _("What happens when the form is sent")
