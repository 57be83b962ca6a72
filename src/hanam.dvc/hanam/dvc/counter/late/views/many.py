"""`/tre-han`: apologies for several dossiers at once. What is chosen becomes a job."""

from functools import cached_property
from hanam.dvc.counter import jobs
from hanam.dvc.counter import settings as of_counter
from hanam.dvc.counter import typed
from hanam.dvc.counter.late import many
from hanam.dvc.counter.late.views.apologies import Apologies
from hanam.dvc.counter.late.views.apologies import TOO_OLD
from hanam.dvc.dossiers import messages
from hanam.dvc.dossiers.extending import LONGEST_REASON
from hanam.dvc.i18n import _

import secrets


ORDER, ALL = "many", "choose_all"
FIELDS = ("day", "hour", "reason", "reason_key")
KEY = 100


class ManyApologies(Apologies):
    """See `Apologies`; the form ``many`` holds the boxes of the whole page."""

    picked: tuple[str, ...] = ()
    takes_all = False
    many_kept: dict | None = None

    def act(self):
        form = self.request.form
        action = typed.text(form, "action")
        if action not in (ORDER, ALL):
            return super().act()
        self.asked = self.asked_by(form)
        if not self.is_genuine():
            return self.again(403, "", self.say(TOO_OLD))
        self.picked = codes_of(form.get("chosen"))
        self.many_kept = {name: typed.text(form, name) for name in FIELDS}
        if action == ALL:
            self.takes_all = True
            return self.shown()
        return self.order(form)

    def order(self, form):
        """Order the job, or say what is missing; nothing typed is lost."""
        day, hour = typed.text(form, "day"), typed.text(form, "hour")
        due = typed.moment(day, hour) if day else None
        problem = self.missing(self.reason(form), day, due)
        if problem:
            field, message = problem
            self.request.response.setStatus(400)
            self.problems = [{"field": field, "message": self.say(message)}]
            return self.shown()
        job = jobs.put(
            many.MANY,
            self.picked,
            {"due": due.isoformat() if due else "", "reason": self.reason(form)},
            self.desk.user_id,
            key=typed.text(form, "key")[:KEY],
        )
        return self.go(f"{self.portal_url}/cong-viec/{job}")

    def missing(self, reason, day, due):
        """(field, message) of what keeps this from being ordered, or None."""
        most = of_counter.value("job_size")
        if not self.picked:
            return "chosen", _("Choose at least one dossier.")
        if len(self.picked) > most:
            facts = {"most": most}
            text = _(
                "These are too many dossiers at once: choose at most ${most}.",
                mapping=facts,
            )
            return "chosen", text
        if day and due is None:
            return "many-day", messages.MESSAGES["extend.due_missing"]
        if not reason:
            return "many-reason", messages.MESSAGES["reason.missing"]
        if len(reason) > LONGEST_REASON:
            facts = {"most": LONGEST_REASON}
            return "many-reason", _(messages.MESSAGES["text.too_long"], mapping=facts)
        return None

    @cached_property
    def key(self) -> str:
        """A key of the form: sent twice, it is one job."""
        return secrets.token_hex(16)

    def many_form(self) -> dict | None:
        """What stands in the form for several dossiers; None where nothing can be chosen."""
        rows = [*self.in_time(), *self.too_late()]
        if not any(one["choosable"] for one in rows):
            return None
        return self.many_kept or dict.fromkeys(FIELDS, "")

    def is_chosen(self, code: str) -> bool:
        return self.takes_all or code in self.picked

    @property
    def leads(self) -> bool:
        """Whether the reader decides, so that nothing has to be proposed."""
        return bool(self.desk.agencies_as("leader"))


def codes_of(given) -> tuple[str, ...]:
    """The codes that a form sends, each once."""
    chosen = given if isinstance(given, list) else [given or ""]
    return tuple(dict.fromkeys(str(code) for code in chosen if code))
