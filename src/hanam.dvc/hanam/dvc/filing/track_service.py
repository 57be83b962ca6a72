"""`@track`: how far a dossier is; with its secret, what the applicant may know and do.

GET @track/<code>
POST @track/<code>/answer      {"reason": …, "papers": […]}
POST @track/<code>/withdraw    {"reason": …}
"""

from AccessControl import Unauthorized
from hanam.dvc.catalogue import settings
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import actions
from hanam.dvc.dossiers import secrets
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.filing import body
from hanam.dvc.filing import braked
from hanam.dvc.filing import serial
from hanam.dvc.filing.formfield import Problem
from hanam.dvc.filing.service_base import PathService
from hanam.dvc.filing.wording import from_dossiers
from hanam.dvc.i18n import _
from hanam.dvc.register import queries
from hanam.dvc.rules import codes


class TrackService(PathService):
    """An unknown, a malformed and an unproved code have one and the same answer."""

    def reply(self):
        self.private()
        self.request.response.setHeader("Referrer-Policy", "no-referrer")
        seconds = braked.seconds_to_wait(self.request)
        if seconds:
            self.request.response.setHeader("Retry-After", str(seconds))
            return self.fail(
                429,
                "TooManyRequests",
                _("Too many look-ups from your address; try again in a few minutes."),
            )
        parsed = codes.parse_code(self.path[0]) if self.path else None
        row = None if parsed is None else queries.by_code(str(parsed))
        if row is not None and not self.may(row):
            row = None
        braked.count(self.request, found=row is not None)
        return self.nothing() if row is None else self.tell(row)

    def may(self, row) -> bool:
        """Whether the caller is told about this dossier at all."""
        return not self.proof or secrets.proves(row.code, self.proof)

    def tell(self, row):
        """The answer about a dossier that is there."""
        if not self.proof:
            return serial.track(row, self.request)
        return self.followed(access.find(row.code), row)

    def followed(self, dossier, row):
        return serial.followed(dossier, row, self.request, self.proof)


class ActService(TrackService):
    """What the applicant may do with the secret alone, as on the page of the dossier."""

    longest_path = 2
    known = ("reason", "papers")

    def may(self, row):
        return secrets.proves(row.code, self.proof)

    def tell(self, row):
        self.allow_writing()
        try:
            sent = body.read(self.request, settings.limits(), self.known)
        except body.Unreadable as error:
            return self.fail(error.status, "BadRequest", error.message)
        reason = sent.content.get("reason", "")
        if not isinstance(reason, str):
            sent.problems.append(Problem("reason", body.TEXT_WANTED))
        if sent.problems:
            return self.refuse(sent.problems)
        return self.act(access.find(row.code), row, reason, sent.papers)

    def act(self, dossier, row, reason, papers):
        asked = self.path[1] if len(self.path) > 1 else ""
        found = [action.id for action in actions.available(dossier, self.proof)]
        if asked == "answer":
            asked = next((name for name in found if name in actions.ANSWERS), asked)
        if asked not in found:
            return self.fail(
                409, "Conflict", _("This cannot be done to the dossier as it is now.")
            )
        try:
            actions.perform(
                dossier, asked, reason=reason, papers=papers, proof=self.proof
            )
        except Stale as error:
            return self.fail(409, "Conflict", from_dossiers(error.problems)[0].message)
        except Refused as error:
            return self.refuse(from_dossiers(error.problems))
        except Unauthorized:
            return self.nothing()
        return self.followed(dossier, queries.by_code(row.code))

    def refuse(self, problems):
        return self.fail(
            400,
            "ValidationError",
            _("Nothing was sent; please correct what is listed."),
            problems,
        )
