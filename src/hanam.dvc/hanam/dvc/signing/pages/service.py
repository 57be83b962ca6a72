"""`@verify-result`: the same for programs.

GET  @verify-result/<code>
POST @verify-result            the PDF as the body, or as ``file`` of a form; ``?code=`` may be given
"""

from hanam.dvc.dossiers.moment import iso
from hanam.dvc.i18n import _
from hanam.dvc.paths import Below
from hanam.dvc.rules import result_codes
from hanam.dvc.signing import braked
from hanam.dvc.signing import public
from hanam.dvc.signing import settings
from plone.restapi.services import Service
from zope.i18n import translate


MEGA = 2**20


class VerifyResult(Below, Service):
    """Errors are {"error": {"type", "message"}}."""

    def reply(self):
        self.request.response.setHeader("Cache-Control", "private, no-store")
        seconds = braked.seconds_to_wait(self.request)
        if seconds:
            self.request.response.setHeader("Retry-After", str(seconds))
            message = _(
                "Too many look-ups from your address; try again in a few minutes."
            )
            return self.fail(429, "TooManyRequests", message)
        return self.answer()

    def answer(self):
        code = self.path[0] if len(self.path) == 1 else ""
        if not result_codes.normal(code):
            braked.count(self.request, found=False)
            message = _("This is no code of a result: it has 12 letters.")
            return self.fail(404, "NotFound", message)
        found = public.of_code(code)
        braked.count(self.request, found.row is not None)
        if found.row is None:
            message = _("No result issued through this portal is like this.")
            return self.fail(404, "NotFound", message)
        return self.told(found)

    def told(self, found) -> dict:
        answer = {"@id": self.request.getURL(), "verdict": found.kind}
        if found.row is not None:
            facts = public.facts_of(found.row)
            answer["result"] = {
                "code": facts["shown"],
                "agency": facts["agency"],
                "procedure": facts["procedure"],
                "title": facts["title"],
                "number": facts["number"],
                "dated": facts["dated"].isoformat() if facts["dated"] else None,
                "withdrawn": iso(facts["ended"]) if facts["ended"] else None,
                "reason": facts["reason"],
                "successor": result_codes.shown(facts["successor"]),
                "practice": facts["practice"],
            }
        if found.report is not None:
            answer["signatures"] = [
                {
                    "verdict": one["verdict"],
                    "name": one["name"],
                    "title": one["title"],
                    "organisation": one["organisation"],
                    "issuer": one["issuer"],
                    "at": iso(one["at"]) if one["at"] else None,
                    "time_stamped": one["stamped"],
                }
                for one in public.signers_of(found.report)
            ]
        if found.of_file:
            answer["file"] = {
                "digest": found.report.digest,
                "signatures": found.report.verdict,
            }
        return answer

    def fail(self, status: int, kind: str, message):
        self.request.response.setStatus(status)
        said = translate(message, context=self.request)
        return {"error": {"type": kind, "message": said}}


class VerifyFile(VerifyResult):
    """POST: nothing is written, so no token is asked for."""

    def answer(self):
        most = settings.value("upload_size")
        data = self.data(most * MEGA + 1)
        if len(data) > most * MEGA:
            message = _(
                "The file is too large: at most ${most} MB.", mapping={"most": most}
            )
            return self.fail(413, "PayloadTooLarge", message)
        if not data:
            return self.fail(400, "BadRequest", _("Choose the file to be verified."))
        code = self.request.form.get("code") or ""
        found = public.of_file(data, code if isinstance(code, str) else "")
        braked.count(self.request, found.row is not None)
        return self.told(found)

    def data(self, most: int) -> bytes:
        upload = self.request.form.get("file")
        if getattr(upload, "filename", ""):
            upload.seek(0)
            return upload.read(most)
        body = self.request.get("BODYFILE")
        if body is None or upload is not None:
            return b""
        body.seek(0)
        return body.read(most)
