"""What the JSON services of this room have in common."""

from hanam.dvc.filing.formfield import Problem
from hanam.dvc.paths import Below
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.services import Service
from zExceptions import NotFound
from zope.i18n import translate
from zope.interface import alsoProvides

import transaction


SECRET_HEADER = "X-Dossier-Secret"  # noqa: S105 (the name of a header)


class PathService(Below, Service):
    """A service with names after its own; ``path`` holds them."""

    longest_path = 1

    def private(self) -> None:
        """No cache keeps the answer."""
        self.request.response.setHeader("Cache-Control", "private, no-store")

    def say(self, message) -> str:
        return translate(message, context=self.request)

    @property
    def proof(self) -> str:
        """The secret the caller holds, from the header or the query; "" for none."""
        value = self.request.getHeader(SECRET_HEADER) or self.request.get("secret")
        return value if isinstance(value, str) else ""

    def fail(self, status: int, kind: str, message, problems: list[Problem] = ()):
        """An error answer; whatever was begun is undone."""
        transaction.doom()
        self.request.response.setStatus(status)
        error = {"type": kind, "message": self.say(message)}
        if problems:
            error["problems"] = [
                {"field": problem.field, "message": self.say(problem.message)}
                for problem in problems
            ]
        return {"error": error}

    def nothing(self):
        """The answer for what is not there and for what the caller may not see."""
        raise NotFound(self.request.getURL())

    def allow_writing(self) -> None:
        """No form token: other sites' forms cannot send the headers asked for."""
        alsoProvides(self.request, IDisableCSRFProtection)
