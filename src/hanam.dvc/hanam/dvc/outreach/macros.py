"""Macros for the pages of this room: ``media``, ``procedures``."""

from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class Macros(BrowserView):
    template = ViewPageTemplateFile("templates/macros.pt")

    @property
    def macros(self):
        return self.template.macros
