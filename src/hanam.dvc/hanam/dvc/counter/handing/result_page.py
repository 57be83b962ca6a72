"""`<dossier>/@@ket-qua`: prepare the result of a dossier, sign it, finish the dossier with it.

    <dossier>/@@ket-qua             the documents, and forms for what can be done now
    <dossier>/@@ket-qua/<id>        one prepared document, to be read before it is signed

A form sends ``go`` (add, sign, sign-finish, finish, drop-<id>, withdraw-<id>) and ``version``.
"""

from AccessControl import getSecurityManager
from AccessControl import Unauthorized
from datetime import date
from functools import cached_property
from hanam.dvc import signing
from hanam.dvc.counter import typed
from hanam.dvc.counter import words
from hanam.dvc.counter.forms import file_of
from hanam.dvc.counter.handing import shown
from hanam.dvc.counter.views.base import StaffView
from hanam.dvc.dossiers import actions
from hanam.dvc.dossiers import download
from hanam.dvc.dossiers import gate
from hanam.dvc.dossiers import messages
from hanam.dvc.dossiers import reads
from hanam.dvc.dossiers.errors import DossierError
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.i18n import _
from hanam.dvc.rules.states import State
from hanam.dvc.signing import documents
from hanam.dvc.signing import messages as of_signing
from hanam.dvc.signing import preparing
from hanam.dvc.signing import settings
from hanam.dvc.signing import withdrawing
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse

import transaction


FORM = ("title", "number", "dated", "text", "office", "signer", "template", "reason")
# Problems with all that is prepared are told at its heading.
PLACES = {"result": "prepared", "documents": "prepared"}
TOO_OLD = _("This form is too old or was sent from elsewhere. Send it again.")
FORBIDDEN = _("Your role cannot do this, or not any more. Nothing was changed.")


