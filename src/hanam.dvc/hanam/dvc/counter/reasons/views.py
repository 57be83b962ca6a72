"""`<dossier>/@@ly-do-xem`: why an administrator of the portal opens a dossier."""

from hanam.dvc.counter import typed
from hanam.dvc.counter.views.base import StaffView
from hanam.dvc.dossiers import reads
from hanam.dvc.dossiers import reasons
from hanam.dvc.i18n import _
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile

import re


LONGEST = 500
INSIDE = re.compile(r"@{0,2}[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*")


class Why(StaffView):
    """Shows nothing of the applicant; once the reason is kept, leads on."""

    page_title = _("Why do you open this dossier?")
    template = ViewPageTemplateFile("templates/why.pt")
    problems = ()
    reason = ""

    def may_enter(self) -> bool:
        return self.desk.all_agencies

    def page(self):
        if not self.is_post:
            return self.template()
        self.reason = typed.text(self.request.form, "reason")
        problem = self.problem()
        if problem:
            self.request.response.setStatus(403 if not self.is_genuine() else 400)
            self.problems = [{"field": "reason", "message": self.say(problem)}]
            return self.template()
        reads.note(self.context, reasons.REASON, self.reason)
        return self.go(self.target())

    def problem(self):
        if not self.is_genuine():
            return _("This form is too old or was sent from elsewhere. Send it again.")
        if not self.reason:
            return _("Give the reason; the history keeps it.")
        if len(self.reason) > LONGEST:
            most = {"most": LONGEST}
            return _("This text is too long: at most ${most} characters.", mapping=most)
        return None

    @property
    def wanted(self) -> str:
        """What was to be opened, below the dossier; "" for its page."""
        found = str(self.request.form.get("den") or "")
        return found if INSIDE.fullmatch(found) else ""

    def target(self) -> str:
        return f"{self.context.absolute_url()}/{self.wanted}".rstrip("/")

    def agency(self) -> str:
        return self.reader.agency(self.context.agency, self.context.filed.date())

    def minutes(self) -> int:
        return reasons.minutes()
