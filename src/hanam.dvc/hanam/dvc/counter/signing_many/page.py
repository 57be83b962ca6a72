"""`/ky`: the results that wait for a signature; many of them are signed with one PIN.

    /ky?list=unsigned|signed&after=      what waits, due first

A form sends ``go`` (all, page-<place>, sign, finish), ``identity``, ``pin``, the chosen documents of
this page (``chosen``) and those of other pages (``kept``) as "<dossier> <document> <digest>".
"""

from functools import cached_property
from hanam.dvc import signing
from hanam.dvc.counter import jobs
from hanam.dvc.counter import settings as of_counter
from hanam.dvc.counter import typed
from hanam.dvc.counter import words
from hanam.dvc.counter.lines import urgency
from hanam.dvc.counter.signing_many import sessions
from hanam.dvc.counter.signing_many import work
from hanam.dvc.counter.views.base import StaffView
from hanam.dvc.dossiers import tools
from hanam.dvc.i18n import _
from hanam.dvc.register import jobs as ordered
from hanam.dvc.register import prepared
from hanam.dvc.rules import codes
from hanam.dvc.signing import api
from hanam.dvc.signing import messages as of_signing
from hanam.dvc.signing import settings
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode

import re
import secrets


PATH = "ky"
UNSIGNED, SIGNED = LISTS = ("unsigned", "signed")
TITLES = {UNSIGNED: _("Not signed yet"), SIGNED: _("Signed, not issued yet")}
EMPTY = {
    UNSIGNED: _("No result waits for a signature."),
    SIGNED: _("No signed result waits for another signature or for its dossier's end."),
}
SIZE = 50
KEY = 100
CHOICE = re.compile(rf"(\S{{1,64}}) ([0-9a-f]{{12}}) ([0-9a-f]{{{work.MARK}}})")
TOO_OLD = _("This form is too old or was sent from elsewhere. Send it again.")

tools.declare(
    tools.Tool(
        PATH,
        _("Sign results"),
        _(
            "What waits for a signature: read it, choose it, sign all of it with one PIN."
        ),
        ("Officer", "Leader"),
    )
)


def scope_of(desk, signed: bool = False) -> prepared.Scope:
    """What a desk may sign: where it leads, and where it decides without a leader."""
    return prepared.Scope(
        desk.agencies_as("leader"), desk.agencies_as("officer"), signed
    )


