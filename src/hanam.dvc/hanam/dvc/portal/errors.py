"""Pages for what went wrong: what happened, what to do, and a number to name when calling."""

from hanam.dvc.i18n import _
from hanam.dvc.portal.headers import STATUS
from plone.rest.errors import ErrorHandling
from plone.rest.interfaces import IAPIRequest
from Products.CMFPlone.browser.exceptions import ExceptionView
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from secrets import token_hex
from traceback import format_tb
from transaction.interfaces import TransientError
from zExceptions import HTTPException
from zExceptions import HTTPRedirection
from zope.i18n import translate

import errno
import json
import logging
import sys


logger = logging.getLogger("hanam.dvc")

NOT_FOUND = (
    _("This page is not here"),
    _(
        "The address may be mistyped, or the page was moved or taken down. "
        "Search for the procedure, or track your dossier by its number."
    ),
)
REFUSED = (
    _("This could not be accepted"),
    _(
        "The form was open for too long, or was sent from another page. Nothing was "
        "changed. Go back, load the page again and send the form once more."
    ),
)
NOT_UNDERSTOOD = (
    _("The portal did not understand this request"),
    _("Nothing was changed. Go back, check what you entered and try again."),
)
BUSY = (
    _("Many people are writing at this moment"),
    _("Nothing was changed. Wait a little, go back and send the form once more."),
)
FULL = (
    _("The portal has no room left to store anything"),
    _(
        "Nothing of this page was stored; what you saved before is still there. Try "
        "again later; if it is urgent, file at the counter, and tell us the error number."
    ),
)
FAILED = (
    _("The portal made a mistake"),
    _(
        "It is not your fault, and nothing was changed. Go back and try again; if it "
        "happens again, tell us the error number."
    ),
)
NO_RIGHT = (
    _("Your account may not open this page"),
    _(
        "The page belongs to another person or office. If you need it for your work, "
        "ask the administrator of your agency."
    ),
)
BY_TYPE = {
    "NotFound": NOT_FOUND,
    "Forbidden": REFUSED,
    "Unauthorized": NO_RIGHT,
    "BadRequest": NOT_UNDERSTOOD,
    "MethodNotAllowed": NOT_UNDERSTOOD,
}
# No space on the device, over quota, a file as large as it may be.
DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
PLAIN = """<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>{title}</title></head>
<body><h1>{title}</h1><p>{advice}</p><p>{number}</p></body></html>
"""


class ErrorView(ExceptionView):
    """The page instead of one that failed; JSON for programs."""

    template = ViewPageTemplateFile("templates/error.pt")
    is_error = True
    error_id = ""

    @property
    def page_title(self):
        return self.words[0]

    def __call__(self):
        exception = self.context
        if isinstance(exception, HTTPRedirection):
            # Plone leads away from the form of a page that somebody else has open.
            return ""
        if IAPIRequest.providedBy(self.request) and isinstance(
            exception, HTTPException
        ):
            # What a service says is wrong is for the program that asked.
            return ErrorHandling(exception, self.request)()
        name = type(exception).__name__
        if name == "NotFound" and self.plone_redirector_view.attempt_redirect():
            return ""
        response = self.request.response
        response.setStatus(type(exception))
        if isinstance(exception, TransientError):
            self.words = BUSY
            self.request.set(STATUS, 503)
        elif name in BY_TYPE:
            self.words = BY_TYPE[name]
        elif getattr(exception, "errno", None) in DISK_FULL:
            self.words = FULL
            self.error_id = self.note(exception)
            self.request.set(STATUS, 503)
        else:
            self.words = FAILED
            self.error_id = self.note(exception)
            self.request.set(STATUS, 500)
        self.context = self.__parent__
        if "text/html" not in (self.request.getHeader("Accept") or ""):
            response.setHeader("Content-Type", "application/json")
            return json.dumps({"error_type": name, "error_id": self.error_id})
        response.setHeader("Content-Type", "text/html;charset=utf-8")
        try:
            return self.template()
        except Exception as error:
            self.error_id = self.note(error)
            return self.plain()

    def note(self, exception) -> str:
        """Log where it happened; returns the number to find it by.

        The message of the exception is left out: it may hold what a citizen typed.
        """
        number = token_hex(4).upper()
        frames = "".join(format_tb(sys.exc_info()[2]))
        logger.error("Error %s: %s\n%s", number, type(exception).__name__, frames)
        return number

    def plain(self) -> str:
        """A page that needs nothing, for when even the frame fails."""
        title, advice = (translate(text, target_language="vi") for text in self.words)
        return PLAIN.format(title=title, advice=advice, number=self.error_id)


class NoRight(BrowserView):
    """Signed in, but not allowed: where Plone sends a user it refuses."""

    template = ViewPageTemplateFile("templates/error.pt")
    is_error = True
    error_id = ""
    words = NO_RIGHT
    page_title = NO_RIGHT[0]

    def __call__(self):
        self.request.response.setStatus(403)
        return self.template()
