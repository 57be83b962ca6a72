"""`…/nhan-ket-qua` and `…/lien-he`: change how the result comes, and how to be reached."""

from functools import cached_property
from hanam.dvc.dossiers import wishes
from hanam.dvc.filing.after import by_code
from hanam.dvc.filing.after.part import Part
from hanam.dvc.filing.after.part import template
from hanam.dvc.filing.answers import RESULT_WAYS
from hanam.dvc.filing.formfield import Problem
from hanam.dvc.filing.wording import from_dossiers
from hanam.dvc.i18n import _
from hanam.dvc.identity import codes


class Receiving(Part):
    """Only the ways that the procedure offers, until the result is handed over."""

    index = template("receiving")
    title = _("How the result reaches you")
    name = "nhan-ket-qua"

    @cached_property
    def can(self) -> bool:
        return wishes.can(self.dossier)

    def ways(self) -> list[dict]:
        offered = wishes.ways(self.dossier)
        chosen = self.typed("result_by") or self.dossier.result_by
        return [
            {"key": key, "title": title, "checked": key == chosen}
            for key, title in RESULT_WAYS
            if key in offered
        ]

    def address(self) -> str:
        return self.typed("address") or self.dossier.applicant["address"]

    def asks_for_address(self) -> bool:
        return "post" in wishes.ways(self.dossier)

    def send(self):
        way = self.typed("result_by")
        address = self.typed("address") if way == "post" else ""
        problems = self.attempt(wishes.receive, way, address)
        if problems:
            return self.again(problems, 400 if self.can else 409)
        return self.done(_("Noted. The agency sees how you want the result."))


class Contact(Part):
    """Phone and e-mail address of the applicant; a new one is proved by a code sent there."""

    index = template("contact")
    title = _("Your phone number and e-mail address")
    name = "lien-he"

    def __init__(self, track):
        super().__init__(track)
        # By control: what is wanted with a code, and what says that one was right.
        self.challenges: dict[str, str] = {}
        self.proofs: dict[str, str] = {}

    @cached_property
    def can(self) -> bool:
        return wishes.can(self.dossier)

    def value(self, name: str) -> str:
        if name in self.request.form:
            return self.typed(name)
        return self.dossier.applicant[name]

    def send(self):
        typed = {name: self.typed(name) for name in wishes.REACHED_BY}
        _person, problems = wishes.wanted(self.dossier, typed)
        problems = from_dossiers(problems)
        if problems or not self.can:
            problems = problems or self.attempt(wishes.reach, **typed)
            return self.again(problems, 400 if self.can else 409)
        unproved = self.unproved(typed)
        if unproved:
            return self.ask_for_codes(unproved)
        problems = self.attempt(wishes.reach, **typed)
        if problems:
            return self.again(problems)
        return self.done(_("Noted. The agency reaches you there from now on."))

    def unproved(self, typed) -> dict:
        """{name of the control: contact} of what is new, reachable and not proved yet."""
        new = by_code.new_contacts(self.dossier, typed)
        return {
            name: contact
            for name, contact in new.items()
            if not self.proved(name, contact)
        }

    def proved(self, name, contact) -> bool:
        """Whether the code typed for a contact was right, now or a moment ago."""
        purpose = self.purpose(contact)
        proof = self.typed(f"proof.{name}")
        if not codes.proven(proof, contact, purpose):
            challenge, code = (
                self.typed(f"challenge.{name}"),
                self.typed(f"code.{name}"),
            )
            proof = by_code.prove(challenge, code, purpose, self.request)
        if proof:
            self.proofs[name] = proof
        return bool(proof)

    def purpose(self, contact) -> str:
        return by_code.purpose_of_contact(self.row.code, contact)

    def ask_for_codes(self, unproved):
        """The page again with a field for each code; a wrong one is told, none is sent anew."""
        problems = []
        for name, contact in unproved.items():
            challenge = self.typed(f"challenge.{name}")
            if challenge and self.typed("go") != "resend":
                self.challenges[name] = challenge
                problems.append(Problem(f"code.{name}", by_code.WRONG))
                continue
            sent = by_code.send(contact, self.purpose(contact), self.request)
            self.challenges[name] = sent.challenge
            if sent.problem:
                problems.append(Problem(name, sent.problem))
        self.request.response.setStatus(400 if problems else 200)
        self.tell(problems)
        return self.show()