class SignMany(StaffView):
    """See the module."""

    page_title = _("Sign results")
    template = ViewPageTemplateFile("templates/sign.pt")
    problems = ()
    after = None

    def may_enter(self) -> bool:
        return bool(self.desk.agencies_as("leader", "officer"))

    def page(self):
        token = self.request.form.get("after") or ""
        if self.is_post:
            return self.send()
        return self.show(str(token))

    def show(self, token: str = ""):
        try:
            self.after = prepared.place(token)
        except ValueError:
            self.request.response.setStatus(400)
            text = _("This page of the list is not known. Begin at the first page.")
            self.problems = [{"field": "", "message": self.say(text)}]
        return self.template()

    # -- what was sent

    def send(self):
        go, _dash, rest = self.typed("go").partition("-")
        here = self.typed("here")
        if not self.is_genuine():
            return self.refuse(403, "", TOO_OLD)
        if go == "page":
            return self.show(rest)
        if go == "all":
            self.takes_all = True
            return self.show(here)
        if go not in ("sign", "finish"):
            return self.refuse(400, "", _("There is no such action."))
        done = ordered.of_key(self.desk.user_id, self.key)
        if done:
            return self.go(f"{self.portal_url}/cong-viec/{done}")
        problem = self.problem()
        if problem:
            return self.refuse(400, *problem)
        try:
            name = self.typed("identity")
            allowed = api.allow(name, self.typed("pin"), len(self.chosen))
        except signing.SigningError as error:
            field = "pin" if error.code.startswith("pin") else "identity"
            return self.refuse(400, field, of_signing.text(error))
        return self.go(f"{self.portal_url}/cong-viec/{self.order(go, allowed)}")

    def problem(self):
        """(field, message) of what keeps this from being ordered, or None."""
        most = of_counter.value("job_size")
        if not self.chosen:
            return "choice", _("Choose at least one result.")
        if len(self.chosen) > most:
            facts = {"most": most}
            text = _(
                "These are too many results at once: choose at most ${most}.",
                mapping=facts,
            )
            return "choice", text
        if self.typed("identity") not in {one.id for one in self.own}:
            return "identity", of_signing.MESSAGES["signer.none"]
        return None

    def order(self, go: str, allowed) -> str:
        """Order the job; what the service has allowed is kept for it."""
        documents: dict[str, dict[str, str]] = {}
        for choice in self.chosen:
            code, paper, mark = choice.split(" ")
            documents.setdefault(code, {})[paper] = mark
        identity = self.typed("identity")
        session = sessions.begin(identity, allowed)
        parameters = {
            "documents": documents,
            "identity": identity,
            "session": session,
            "ends": go == "finish",
        }
        job = jobs.put(
            work.SIGN, documents, parameters, self.desk.user_id, key=self.key
        )
        sessions.belongs_to(session, job)
        return job

    def refuse(self, status: int, field: str, message):
        """The page again with what is wrong; what was chosen stays, the PIN does not."""
        self.request.response.setStatus(status)
        self.problems = [{"field": field, "message": self.say(message)}]
        return self.show(self.typed("here"))

    def typed(self, name: str) -> str:
        return typed.text(self.request.form, name)

    @property
    def key(self) -> str:
        """A key of the form: sent twice, it is one job."""
        return self.typed("key")[:KEY] or self.new_key

    @cached_property
    def new_key(self) -> str:
        return secrets.token_hex(16)

    takes_all = False

    @cached_property
    def chosen(self) -> list[str]:
        """The chosen documents of all pages, each once, in the order in which they were chosen."""
        found = []
        for name in ("kept", "chosen"):
            values = self.request.form.get(name) or []
            found += [values] if isinstance(values, str) else values
        return [
            one
            for one in dict.fromkeys(str(value) for value in found)
            if (match := CHOICE.fullmatch(one)) and is_code(match[1])
        ]

    # -- what is shown

    @property
    def which(self) -> str:
        """The list that is shown."""
        asked = self.typed("list")
        return asked if asked in LISTS else UNSIGNED

    @cached_property
    def found(self) -> prepared.Found:
        scope = scope_of(self.desk, self.which == SIGNED)
        return prepared.listed(scope, self.after, SIZE)

    @cached_property
    def rows(self) -> list[dict]:
        chosen = set(self.chosen)
        return [self.row(one, row, chosen) for one, row in self.found.rows]

    def row(self, one, row, chosen) -> dict:
        value = f"{one.dossier} {one.paper} {one.digest[: work.MARK]}"
        url, left = self.reader.url(row), self.reader.left(row)
        return {
            "value": value,
            "chosen": self.takes_all or value in chosen,
            "title": one.title,
            "number": one.number,
            "code": row.code,
            "url": f"{url}/@@ket-qua",
            "read_url": f"{url}/@@ket-qua/{one.paper}",
            "who": self.reader.who(row),
            "procedure": row.procedure_title,
            "agency": self.reader.agency(row.agency) if self.shows_agency else "",
            "step": row.step_title,
            "due": words.day_and_time(row.due),
            "left": "" if left is None else self.say(words.left_message(left)),
            "urgency": urgency(left),
        }

    @property
    def shows_agency(self) -> bool:
        return len(self.desk.agencies) > 1

    def kept(self) -> list[str]:
        """What was chosen on other pages."""
        here = {row["value"] for row in self.rows}
        return [value for value in self.chosen if value not in here]

    def tabs(self) -> list[dict]:
        return [
            {
                "title": self.say(TITLES[name]),
                "count": self.count(name),
                "current": name == self.which,
                "url": f"{self.portal_url}/{PATH}?{urlencode({'list': name})}",
            }
            for name in LISTS
        ]

    def count(self, name) -> str:
        number = prepared.count(scope_of(self.desk, name == SIGNED))
        most = prepared.MANY
        return f"{most}+" if number > most else str(number)

    @property
    def here(self) -> str:
        return prepared.token(self.after)

    @property
    def next(self) -> str:
        return prepared.token(self.found.after)

    @property
    def empty_words(self) -> str:
        return self.say(EMPTY[self.which])

    @cached_property
    def own(self) -> list:
        return settings.identities_of(self.desk.user_id)

    def identities(self) -> list[dict]:
        """With what the reader may sign; the first, or the one chosen, is chosen."""
        asked = self.typed("identity") or (self.own[0].id if self.own else "")
        return [
            {"id": one.id, "title": one.title, "chosen": one.id == asked}
            for one in self.own
        ]

    @property
    def minutes(self) -> int:
        return settings.value("session_minutes")

    def error(self, name: str) -> str:
        found = (row["message"] for row in self.problems if row["field"] == name)
        return next(found, "")


def is_code(text: str) -> bool:
    """Whether a text has the form of a dossier's code."""
    return codes.parse_code(text) is not None
