"""`/anh-giay-to[/<tray>]`: what the script of a form at the counter asks about its photos.

POST /                      a tray for a form: procedure, agency, case; do=photos-open
POST /<tray>                do=photos-open|end|remove-<paper>|left-<paper>|right-<paper>
GET  /<tray>                the photos as they are; 304 while nothing has changed
GET  /<tray>/nho/<paper>    a small picture
GET  /<tray>/tep/<paper>    the file
"""

from hanam.dvc.catalogue import lookup
from hanam.dvc.counter import receiving
from hanam.dvc.counter import typed
from hanam.dvc.counter.photos import shown
from hanam.dvc.counter.photos import trays
from hanam.dvc.counter.views.base import StaffView
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import download
from hanam.dvc.dossiers import facts
from hanam.dvc.dossiers import messages
from hanam.dvc.dossiers.handoff import codes
from hanam.dvc.dossiers.handoff import slots
from hanam.dvc.i18n import _
from hanam.dvc.paths import Below
from hanam.dvc.rules.states import State
from zExceptions import NotFound

import json
import transaction


FORGED = _("This form is too old or was sent from elsewhere. Send it again.")
GONE = _(
    "These photos are not here any more: the dossier has been received, or their time is over."
)
NOWHERE = _("Photos cannot be taken for this form here.")
MARK = "photos-"


class PhotosDesk(Below, shown.Photos, StaffView):
    """See the module; each tray answers its clerk only."""

    longest_path = 3
    page_title = _("Photos for a form at the counter")

    def may_enter(self) -> bool:
        return bool(self.desk.agencies_as("clerk"))

    def page(self):
        if self.is_post and not self.is_genuine():
            return self.fail(403, FORGED)
        if self.path:
            self.tray = trays.of_user(self.path[0], self.desk.user_id, self.now)
            if self.tray is None or self.tray.is_closed:
                return self.fail(404, GONE)
        elif not self.is_post:
            raise NotFound(self.request.getURL())
        if len(self.path) == 3 and self.path[1] in ("nho", "tep"):
            return self.file(self.path[2], self.path[1] == "nho")
        return self.change() if self.is_post else self.state()

    def file(self, paper_id: str, small: bool):
        paper = self.tray.papers.get(paper_id)
        if paper is None or (paper.file is None and not paper.is_closed):
            raise NotFound(self.request.getURL())
        if small:
            return download.respond_small(paper, self.request)
        return download.respond(paper, self.request, inline=True)

    def change(self) -> str:
        if self.tray is None:
            self.tray = self.begin()
        if self.tray is None:
            return self.fail(403, NOWHERE)
        wish = typed.text(self.request.form, "do").removeprefix(MARK)
        problems = shown.act(self.tray, wish)
        if problems:
            return self.fail(422, messages.text(problems[0]))
        return self.state()

    def begin(self):
        """A tray for the form of a reception, or for what is brought for a dossier."""
        form, user_id = self.request.form, self.desk.user_id
        code = typed.text(form, "code")
        if code:
            return begin_for(access.dossier_for(code), self.desk, self.now)
        procedure = lookup.procedure(typed.text(form, "procedure"))
        if procedure is None or not receiving.places_for(procedure, self.desk):
            return None
        return trays.begin(procedure, typed.text(form, "case"), user_id, self.now)

    def state(self) -> str:
        """What a waiting form asks every second."""
        tray, response = self.tray, self.request.response
        row = codes.current(tray)
        seen = row and (row.nonce, row.seen, row.until)
        mark = slots.mark(tray.papers, seen, self.request["LANGUAGE"])
        response.setHeader("ETag", mark)
        if not self.is_post and self.request.getHeader("If-None-Match") == mark:
            response.setStatus(304)
            return ""
        keys = trays.TraySlots(tray).known()
        return self.answer(
            tray=tray.getId(),
            panel=self.panel(),
            sheets={key: self.photos_of(key) for key in keys},
            many={key: len(tray.papers.of(key)) for key in keys},
            open=row is not None,
            connected=row is not None and row.seen is not None,
        )

    def answer(self, status: int = 200, **facts) -> str:
        response = self.request.response
        response.setStatus(status)
        response.setHeader("Content-Type", "application/json; charset=utf-8")
        return json.dumps(facts, ensure_ascii=False)

    def fail(self, status: int, message) -> str:
        transaction.doom()
        return self.answer(status, message=self.say(message))


def begin_for(dossier, desk, now):
    """A tray for papers that are brought for a dossier; None where nobody may bring any."""
    if dossier is None or dossier.state != State.SUPPLEMENT:
        return None
    procedure = facts.procedure_of(dossier)
    if procedure is None or not desk.is_at(dossier.agency, "clerk"):
        return None
    return trays.begin(procedure, dossier.case, desk.user_id, now, dossier.code)
