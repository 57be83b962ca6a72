"""`/lam-tiep[/<token>]`: open a draft on another device, by link or by code."""

from hanam.dvc.catalogue import lookup
from hanam.dvc.filing import guard
from hanam.dvc.filing.braked import address
from hanam.dvc.filing.drafting import resume
from hanam.dvc.filing.drafting.brake import Brake
from hanam.dvc.filing.drafting.pages import template
from hanam.dvc.filing.formfield import Problem
from hanam.dvc.filing.page import Page
from hanam.dvc.i18n import _
from urllib.parse import quote


LONGEST = 40
WRONG = _(
    "The code and the number do not open any draft. Check both; a code holds as long as "
    "its draft is kept, and a new one takes its place."
)


class Resume(Page):
    """No answer tells whether a code exists: only both proofs together open anything."""

    longest_path = 1
    page_title = _("Go on with a draft")
    code_page = template("resume_code")
    link_page = template("resume_link")
    code = challenge = ""
    draft = None

    def __call__(self):
        guard.keep_private(self.request.response)
        self.mark = guard.ensure_mark(self.request)
        if self.path:
            return self.by_link(self.path[0])
        if self.request.method != "POST":
            return self.code_page()
        if not self.is_genuine():
            return self.fail(_("This page was open for long; please try again."), 403)
        return self.by_code()

    # -- by link

    def by_link(self, token):
        brake = Brake("draft-link", self.request)
        if brake.is_on():
            return self.too_many(brake)
        self.draft = resume.by_link(token)
        if self.request.method != "POST":
            if self.draft is None:
                self.request.response.setStatus(404)
            return self.link_page()
        if not self.is_genuine():
            self.tell(
                [Problem("", _("This page was open for long; please try again."))]
            )
            return self.link_page()
        if self.draft is None:
            brake.count()
            self.request.response.setStatus(404)
            return self.link_page()
        return self.open()

    @property
    def title_of_draft(self) -> str:
        return self.draft.procedure_title

    # -- by code

    def by_code(self):
        self.code = resume.bare(self.typed("code"))[:LONGEST]
        if not self.code:
            return self.fail(
                _("Enter the code of the draft, eight letters."), 400, "code"
            )
        number = self.typed("number")
        brakes = [
            Brake("draft-code", self.request),
            Brake("draft-code", self.request, self.code),
        ]
        stopped = next((brake for brake in brakes if brake.is_on()), None)
        if stopped is not None:
            return self.too_many(stopped)
        for brake in brakes:
            brake.count()
        if not number:
            self.challenge = resume.ask(
                self.code, guard.digest(self.mark), address(self.request)
            )
            return self.code_page()
        self.challenge = self.typed("challenge")
        self.draft = resume.by_code(
            self.code, number, self.challenge, guard.digest(self.mark)
        )
        return self.fail(WRONG, 400, "number") if self.draft is None else self.open()

    def typed(self, name) -> str:
        value = self.request.form.get(name)
        return value.strip() if isinstance(value, str) else ""

    def fail(self, message, status, field=""):
        self.request.response.setStatus(status)
        self.tell([Problem(field, message)])
        return self.code_page()

    def too_many(self, brake):
        response = self.request.response
        response.setStatus(429)
        response.setHeader("Retry-After", str(brake.seconds))
        minutes = -(-brake.seconds // 60)
        self.code = self.challenge = ""
        self.tell(
            [
                Problem(
                    "",
                    _(
                        "Too many attempts. Please wait ${minutes} minutes and try again.",
                        mapping={"minutes": minutes},
                    ),
                )
            ]
        )
        return self.code_page()

    # -- open it

    def open(self):
        """On to the draft; one that belongs to an account wants its owner."""
        procedure = lookup.procedure(self.draft.procedure_code)
        if procedure is None:
            self.draft = None
            self.request.response.setStatus(404)
            return self.link_page()
        url = f"{procedure.absolute_url()}/nop-ho-so/{self.draft.getId()}"
        if self.draft.filed_by and self.draft.filed_by != guard.user_id():
            return self.go(f"{self.portal_url}/login?came_from={quote(url, safe='')}")
        if not self.draft.filed_by:
            resume.open_here(self.draft, self.request)
        return self.go(url)
