"""Plone's page about its own accessibility leads to what the portal says about itself."""

from Products.Five import BrowserView
from zExceptions import NotFound


PAGE = "kha-nang-tiep-can"


class Accessibility(BrowserView):
    def __call__(self):
        """Lead to the standing page; 404 where no editor has made it."""
        if PAGE not in self.context:
            raise NotFound(PAGE)
        self.request.response.redirect(self.context[PAGE].absolute_url(), status=301)
        return ""
