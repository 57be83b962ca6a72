"""`/ke-ho-so`: folders are put on their shelf by scanning, and labels printed for many.

``<dossier>/@@dat-ke`` does the same for one dossier, from its page.
"""

from functools import cached_property
from hanam.dvc.counter import typed
from hanam.dvc.counter.shelves import labels
from hanam.dvc.counter.views.base import StaffView
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import messages
from hanam.dvc.dossiers import reads
from hanam.dvc.dossiers import shelving
from hanam.dvc.dossiers import slips
from hanam.dvc.dossiers import tools
from hanam.dvc.dossiers.errors import DossierError
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.i18n import _
from hanam.dvc.register import queries
from hanam.dvc.register import shelf_places
from pathlib import Path
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile

import transaction


TEMPLATES = Path(__file__).parent / "templates"
NAME = "ke-ho-so"
MOST_LABELS = 200
FORGED = _("This form is too old or was sent from elsewhere. Send it again.")

tools.declare(
    tools.Tool(
        NAME,
        _("Shelf places and labels"),
        _("Put folders on their shelf by scanning, and print labels for them."),
        ("Clerk", "Officer", "Leader"),
    )
)


class Shelves(StaffView):
    """A place is scanned or typed once, then dossier after dossier."""

    page_title = _("Shelf places and labels")
    template = ViewPageTemplateFile(str(TEMPLATES / "shelves.pt"))
    problems = ()
    said = place = code = listed = ""
    start = 1

    def may_enter(self) -> bool:
        return bool(self.desk.duties)

    def page(self):
        if not self.is_post:
            return self.template()
        form = self.request.form
        self.place, self.code = typed.text(form, "place"), typed.text(form, "code")
        self.listed = typed.text(form, "codes")
        self.start = typed.number(form, "start") or 1
        if not self.is_genuine():
            return self.wrong(403, [{"field": "", "message": self.say(FORGED)}])
        if form.get("do") == "labels":
            return self.print_labels()
        try:
            return self.put()
        except DossierError as error:
            transaction.doom()
            told = [messages.text_of(p, self.request) for p in error.problems]
            fields = [p.field or "code" for p in error.problems]
            pairs = zip(fields, told, strict=True)
            return self.wrong(400, [{"field": f, "message": m} for f, m in pairs])

    def wrong(self, status: int, problems: list[dict]):
        self.request.response.setStatus(status)
        self.problems = problems
        return self.template()

    def put(self):
        """The dossier scanned lies at the place from now on."""
        if not self.place:
            raise Refused([Problem("shelf.missing", "place")])
        code = slips.read_code(self.code)
        dossier = access.dossier_for(code)
        if dossier is None or not shelving.can(dossier):
            raise Refused([Problem("slip.unknown", "code", {"code": code})])
        shelving.put(dossier, self.place, now=self.now)
        facts = {"code": code, "place": dossier.shelf}
        self.said = self.say(_("${code} lies at ${place}.", mapping=facts))
        self.code = ""
        return self.template()

    def print_labels(self):
        """A sheet for all the dossiers of the list, in its order."""
        codes = [slips.code_in(line) for line in typed.lines(self.listed)]
        rows = [queries.by_code(code) for code in dict.fromkeys(codes) if code]
        rows = [row for row in rows if row is not None and self.desk.is_at(row.agency)]
        if not rows or "" in codes or len(rows) > MOST_LABELS:
            message = _(
                "Scan numbers of dossiers of your agency, one on each line, at most ${most}.",
                mapping={"most": MOST_LABELS},
            )
            return self.wrong(400, [{"field": "codes", "message": self.say(message)}])
        return labels.answer(rows, self.request, "nhan", self.start)

    @cached_property
    def places_known(self) -> list[str]:
        return shelf_places.known(sorted(self.desk.duties))

    def error(self, name: str) -> str:
        found = (row["message"] for row in self.problems if row["field"] == name)
        return next(found, "")

    @property
    def url(self) -> str:
        return f"{self.portal_url}/{NAME}"


class PutOne(StaffView):
    """The form of the dossier's own page: where its folder lies now."""

    def may_enter(self) -> bool:
        return shelving.can(self.context)

    def page(self):
        version = typed.text(self.request.form, "version")
        if not self.is_post or not self.is_genuine():
            self.tell(FORGED, "error")
            return self.go(self.context.absolute_url())
        try:
            shelving.put(
                self.context,
                typed.text(self.request.form, "place"),
                version=int(version) if version.isdecimal() else None,
                now=self.now,
            )
            self.tell(_("The place of the folder is noted."))
        except DossierError as error:
            transaction.doom()
            for problem in error.problems:
                self.tell(messages.text(problem), "error")
        reads.note(self.context, reads.PAGE)
        return self.go(f"{self.context.absolute_url()}#folder")
