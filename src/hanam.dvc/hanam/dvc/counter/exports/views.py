"""`/tep-ket-xuat`: long files, made in the background for who asked for them.

/tep-ket-xuat              own files; a POST asks for one
/tep-ket-xuat/moi?kind=…   what will be made, with a button
/tep-ket-xuat/<id>         one of them: how far it is, then the file; `/so-lieu` the same as JSON
/tep-ket-xuat/<id>/tai     the file
"""

from functools import cached_property
from hanam.dvc.counter import sheets
from hanam.dvc.counter.asking import BadRequest
from hanam.dvc.counter.exports import kinds
from hanam.dvc.counter.exports import offering
from hanam.dvc.counter.exports import ordering
from hanam.dvc.counter.exports import running  # noqa: F401 - its task of the worker
from hanam.dvc.counter.exports import settings
from hanam.dvc.counter.exports.offering import PATH
from hanam.dvc.counter.jobs.choosing import TOO_OLD
from hanam.dvc.counter.views.base import StaffView
from hanam.dvc.dossiers import tools
from hanam.dvc.dossiers.download import HEADERS
from hanam.dvc.i18n import _
from hanam.dvc.paths import Below
from hanam.dvc.register import exports
from hanam.dvc.register.model_exports import READY
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from tempfile import TemporaryFile
from zExceptions import NotFound

import json
import secrets
import transaction


TITLE = _("Files made for you")
TOO_MANY = _(
    "${number} files are being made for you already. Wait until one of them is ready."
)
CHANGED = _(
    "You no longer have the role with which this file was made, so it is not given out."
)
tools.declare(
    tools.Tool(
        PATH,
        TITLE,
        _(
            "Long lists and registers: made in the background, kept for you for a while."
        ),
        ("Clerk", "Officer", "Leader", "Supervisor", "Manager"),
    )
)
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": sheets.TYPES["xlsx"],
    "zip": "application/zip",
}


class Exports(Below, StaffView):
    """See the module."""

    longest_path = 2
    list_page = ViewPageTemplateFile("templates/list.pt")
    files_part = ViewPageTemplateFile("templates/files.pt")
    new_page = ViewPageTemplateFile("templates/new.pt")
    one_page = ViewPageTemplateFile("templates/one.pt")
    page_title = TITLE
    problems = ()
    row = None

    def page(self):
        name, rest = ([*self.path, "", ""])[:2]
        if not name:
            return self.order() if self.is_post else self.list_page()
        if name == "moi" and not rest:
            return self.offer()
        self.row = exports.get(name)
        if self.row is None or self.row.user != self.desk.user_id:
            raise NotFound(name)
        if not rest:
            return self.change() if self.is_post else self.one_page()
        if rest == "so-lieu":
            return self.numbers()
        if rest == "tai":
            return self.download()
        raise NotFound(rest)

    @property
    def crumbs(self) -> list[dict]:
        home = f"{self.portal_url}/{PATH}"
        return [{"url": home, "title": self.say(TITLE)}] if self.path else []

    def own(self) -> list[dict]:
        return offering.own(self.desk.user_id, self.say)

    def hours(self) -> int:
        return settings.value("keep_hours")

    # -- asking for one

    @cached_property
    def kind(self) -> str:
        """The kind that is asked for; 404 for one that does not exist."""
        asked = self.request.form.get("kind")
        if not isinstance(asked, str) or kinds.get(asked) is None:
            raise NotFound("kind")
        return asked

    @cached_property
    def parameters(self) -> dict:
        """What is asked for, checked; raises `BadRequest`, 404 for what is not theirs."""
        export = kinds.get(self.kind)
        found = export.read(self.request.form, self.desk)
        if not export.may(self.desk, found):
            raise NotFound("kind")
        return found

    def offer(self):
        """Say what will be made; lead on to what is being made already."""
        try:
            key = ordering.key_of(self.kind, self.parameters)
        except BadRequest as error:
            return self.refuse(400, error.args[0])
        same = exports.open_of(self.desk.user_id, key)
        if same is not None:
            return self.go(f"{self.portal_url}/{PATH}/{same.id}")
        return self.new_page()

    def order(self):
        """Have it made; sent twice, it is one file."""
        if not self.is_genuine():
            return self.refuse(403, TOO_OLD)
        try:
            made = ordering.put(
                self.kind,
                self.parameters,
                self.desk.user_id,
                token=str(self.request.form.get("token") or "")[:100],
            )
        except BadRequest as error:
            return self.refuse(400, error.args[0])
        except ordering.TooMany:
            return self.refuse(409, self.too_many())
        return self.go(f"{self.portal_url}/{PATH}/{made}")

    def too_many(self):
        return _(TOO_MANY, mapping={"number": settings.value("waiting")})

    def refuse(self, status: int, message):
        transaction.doom()
        self.request.response.setStatus(status)
        self.problems = [{"field": "", "message": self.say(message)}]
        return self.list_page() if self.row is None else self.one_page()

    def asked_title(self) -> str:
        return self.say(offering.title_of(self.kind, self.parameters))

    def fields(self) -> list[dict]:
        """What the form carries: the question, and a token of its own."""
        values = {
            "kind": self.kind,
            "token": secrets.token_hex(16),
            **self.parameters,
        }
        return [{"name": name, "value": value} for name, value in values.items()]

    def earlier(self) -> dict | None:
        """The same file as it lies ready, made earlier."""
        key = ordering.key_of(self.kind, self.parameters)
        row = exports.ready_of(self.desk.user_id, key)
        return None if row is None else offering.told(row, self.say)

    # -- one of them

    @cached_property
    def told(self) -> dict:
        return offering.told(self.row, self.say)

    @property
    def token(self) -> str:
        return secrets.token_hex(16)

    def change(self):
        """Make it no further, delete it, or ask for it once more."""
        if not self.is_genuine():
            return self.refuse(403, TOO_OLD)
        go = self.request.form.get("go")
        if go == "cancel":
            exports.cancel(self.row.id, self.now, ordering.expires(self.now))
        elif go == "drop" and self.row.ended is not None:
            exports.drop(self.row.id)
            self.tell(_("The file is deleted."))
            return self.go(f"{self.portal_url}/{PATH}")
        elif go == "again":
            try:
                token = str(self.request.form.get("token") or "")[:100]
                made = ordering.again(self.row, token)
            except ordering.TooMany:
                return self.refuse(409, self.too_many())
            return self.go(f"{self.portal_url}/{PATH}/{made}")
        return self.go(self.told["url"])

    def numbers(self) -> str:
        """How far it is, for the script of the page."""
        self.request.response.setHeader("Content-Type", "application/json")
        row = self.row
        return json.dumps(
            {
                "total": row.total,
                "done": row.done,
                "finished": row.done,
                "ended": row.ended is not None,
            }
        )

    def may_download(self) -> bool:
        """Whether who asked still works where the file comes from."""
        scope = set(self.row.scope.split())
        persons = self.desk.shows_persons or not self.row.persons
        return persons and scope <= set(self.desk.agencies)

    def download(self):
        """The file, read from the register piece by piece and sent from the disk."""
        if self.row.state != READY or not self.row.name:
            raise NotFound("tai")
        if not self.may_download():
            return self.refuse(403, CHANGED)
        file = TemporaryFile()  # noqa: SIM115 - closed when it was sent
        for piece in exports.pieces(self.row.id):
            file.write(piece)
        name, _dot, ending = self.row.name.rpartition(".")
        response = self.request.response
        for header, value in HEADERS.items():
            response.setHeader(header, value)
        return sheets.send_as(self.request, f"{name}.{ending}", TYPES[ending], file)
