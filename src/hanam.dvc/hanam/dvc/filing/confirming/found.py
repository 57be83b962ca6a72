"""`/tim-lai-ho-so`: who filed without an account finds the dossiers again by phone or e-mail.

The answer is the same whether anything was filed with that contact: the message with the
code goes out only where it was.
"""

from datetime import timedelta
from hanam.dvc.catalogue.identity import message
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import secrets
from hanam.dvc.filing import guard
from hanam.dvc.filing import progress
from hanam.dvc.filing import receipt
from hanam.dvc.filing.formfield import Problem
from hanam.dvc.filing.mine import due_of
from hanam.dvc.filing.page import Page
from hanam.dvc.i18n import _
from hanam.dvc.identity import browser
from hanam.dvc.identity import codes
from hanam.dvc.identity import contacts
from hanam.dvc.identity import settings
from hanam.dvc.identity import underway
from hanam.dvc.register import proofs
from hanam.dvc.rules import vietnamese
from hanam.dvc.rules.identity import Invalid
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile

import transaction


PURPOSE = "find"
WRONG_FORM = _("This page was open for long. Please press the button once more.")
EMPTY = _("Enter the 6 digits of the code that was sent to you.")
WRONG = _(
    "The code is not right, or it can no longer be used. Look at the latest message, or "
    "press “Send a new code”."
)
UNREACHABLE = _(
    "The portal cannot send codes to this kind of contact now. Look the dossier up by "
    "its number, or call the agency."
)
MANY = _(
    "Too many codes were asked for. Try again in ${minutes} minutes, or look the "
    "dossier up by its number."
)


class Found(Page):
    """Three pages at one address: the contact, the code, the dossiers."""

    longest_path = 0
    page_title = _("Find my dossiers again")
    index = ViewPageTemplateFile("templates/found.pt")

    def __call__(self):
        guard.keep_private(self.request.response)
        self.state = underway.get(self.request, PURPOSE)
        if self.request.method == "POST":
            return self.post()
        # The form is bound to the browser.
        browser.ensure_mark(self.request)
        return self.index()

    # -- what was sent

    def post(self):
        if not self.is_genuine():
            return self.again(Problem("", WRONG_FORM))
        asked = self.request.form.get("go")
        if asked == "other":
            underway.end(self.request, PURPOSE)
            return self.go(self.url)
        if asked == "check" and self.state:
            return self.check()
        if asked == "resend" and self.state:
            return self.send(self.state["contact"])
        typed = self.request.form.get("contact", "")
        return self.send(typed if isinstance(typed, str) else "")

    def send(self, text: str):
        """Send a code, where something was filed with that contact."""
        try:
            contact = contacts.read(text)
            challenge = codes.send(
                contact,
                PURPOSE,
                browser=browser.digest(browser.mark_of(self.request)),
                address=browser.address(self.request),
                deliver=proofs.is_known(contact.digest, self.since),
            )
        except Invalid as error:
            return self.again(Problem("contact", message(error)))
        except codes.NotReachable:
            return self.again(Problem("contact", UNREACHABLE))
        except codes.TooMany as error:
            words = _(MANY, mapping={"minutes": error.minutes})
            return self.again(Problem("code" if self.state else "contact", words))
        state = {"contact": contact.value, "challenge": challenge, "done": False}
        underway.put(self.request, PURPOSE, state)
        return self.go(self.url)

    def check(self):
        typed = self.request.form.get("code", "")
        if not isinstance(typed, str) or not codes.bare(typed):
            return self.again(Problem("code", EMPTY))
        mark = browser.digest(browser.mark_of(self.request))
        if not codes.check(self.state["challenge"], typed, PURPOSE, browser=mark):
            return self.again(Problem("code", WRONG))
        underway.put(self.request, PURPOSE, self.state | {"done": True})
        return self.go(self.url)

    def again(self, problem):
        """The page once more with what is wrong, and nothing else changed."""
        transaction.doom()
        self.request.response.setStatus(400)
        self.tell([problem])
        return self.index()

    # -- what is shown

    @property
    def url(self) -> str:
        return f"{self.portal_url}/tim-lai-ho-so"

    @property
    def stage(self) -> str:
        """``contact``, ``code`` or ``list``."""
        if not self.state:
            return "contact"
        return "list" if self.state.get("done") else "code"

    @property
    def since(self):
        return moment.now() - timedelta(days=settings.value("follow_days"))

    @property
    def contact(self) -> contacts.Contact:
        return contacts.read(self.state["contact"])

    @property
    def typed(self) -> str:
        value = self.request.form.get("contact", "")
        return value[:200] if isinstance(value, str) else ""

    def error(self, name: str):
        return next((p["message"] for p in self.problems if p["field"] == name), "")

    def dossiers(self) -> list[dict]:
        """What was filed with the confirmed contact, newest first."""
        return [
            {
                "code": row.code,
                "title": row.procedure_title,
                "owner": row.owner_name,
                "url": receipt.track_url(row.code, secrets.secret_of(row.code)),
                "look": look_of(row),
                "state": progress.title(row),
                "sentence": progress.sentence(row),
                "filed": vietnamese.short_date(row.filed.date()),
                "due": due_of(row),
                "todo": row.state in ("supplement", "payment"),
            }
            for row in proofs.dossiers_of(self.contact.digest, self.since)
        ]


def look_of(row) -> str:
    """The words of the style sheet for the state of a dossier."""
    look = progress.said(row).look
    return f"dvc-state dvc-state-{look}" if look else "dvc-state"