@implementer(IPublishTraverse)
class ResultPage(StaffView):
    """See the module."""

    template = ViewPageTemplateFile("templates/result.pt")
    problems = ()
    opened = ""
    name = ""

    @property
    def page_title(self):
        return f"{self.say(_('Result'))} – {self.context.code}"

    @property
    def crumbs(self):
        return [{"url": self.context.absolute_url(), "title": self.context.code}]

    def publishTraverse(self, request, name):
        if self.name:
            gate.close(request)
        self.name = name
        return self

    def may_enter(self) -> bool:
        if self.context.state == State.DRAFT:
            return False
        return self.desk.is_at(self.context.agency) or self.desk.all_agencies

    def page(self):
        if self.name:
            return self.document()
        if not self.is_post:
            reads.note(self.context, reads.PAGE, self.say(_("Result")))
            return self.template()
        return self.send()

    def document(self):
        """The file of one prepared document."""
        paper = preparing.prepared(self.context, self.name)
        if paper is None or (paper.file is None and not paper.is_closed):
            gate.close(self.request)
        reads.note(self.context, reads.PAPER, paper.title)
        return download.respond(paper, self.request, inline=True)

    # -- what was sent

    def send(self):
        # The buttons of templates say which one they make.
        go = self.typed("go") or ("add" if self.typed("template") else "")
        if not self.is_genuine():
            return self.refuse([("", TOO_OLD)], 403)
        act, _dash, name = go.partition("-")
        if go == "sign-finish":
            act, name = "sign", "finish"
        acts = {
            "add": self.add,
            "sign": self.sign,
            "finish": self.finish,
            "drop": self.drop,
            "withdraw": self.withdraw,
        }
        if act not in acts:
            return self.refuse([("", _("There is no such action."))], 400)
        self.opened = act
        try:
            acts[act](name)
        except Stale as error:
            return self.refuse(said(error), 409)
        except DossierError as error:
            return self.refuse(said(error), 400)
        except signing.SigningError as error:
            field = "pin" if error.code.startswith("pin") else ""
            if act == "add":
                field = "file"
            return self.refuse([(field, of_signing.text(error))], 400)
        except Unauthorized:
            return self.refuse([("", FORBIDDEN)], 403)
        url = self.context.absolute_url()
        ended = self.context.state != State.PROCESSING and act != "withdraw"
        return self.go(url if ended else f"{url}/@@ket-qua")

    def refuse(self, problems, status: int):
        """The page again with what is wrong and what was typed (but no PIN)."""
        transaction.doom()
        self.request.response.setStatus(status)
        self.problems = [
            {"field": PLACES.get(field, field), "message": self.say(message)}
            for field, message in problems
        ]
        upload = file_of(self.request.form.get("file"))
        if upload is not None:
            facts = {"files": upload.filename}
            message = self.say(_("Choose the file again: ${files}.", mapping=facts))
            self.problems.append({"field": "file", "message": message})
        return self.template()

    def add(self, _name) -> None:
        upload = file_of(self.request.form.get("file"))
        template = self.typed("template")
        if template and template not in {one.key for one in documents.every()}:
            template = ""
        given = preparing.Document(
            title=self.typed("title"),
            number=self.typed("number"),
            dated=self.day("dated"),
            text=self.typed("text"),
            filename="" if upload is None else upload.filename,
            data=b"" if upload is None or template else upload.data,
            template=template,
            office=self.typed("office"),
            signer=self.typed("signer"),
        )
        preparing.add(self.context, given, version=self.version)
        self.tell(_("The document is prepared. Read it, then sign it."))

    def sign(self, then) -> None:
        preparing.sign(
            self.context,
            self.chosen,
            self.typed("identity"),
            self.typed("pin"),
            version=self.version,
            ends=then == "finish",
        )
        if then == "finish":
            self.tell(
                _("Signed. The dossier is finished; the result can be handed over.")
            )
        else:
            self.tell(_("The document is signed."))

    def finish(self, _name) -> None:
        preparing.finish(self.context, version=self.version)
        self.tell(_("The dossier is finished; the result can be handed over."))

    def drop(self, name) -> None:
        preparing.drop(self.context, name, version=self.version)
        self.tell(_("The prepared document was removed."))

    def withdraw(self, name) -> None:
        withdrawing.withdraw(
            self.context, name, reason=self.typed("reason"), version=self.version
        )
        self.tell(_("The result is withdrawn; everybody who verifies it reads why."))

    def typed(self, name: str) -> str:
        return typed.text(self.request.form, name)

    def day(self, name: str) -> date | None:
        try:
            return date.fromisoformat(self.typed(name))
        except ValueError:
            return None

    @property
    def version(self) -> int | None:
        found = self.typed("version")
        return int(found) if found.isdigit() else None

    @property
    def chosen(self) -> list[str]:
        """The ids of the documents that were ticked."""
        found = self.request.form.get("documents") or []
        return [found] if isinstance(found, str) else list(found)

    # -- what the page shows

    @property
    def is_open(self) -> bool:
        """Whether documents can be prepared now by the reader."""
        return preparing.may(self.context)

    @property
    def may_sign(self) -> bool:
        return preparing.may_sign(self.context)

    @property
    def may_withdraw(self) -> bool:
        return withdrawing.may(self.context)

    @cached_property
    def prepared(self) -> list[dict]:
        url = f"{self.context.absolute_url()}/@@ket-qua"
        return [
            shown.document(paper, f"{url}/{paper.id}", self.request)
            for paper in self.context.prepared
        ]

    @cached_property
    def issued(self) -> list[dict]:
        url = f"{self.context.absolute_url()}/@@paper"
        return [
            shown.document(paper, f"{url}/{paper.id}", self.request)
            for paper in self.context.results
        ]

    @cached_property
    def identities(self) -> list[dict]:
        """With what the reader may sign; the first, or the one chosen, is chosen."""
        user = getSecurityManager().getUser().getId()
        found = settings.identities_of(user)
        asked = self.typed("identity") or (found[0].id if found else "")
        return [
            {"id": one.id, "title": one.title, "chosen": one.id == asked}
            for one in found
        ]

    def given(self) -> dict:
        """What stands in the form for a new document."""
        found = {name: self.typed(name) for name in FORM}
        if self.opened != "add":
            found["title"] = actions.result_title(self.context)
            found["dated"] = self.now.date().isoformat()
        return found

    def today(self) -> str:
        return self.now.date().isoformat()

    def templates(self) -> list[dict]:
        return [
            {"key": one.key, "title": self.say(one.title)} for one in documents.every()
        ]

    def must_sign(self) -> bool:
        return bool(settings.value("must_sign"))

    def is_ticked(self, name: str) -> bool:
        return not self.chosen or name in self.chosen

    def error(self, name: str) -> str:
        found = (row["message"] for row in self.problems if row["field"] == name)
        return next(found, "")

    def agency(self) -> str:
        return self.reader.agency(self.context.agency, self.context.filed.date())

    def state(self) -> dict:
        state = self.context.state
        return {"title": actions.flow.TITLES[state], "look": words.LOOKS.get(state, "")}


def said(error: DossierError) -> list[tuple[str, object]]:
    """(field, message) of each problem."""
    return [(problem.field, messages.text(problem)) for problem in error.problems]
