"""`GET @track/<code>`: how far a dossier is; with its secret, what the applicant may know."""

from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import secrets
from hanam.dvc.filing import braked
from hanam.dvc.filing import serial
from hanam.dvc.filing.service_base import PathService
from hanam.dvc.i18n import _
from hanam.dvc.register import queries
from hanam.dvc.rules import codes


class TrackService(PathService):
    """An unknown, a malformed and an unproved code have one and the same answer."""

    def reply(self):
        self.private()
        response = self.request.response
        response.setHeader("Referrer-Policy", "no-referrer")
        seconds = braked.seconds_to_wait(self.request)
        if seconds:
            response.setHeader("Retry-After", str(seconds))
            return self.fail(
                429,
                "TooManyRequests",
                _("Too many look-ups from your address; try again in a few minutes."),
            )
        parsed = codes.parse_code(self.path[0]) if self.path else None
        row = None if parsed is None else queries.by_code(str(parsed))
        if row is not None and self.proof and not secrets.proves(row.code, self.proof):
            row = None
        braked.count(self.request, found=row is not None)
        if row is None:
            return self.nothing()
        if not self.proof:
            return serial.track(row, self.request)
        dossier = access.dossier_for(row.code, self.proof)
        if dossier is None:
            return self.nothing()
        return serial.followed(dossier, row, self.request, self.proof)
