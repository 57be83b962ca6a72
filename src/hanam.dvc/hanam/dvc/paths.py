"""Addresses that go on behind the name of a view."""

from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


@implementer(IPublishTraverse)
class Below:
    """Stands before a view: ``path`` holds the names that follow its own in the address, at
    most ``longest_path``; beyond them nothing is there (`NotFound`)."""

    longest_path = 1

    def __init__(self, context, request):
        super().__init__(context, request)
        self.path: list[str] = []

    def publishTraverse(self, request, name):
        if len(self.path) >= self.longest_path:
            raise NotFound(self, name, request)
        self.path.append(name)
        return self
