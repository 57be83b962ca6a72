"""`@track`: how far a dossier is; with its secret, what the applicant may know and do.

GET @track/<code>
GET @track/<code>/<what>       see `after.services.READ`
POST @track/<code>/answer      {"reason": …, "papers": […]}
POST @track/<code>/withdraw    {"reason": …}
POST @track/<code>/<what>      see `after.services.WRITE`
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
from hanam.dvc.filing.after import services as after
from hanam.dvc.filing.formfield import Problem
from hanam.dvc.filing.guard import user_id
from hanam.dvc.filing.service_base import PathService
from hanam.dvc.filing.wording import from_dossiers
from hanam.dvc.i18n import _
from hanam.dvc.register import queries
from hanam.dvc.rules import codes


class TrackService(PathService):
    """An unknown, a malformed and an unproved code have one and the same answer."""

    longest_path = 2

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
        code = "" if parsed is None else str(parsed)
        # What is not there and what is not proved go the same way.
        row = queries.by_code(code)
        self.proved = secrets.proves(code, self.proof)
        if row is not None and not self.may(row):
            row = None
        if row is None or not self.proof:
            braked.count(self.request, found=row is not None)
        return self.nothing() if row is None else self.tell(row)

    def may(self, row) -> bool:
        """Whether the caller is told about this dossier at all."""
        return self.proved or self.is_own(row) or self.is_plain

    @property
    def is_plain(self) -> bool:
        """Whether no more is asked for than everybody may know."""
        return not self.proof and len(self.path) == 1

    def is_own(self, row) -> bool:
        """Whether the caller has filed it with the account they use now."""
        return not self.proof and bool(row.filed_by) and row.filed_by == user_id()

    def tell(self, row):
        """The answer about a dossier that is there."""
        if not (self.proved or self.is_own(row)):
            return serial.reached(row, self.request)
        dossier = access.find(row.code)
        if len(self.path) == 1:
            return self.followed(dossier, row)
        if self.path[1] not in after.READ:
            return self.nothing()
        return after.READ[self.path[1]](self, dossier, row)

    def followed(self, dossier, row):
        return serial.followed(dossier, row, self.request, self.proof)


class ActService(TrackService):
    """What the applicant may do with the secret alone, as on the page of the dossier."""

    known = ("reason", "papers")

    def may(self, row):
        return self.proved or self.is_own(row)

    def tell(self, row):
        self.allow_writing()
        what = self.path[1] if len(self.path) > 1 else ""
        known = after.WRITE[what].known if what in after.WRITE else self.known
        try:
            sent = body.read(self.request, settings.limits(), known)
        except body.Unreadable as error:
            return self.fail(error.status, "BadRequest", error.message)
        reason = sent.content.get("reason", "")
        if not isinstance(reason, str):
            sent.problems.append(Problem("reason", body.TEXT_WANTED))
        if sent.problems:
            return self.refuse(sent.problems)
        dossier = access.find(row.code)
        if what in after.WRITE:
            return after.WRITE[what](self, dossier, row, sent)
        return self.act(dossier, row, what, reason, sent.papers)

    def act(self, dossier, row, asked, reason, papers):
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
