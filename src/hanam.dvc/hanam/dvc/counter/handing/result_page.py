"""`<dossier>/@@ket-qua`: prepare the result of a dossier, sign it, finish the dossier with it.

    <dossier>/@@ket-qua             the documents, and forms for what can be done now
    <dossier>/@@ket-qua/<id>        one prepared document, to be read before it is signed

A form sends ``go`` (add, sign, sign-finish, finish, drop-<id>, withdraw-<id>) and ``version``;
the buttons of templates send ``template``.
"""

from AccessControl import getSecurityManager
from functools import cached_property
from hanam.dvc.counter.forms import file_of
from hanam.dvc.counter.handing import shown
from hanam.dvc.counter.handing.base import ResultView
from hanam.dvc.dossiers import actions
from hanam.dvc.dossiers import download
from hanam.dvc.dossiers import gate
from hanam.dvc.dossiers import guarding
from hanam.dvc.dossiers import reads
from hanam.dvc.i18n import _
from hanam.dvc.rules.states import State
from hanam.dvc.signing import applying
from hanam.dvc.signing import documents
from hanam.dvc.signing import preparing
from hanam.dvc.signing import settings
from hanam.dvc.signing import withdrawing
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


FORM = ("title", "number", "dated", "text", "office", "signer", "template", "reason")


class ResultPage(ResultView):
    """See the module."""

    template = ViewPageTemplateFile("templates/result.pt")
    parts = ViewPageTemplateFile("templates/result_parts.pt")
    add_form = ViewPageTemplateFile("templates/result_form.pt")
    heading = _("Result")
    address = "@@ket-qua"
    # Problems with all that is prepared are told at its heading.
    places = {"result": "prepared", "documents": "prepared", "reason": "why"}

    def behind(self):
        """The file of one prepared document."""
        paper = preparing.prepared(self.context, self.name)
        if paper is None or (paper.file is None and not paper.is_closed):
            gate.close(self.request)
        reads.note(self.context, reads.PAPER, paper.title)
        return download.respond(paper, self.request, inline=True)

    # -- what was sent

    def acts(self) -> dict:
        return {
            "add": self.add,
            "sign": self.sign,
            "finish": self.finish,
            "drop": self.drop,
            "withdraw": self.withdraw,
        }

    def go_on(self) -> str:
        return self.typed("go") or ("add" if self.typed("template") else "")

    def refuse(self, problems, status: int):
        upload = file_of(self.request.form.get("file"))
        if upload is not None:
            facts = {"files": upload.filename}
            again = _("Choose the file again: ${files}.", mapping=facts)
            problems = [*problems, ("file", again)]
        return super().refuse(problems, status)

    def add(self, _rest) -> str:
        given = self.document_given()
        preparing.add(self.context, given, version=self.version)
        self.tell(_("The document is prepared. Read it, then sign it."))
        return self.here

    def document_given(self) -> preparing.Document:
        """What was sent of a new document."""
        upload = file_of(self.request.form.get("file"))
        template = self.typed("template")
        if template and template not in {one.key for one in documents.every()}:
            template = ""
        return preparing.Document(
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

    def sign(self, then) -> str:
        ends = then == "finish"
        applying.sign(
            self.context,
            self.ticked("documents"),
            self.typed("identity"),
            self.typed("pin"),
            version=self.version,
            ends=ends,
            reason=self.typed("why"),
        )
        if not ends:
            self.tell(_("The document is signed."))
            return self.here
        self.tell(_("Signed. The dossier is finished; the result can be handed over."))
        return self.context.absolute_url()

    def finish(self, _rest) -> str:
        preparing.finish(self.context, version=self.version, reason=self.typed("why"))
        self.tell(_("The dossier is finished; the result can be handed over."))
        return self.context.absolute_url()

    def drop(self, name) -> str:
        preparing.drop(self.context, name, version=self.version)
        self.tell(_("The prepared document was removed."))
        return self.here

    def withdraw(self, name) -> str:
        given = self.document_given()
        withdrawing.withdraw(
            self.context,
            name,
            reason=self.typed("reason"),
            instead=given if given.data else None,
            identity=self.typed("identity"),
            pin=self.typed("pin"),
            version=self.version,
        )
        self.tell(_("The result is withdrawn; everybody who verifies it reads why."))
        return self.here

    # -- what the page shows

    @property
    def is_open(self) -> bool:
        """Whether documents can be prepared now by the reader."""
        return preparing.may(self.context)

    @property
    def may_sign(self) -> bool:
        return preparing.may_sign(self.context)

    @property
    def asks_why(self) -> bool:
        """Whether the plan is not at its end, so that finishing now needs a reason."""
        return guarding.needs_reason(self.context, "finish")

    @property
    def may_finish(self) -> bool:
        """Whether the step of the plan lets the reader finish the dossier."""
        return not guarding.is_barred(self.context, "finish")

    @property
    def may_withdraw(self) -> bool:
        return withdrawing.may(self.context)

    @cached_property
    def prepared(self) -> list[dict]:
        return [
            shown.document(paper, f"{self.here}/{paper.id}", self.request)
            for paper in self.context.prepared
            if self.context.state == State.PROCESSING
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
            found["dated"] = self.today()
        return found

    def templates(self) -> list[dict]:
        return [
            {"key": one.key, "title": self.say(one.title)} for one in documents.every()
        ]

    def must_sign(self) -> bool:
        return bool(settings.value("must_sign"))

    def is_ticked(self, name: str) -> bool:
        chosen = self.ticked("documents")
        return not chosen or name in chosen
