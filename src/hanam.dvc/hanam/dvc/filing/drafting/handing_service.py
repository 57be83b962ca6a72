"""`POST @prefill`: another system prepares a filing, the person opens it once."""

from hanam.dvc.catalogue import levels
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import settings
from hanam.dvc.dossiers import moment
from hanam.dvc.filing import body
from hanam.dvc.filing import person
from hanam.dvc.filing.drafting import handed
from hanam.dvc.filing.drafting.brake import Brake
from hanam.dvc.filing.formfield import Problem
from hanam.dvc.filing.service_base import PathService
from hanam.dvc.i18n import _


KNOWN = {"procedure", "data", "applicant"}


class Prefill(PathService):
    """201 with ``url`` (no personal data in it), ``expires`` and ``ignored``, how many
    answers could not be taken; 400 for what is wrong, 429 for too many."""

    longest_path = 0

    def reply(self):
        self.private()
        self.allow_writing()
        brake = Brake("prefill", self.request)
        if brake.is_on():
            self.request.response.setHeader("Retry-After", str(brake.seconds))
            return self.fail(
                429, "TooManyRequests", _("Too many requests; try again later.")
            )
        try:
            sent = body.read(self.request, settings.limits(), KNOWN)
        except body.Unreadable as error:
            return self.fail(error.status, "BadRequest", error.message)
        procedure, problems = self.procedure(sent)
        applicant, wrong = self.applicant(sent)
        problems = [*sent.problems, *problems, *wrong]
        if problems:
            return self.fail(
                400,
                "ValidationError",
                _("Nothing was prepared; please correct what is listed."),
                problems,
            )
        brake.count()
        return self.answer(procedure, sent.content.get("data") or {}, applicant)

    def procedure(self, sent):
        code = sent.content.get("procedure")
        found = lookup.procedure(code) if isinstance(code, str) else None
        today = moment.now().date()
        if found is None or lookup.is_closed(found, today):
            message = _("There is no such procedure, or nobody can file it any more.")
            return None, [Problem("procedure", message)]
        if not levels.is_online(found):
            message = _("This procedure cannot be filed online yet.")
            return None, [Problem("procedure", message)]
        return found, []

    def applicant(self, sent):
        """What is known of the applicant, as texts; names it does not know are wrong."""
        given = sent.content.get("applicant")
        if not isinstance(given, dict):
            return None, []
        wrong = [
            Problem(f"applicant.{name}", _("The form has no such field; leave it out."))
            for name in given
            if name not in person.NAMES
        ]
        texts = {
            name: value[: handed.LONGEST]
            for name, value in given.items()
            if isinstance(value, str)
        }
        return texts, wrong

    def answer(self, procedure, data, applicant):
        token, until, ignored = handed.hand_over(procedure, data, applicant)
        self.request.response.setStatus(201)
        return {
            "url": f"{procedure.absolute_url()}/nop-ho-so?tu={token}",
            "expires": moment.iso(until),
            "ignored": ignored,
        }
