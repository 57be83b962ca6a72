"""REST: ``POST @feedback`` with {"page", "useful", "text"}."""

from hanam.dvc.i18n import _
from hanam.dvc.outreach.feedback import taking
from hanam.dvc.outreach.feedback.views import PROBLEMS
from plone.restapi.deserializer import json_body
from plone.restapi.exceptions import DeserializationError
from plone.restapi.services import Service
from zope.i18n import translate


MESSAGES = {**PROBLEMS, 404: _("There is no such public page.")}
TYPES = {400: "BadRequest", 404: "NotFound", 415: "UnsupportedMediaType"}
ANSWERS = {True: "yes", False: "no"}


class Feedback(Service):
    """Count whether a page was useful; ``page`` is its path below the portal.

    Only JSON is read: a form of another site cannot send that.
    """

    def reply(self):
        kind = (self.request.getHeader("Content-Type") or "").partition(";")[0].strip()
        if kind != "application/json":
            return self.fail(415, _("Send JSON."))
        try:
            body = json_body(self.request)
        except DeserializationError:
            return self.fail(400, _("The body must be a JSON object."))
        page, text = body.get("page"), body.get("text") or ""
        useful = body.get("useful")
        answer = ANSWERS[useful] if isinstance(useful, bool) else ""
        if not isinstance(page, str) or not isinstance(text, str):
            return self.fail(
                400, _("page and text are texts, useful is true or false.")
            )
        taken = taking.take(self.request, page, answer, text)
        if taken.status == 200:
            self.request.response.setStatus(204)
            return None
        if taken.wait:
            self.request.response.setHeader("Retry-After", str(taken.wait))
        return self.fail(taken.status, MESSAGES[taken.status])

    def fail(self, status: int, message):
        self.request.response.setStatus(status)
        said = translate(message, context=self.request)
        return {
            "error": {"type": TYPES.get(status, "TooManyRequests"), "message": said}
        }
