"""`/xac-thuc`: anybody verifies a result, by its code or by the file.

    /xac-thuc                a field for the code, and one for the file
    /xac-thuc/<code>         what is known of the result; the QR code leads here

Nothing is kept of a file, and nothing is told about an applicant.
"""

from functools import cached_property
from hanam.dvc.i18n import _
from hanam.dvc.rules import result_codes
from hanam.dvc.rules.vietnamese import clock_time
from hanam.dvc.rules.vietnamese import short_date
from hanam.dvc.signing import braked
from hanam.dvc.signing import public
from hanam.dvc.signing import settings
from hanam.dvc.signing.pages import words
from plone import api
from Products.Five import BrowserView
from urllib.parse import quote
from zope.i18n import translate
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


MEGA = 2**20


@implementer(IPublishTraverse)
class Verify(BrowserView):
    """See the module."""

    page_title = _("Verify a document")
    page_description = _(
        "Check whether a document was issued through this portal and who signed it."
    )
    is_public = True
    problems = ()
    answer = None
    typed = ""
    seconds = 0

    def __init__(self, context, request):
        super().__init__(context, request)
        self.path = []

    def publishTraverse(self, request, name):
        if self.path:
            return super().publishTraverse(request, name)
        self.path.append(name)
        return self

    def __call__(self):
        response = self.request.response
        response.setHeader("Cache-Control", "private, no-store")
        response.setHeader("Referrer-Policy", "no-referrer")
        code = self.path[0] if self.path else self.request.form.get("code", "")
        self.typed = code.strip()[:60] if isinstance(code, str) else ""
        self.seconds = braked.seconds_to_wait(self.request)
        if self.seconds:
            response.setStatus(429)
            response.setHeader("Retry-After", str(self.seconds))
        elif self.request.method == "POST":
            self.look_at_file()
        elif self.path:
            response.setHeader("X-Robots-Tag", "noindex")
            self.look_up()
        elif self.typed:
            place = f"{self.here}/{quote(self.typed, safe='')}"
            response.redirect(place, status=303)
            return ""
        return self.index()

    def look_up(self) -> None:
        """What is known of the code in the address."""
        if not result_codes.normal(self.typed):
            self.refuse(
                "code", _("This is no code of a result: it has 12 letters."), 404
            )
        else:
            self.answer = public.of_code(self.typed)
        found = self.answer is not None and self.answer.row is not None
        braked.count(self.request, found)
        if self.answer is not None and not found:
            self.request.response.setStatus(404)

    def look_at_file(self) -> None:
        """What is known of the file that was sent."""
        upload = self.request.form.get("file")
        if not getattr(upload, "filename", ""):
            self.refuse("file", _("Choose the file to be verified."), 400)
            return
        most = settings.value("upload_size")
        upload.seek(0)
        data = upload.read(most * MEGA + 1)
        if len(data) > most * MEGA:
            message = _(
                "The file is too large: at most ${most} MB.", mapping={"most": most}
            )
            self.refuse("file", message, 413)
            return
        self.answer = public.of_file(data, self.typed)
        braked.count(self.request, self.answer.row is not None)

    def refuse(self, field, message, status) -> None:
        self.request.response.setStatus(status)
        self.problems = [{"field": field, "message": self.say(message)}]

    # -- what the page shows

    @cached_property
    def portal_url(self) -> str:
        return api.portal.get().absolute_url()

    @property
    def here(self) -> str:
        return f"{self.portal_url}/xac-thuc"

    @property
    def static_url(self) -> str:
        return f"{self.portal_url}/++resource++dvc-signing"

    @property
    def crumbs(self):
        if self.answer is None:
            return []
        return [{"url": self.here, "title": self.say(self.page_title)}]

    def say(self, message) -> str:
        return translate(message, context=self.request)

    @property
    def most(self) -> int:
        """Megabytes that a file may have."""
        return settings.value("upload_size")

    def problem(self, field: str) -> str:
        found = (row["message"] for row in self.problems if row["field"] == field)
        return next(found, "")

    def verdict(self) -> dict:
        """{look, headline, words, more}: the answer in one glance."""
        look, headline, text = words.KINDS[self.answer.kind]
        more = ""
        if self.answer.of_file:
            problem = self.answer.report.problem
            more = words.OF_FILE.get(problem or self.answer.kind, "")
        return {"look": look, "headline": headline, "words": text, "more": more}

    def facts(self) -> dict | None:
        """What is known of the result; days as they are written."""
        if self.answer.row is None:
            return None
        found = public.facts_of(self.answer.row)
        found["dated"] = short_date(found["dated"]) if found["dated"] else ""
        found["issued"] = short_date(found["issued"].date())
        found["ended"] = short_date(found["ended"].date()) if found["ended"] else ""
        found["next_url"] = f"{self.here}/{found['successor']}"
        return found

    def signatures(self) -> list[dict]:
        return [
            one
            | {
                "look": words.VERDICTS[one["verdict"]][0],
                "words": self.say(words.VERDICTS[one["verdict"]][1]),
                "at": moment_of(one["at"]),
            }
            for one in public.signers_of(self.answer.report)
        ]


def moment_of(at) -> str:
    """ "09:00 06/9/2018"; "" for None."""
    return "" if at is None else f"{clock_time(at)} {short_date(at.date())}"
