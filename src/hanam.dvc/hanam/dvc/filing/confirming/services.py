"""REST: `POST @contact-code` and `POST @contact-code/confirm`: a guest's proof for `@dossiers`."""

from hanam.dvc.catalogue.identity import message
from hanam.dvc.filing.confirming.asking import PURPOSE
from hanam.dvc.filing.confirming.asking import wanted
from hanam.dvc.filing.guard import user_id
from hanam.dvc.filing.service_base import PathService
from hanam.dvc.i18n import _
from hanam.dvc.identity import browser
from hanam.dvc.identity import codes
from hanam.dvc.identity import contacts
from hanam.dvc.identity import settings
from hanam.dvc.rules.identity import Invalid
from plone.restapi.deserializer import json_body
from plone.restapi.exceptions import DeserializationError


PROOF_HEADER = "X-Contact-Proof"
PROOF_WANTED = _(
    "Confirm the phone or e-mail of the applicant first: POST @contact-code, then send "
    "the proof in the header X-Contact-Proof."
)


def proved(request, applicant: dict) -> contacts.Contact | None:
    """The contact of the applicant that the caller holds a proof for, or None."""
    proof = request.getHeader(PROOF_HEADER) or ""
    for contact in contacts.of_person(applicant):
        if codes.proven(proof, contact, PURPOSE):
            return contact
    return None


def is_missing(request, applicant: dict) -> bool:
    """Whether the setting asks for a proof that the caller does not have."""
    if wanted(applicant, user_id()) != settings.REQUIRED:
        return False
    return proved(request, applicant) is None


class ContactCode(PathService):
    """Only JSON is read: a form of another site cannot send that."""

    def reply(self):
        self.private()
        self.allow_writing()
        kind = (self.request.getHeader("Content-Type") or "").partition(";")[0].strip()
        if kind != "application/json":
            return self.fail(415, "UnsupportedMediaType", _("Send JSON."))
        try:
            body = json_body(self.request)
        except DeserializationError:
            return self.fail(400, "BadRequest", _("The body must be a JSON object."))
        texts = {key: body.get(key) for key in ("contact", "challenge", "code")}
        texts = {
            key: text if isinstance(text, str) else "" for key, text in texts.items()
        }
        if self.path == ["confirm"]:
            return self.confirm(texts["challenge"], texts["code"])
        return self.nothing() if self.path else self.send(texts["contact"])

    def send(self, text: str):
        try:
            contact = contacts.read(text)
            challenge = codes.send(
                contact, PURPOSE, address=browser.address(self.request)
            )
        except Invalid as error:
            return self.fail(400, "ValidationError", message(error))
        except codes.NotReachable:
            return self.fail(
                409,
                "NotReachable",
                _(
                    "The portal cannot send a code to this contact now; none is asked for."
                ),
            )
        except codes.TooMany as error:
            self.request.response.setHeader("Retry-After", str(error.seconds))
            words = _(
                "Too many codes were asked for. Try again in ${minutes} minutes.",
                mapping={"minutes": error.minutes},
            )
            return self.fail(429, "TooManyRequests", words)
        return {
            "challenge": challenge,
            "sent_to": contact.hint,
            "expires_in": 60 * settings.value("code_minutes"),
        }

    def confirm(self, challenge: str, code: str):
        proof = codes.prove(challenge, code, PURPOSE)
        if proof:
            return {"proof": proof, "expires_in": 60 * settings.value("proof_minutes")}
        # Not `fail`: the try counts.
        self.request.response.setStatus(403)
        words = _(
            "The code is not right, or it can no longer be used. Ask for a new one."
        )
        return {"error": {"type": "WrongCode", "message": self.say(words)}}
