"""`@dossiers`: file by JSON, read what one may read, an example to start from."""

from hanam.dvc.catalogue import levels
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import settings
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import intake
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import reads
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.filing import body
from hanam.dvc.filing import example
from hanam.dvc.filing import serial
from hanam.dvc.filing import sifted
from hanam.dvc.filing.confirming import services as proof
from hanam.dvc.filing.confirming.asking import record
from hanam.dvc.filing.formfield import Problem
from hanam.dvc.filing.guard import user_id
from hanam.dvc.filing.receipt import track_url
from hanam.dvc.filing.service_base import PathService
from hanam.dvc.filing.settings import example_procedure
from hanam.dvc.filing.wording import from_dossiers
from hanam.dvc.i18n import _


KEY_HEADER = "Idempotency-Key"
SHORTEST_KEY, LONGEST_KEY = 16, 200


class Read(PathService):
    """`GET @dossiers/<code>` and `GET @dossiers/example`."""

    def reply(self):
        self.private()
        if self.path == ["example"]:
            return self.example()
        dossier = access.dossier_for(self.path[0], self.proof) if self.path else None
        if dossier is None:
            return self.nothing()
        reads.note(dossier, reads.PAGE)
        return serial.dossier(dossier, self.request, self.proof)

    def example(self):
        """A body for the procedure asked for, else for that of the settings."""
        code = self.request.get("procedure")
        agency = ""
        if not code:
            code, agency = example_procedure()
        procedure = lookup.procedure(code) if isinstance(code, str) else None
        today = moment.now().date()
        if procedure is None or lookup.is_closed(procedure, today):
            return self.nothing()
        if not levels.is_online(procedure):
            return self.fail(
                400,
                "ValidationError",
                _("This procedure cannot be filed online yet."),
            )
        return example.body_for(procedure, agency)


class File(PathService):
    """`POST @dossiers`: 201 for a new dossier, 200 where the key has filed it before."""

    longest_path = 0

    def reply(self):
        self.private()
        self.allow_writing()
        key = self.request.getHeader(KEY_HEADER) or ""
        if not SHORTEST_KEY <= len(key) <= LONGEST_KEY or not key.isprintable():
            return self.fail(
                400,
                "BadRequest",
                _(
                    "Send a header Idempotency-Key of ${least} to ${most} characters, a "
                    "new one for each dossier: it keeps a repeated request from filing "
                    "twice.",
                    mapping={"least": SHORTEST_KEY, "most": LONGEST_KEY},
                ),
            )
        try:
            sent = body.read(self.request, settings.limits())
        except body.Unreadable as error:
            return self.fail(error.status, "BadRequest", error.message)
        return self.file(sent, key)

    def file(self, sent, key):
        scope = f"api:{user_id()}"
        try:
            filing, problems = sifted.filing(sent)
            if not problems:
                if self.needs_proof(filing, scope, key, sent):
                    return self.fail(403, "ContactProofRequired", proof.PROOF_WANTED)
                receipt = intake.file(filing, key, scope, sent.digest)
                self.note_proof(receipt)
            else:
                # What was taken once stays taken, though it would be refused today.
                receipt = intake.known(scope, key, sent.digest)
            if receipt is None:
                return self.refuse(sifted.with_others(filing, problems))
        except sifted.NotAllowed as error:
            return self.fail(403, "Forbidden", error.message)
        except Refused as error:
            return self.refuse(from_dossiers(error.problems), error.problems)
        return self.receipt(receipt)

    def needs_proof(self, filing, scope, key, sent) -> bool:
        """Whether a guest has yet to confirm a contact; what was filed stays filed."""
        if filing.channel != "online" or not proof.is_missing(
            self.request, filing.applicant
        ):
            return False
        return intake.known(scope, key, sent.digest) is None

    def note_proof(self, receipt) -> None:
        """Note with a new dossier the contact that its guest has confirmed."""
        if user_id() or not receipt.created:
            return
        contact = proof.proved(self.request, receipt.dossier.applicant)
        if contact is not None:
            record(receipt.dossier, contact)

    def refuse(self, problems: list[Problem], found=()):
        if any(problem.code == "key.reused" for problem in found):
            return self.fail(409, "Conflict", problems[0].message)
        return self.fail(
            400,
            "ValidationError",
            _("The dossier was not filed; please correct what is listed."),
            problems,
        )

    def receipt(self, receipt):
        response = self.request.response
        response.setStatus(201 if receipt.created else 200)
        url = receipt.dossier.absolute_url()
        if receipt.created:
            response.setHeader("Location", url)
        dossier = receipt.dossier
        return {
            "@id": url,
            "code": receipt.code,
            "secret": receipt.secret,
            "track_url": track_url(receipt.code, receipt.secret),
            "state": str(dossier.state),
            "accept_due": moment.iso(dossier.accept_due),
        }
