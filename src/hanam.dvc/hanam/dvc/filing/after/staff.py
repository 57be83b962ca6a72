"""The agency's side of messages: on the page of a dossier, above the worklist, in a list."""

from functools import cached_property
from hanam.dvc.cards import Card
from hanam.dvc.catalogue import settings as catalogue
from hanam.dvc.dossiers import access
from hanam.dvc.filing import uploads
from hanam.dvc.filing.after import talk
from hanam.dvc.filing.after.part import template
from hanam.dvc.filing.after.part import WRONG_FORM
from hanam.dvc.filing.after.talking import lines
from hanam.dvc.filing.page import Page
from hanam.dvc.filing.shown import when
from hanam.dvc.i18n import _
from hanam.dvc.register import queries
from hanam.dvc.register import threads
from plone import api
from secrets import token_urlsafe
from zExceptions import NotFound
from zope.component import getMultiAdapter

import transaction


TALK = "tin-nhan"
WAITING = "tin-nhan-moi"


def offices() -> tuple[str, ...]:
    """The agencies whose messages the present user reads."""
    if api.user.is_anonymous():
        return ()
    return tuple(
        sorted({slug for slugs in access.agencies_of().values() for slug in slugs})
    )


class Thread(Card):
    """On the dossier for staff: the messages, and a form to write one."""

    template = template("staff_thread")
    weight = 20

    @cached_property
    def side(self):
        return talk.side_of(self.context)

    @property
    def is_shown(self) -> bool:
        return self.side == talk.AGENCY or bool(self.lines)

    @cached_property
    def lines(self) -> list[dict]:
        """Read by somebody of the agency, what the applicant wrote counts as read."""
        rows = threads.thread(self.context.code)
        url = f"{self.context.absolute_url()}/@@paper/"
        found = lines(rows, self.context, url, "agency")
        if self.side == talk.AGENCY:
            talk.read_by(self.context, rows, talk.AGENCY)
        return found

    @property
    def may_write(self) -> bool:
        return self.side == talk.AGENCY and talk.is_open(self.context)

    def unread(self) -> int:
        return sum(line["is_new"] for line in self.lines)

    def key(self) -> str:
        return token_urlsafe(12)

    def limits(self):
        return uploads.accepted(catalogue.limits())


class Write(Page):
    """`<dossier>/@@tin-nhan`: takes what staff write; with a problem, asks once more."""

    longest_path = 0
    index = template("staff_write")
    page_title = _("Message to the applicant")

    def __call__(self):
        if talk.side_of(self.context) != talk.AGENCY:
            raise NotFound(self.request.getURL())
        response = self.request.response
        response.setHeader("Cache-Control", "private, no-store")
        response.setHeader("Referrer-Policy", "same-origin")
        if self.request.method != "POST":
            return self.index()
        pair = (self.context, self.request)
        if not getMultiAdapter(pair, name="authenticator").verify():
            return self.again([WRONG_FORM], 403)
        limits = catalogue.limits()
        files = [
            uploads.as_paper(upload, "", limits)
            for upload in uploads.files_in(self.request, "files")
        ]
        row, problems = talk.write(
            self.context, self.typed("text"), files, self.typed("key")
        )
        if row is None:
            return self.again(problems, 400)
        api.portal.show_message(_("The message was sent."), self.request)
        return self.go(f"{self.context.absolute_url()}#messages")

    def typed(self, name: str) -> str:
        value = self.request.form.get(name, "")
        return value if isinstance(value, str) else ""

    def again(self, problems, status):
        transaction.doom()
        self.request.response.setStatus(status)
        self.tell(problems)
        return self.index()

    def key(self) -> str:
        return self.typed("key") or token_urlsafe(12)

    @property
    def crumbs(self):
        return [{"url": self.context.absolute_url(), "title": self.context.code}]


class Waiting(Page):
    """`/tin-nhan-moi`: dossiers with messages that nobody of the agency has read."""

    longest_path = 0
    index = template("staff_waiting")
    page_title = _("Unread messages")

    def __call__(self):
        if not offices():
            raise NotFound(self.request.getURL())
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return self.index()

    def rows(self) -> list[dict]:
        """{code, url, title, who, number, since}, the longest waiting first."""
        found = []
        for code, number, since in threads.waiting(offices()):
            row = queries.by_code(code)
            if row is None:
                continue
            found.append(
                {
                    "code": code,
                    "url": self.request.physicalPathToURL(row.path),
                    "title": row.procedure_title,
                    "who": row.applicant_name,
                    "number": number,
                    "since": when(since),
                }
            )
        return found


class Count(Card):
    """Above the worklist: how many dossiers have messages that nobody has read."""

    template = template("staff_count")

    @cached_property
    def number(self) -> int:
        return len(threads.waiting(offices()))

    @property
    def url(self) -> str:
        return f"{self.portal_url}/{WAITING}"

    @property
    def is_shown(self) -> bool:
        return bool(self.number)
