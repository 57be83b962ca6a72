"""REST: ``POST @trouble`` with {"page", "text", "contact"}; ``GET @trouble/<token>``."""

from hanam.dvc.i18n import _
from hanam.dvc.outreach.troubles import taking
from hanam.dvc.outreach.troubles.views import BUSY
from hanam.dvc.outreach.troubles.views import REPORT
from hanam.dvc.outreach.troubles.views import shown
from hanam.dvc.register import troubles
from plone import api
from plone.restapi.deserializer import json_body
from plone.restapi.exceptions import DeserializationError
from plone.restapi.services import Service
from zExceptions import NotFound
from zope.i18n import translate
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


TEXTS = ("page", "text", "contact")


class Take(Service):
    """Only JSON is read: a form of another site cannot send that."""

    def reply(self):
        self.request.response.setHeader("Cache-Control", "private, no-store")
        kind = (self.request.getHeader("Content-Type") or "").partition(";")[0].strip()
        if kind != "application/json":
            return self.fail(415, "UnsupportedMediaType", _("Send JSON."))
        try:
            body = json_body(self.request)
        except DeserializationError:
            body = None
        if not isinstance(body, dict) or not all(
            isinstance(body.get(name) or "", str) for name in TEXTS
        ):
            message = _("page, text and contact are texts.")
            return self.fail(400, "BadRequest", message)
        taken = taking.take(self.request, *(body.get(name) or "" for name in TEXTS))
        if taken.wait:
            self.request.response.setHeader("Retry-After", str(taken.wait))
            return self.fail(429, "TooManyRequests", BUSY)
        if taken.problems:
            message = _("The report was not taken.")
            return self.fail(400, "ValidationError", message, taken.problems)
        self.request.response.setStatus(201)
        url = f"{api.portal.get().absolute_url()}/{REPORT}/{taken.token}"
        return {"token": taken.token, "url": url}

    def fail(self, status, kind, message, problems=()):
        self.request.response.setStatus(status)
        error = {"type": kind, "message": translate(message, context=self.request)}
        if problems:
            error["problems"] = [
                {
                    "field": problem.field,
                    "message": translate(problem.message, context=self.request),
                }
                for problem in problems
            ]
        return {"error": error}


@implementer(IPublishTraverse)
class Read(Service):
    """State and answer of a report, for who holds its token."""

    token = ""

    def publishTraverse(self, request, name):
        if self.token:
            raise NotFound(self, name, request)
        self.token = name
        return self

    def reply(self):
        self.request.response.setHeader("Cache-Control", "private, no-store")
        row = troubles.by_token(self.token) if self.token else None
        if row is None:
            raise NotFound(self.request.getURL())
        found = shown(row)
        return {
            "state": found["state"],
            "state_title": translate(found["title"], context=self.request),
            "page": found["page"],
            "text": found["text"],
            "answer": found["answer"],
        }
