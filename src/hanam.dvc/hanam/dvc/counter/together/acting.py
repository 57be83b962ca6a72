"""`<dossier>/@@phoi-hop`: the parts of all agencies and the opinions, and what is done to them.

`/tai/<id>` behind it is a paper that an agency has handed in.
"""

from AccessControl import Unauthorized
from hanam.dvc.counter.forms import file_of
from hanam.dvc.counter.together.section import Section
from hanam.dvc.counter.views.base import StaffView
from hanam.dvc.dossiers import download
from hanam.dvc.dossiers import gate
from hanam.dvc.dossiers import messages
from hanam.dvc.dossiers import reads
from hanam.dvc.dossiers.errors import DossierError
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.dossiers.results import Result
from hanam.dvc.dossiers.together import legs
from hanam.dvc.dossiers.together import opinions
from hanam.dvc.dossiers.together import performing
from hanam.dvc.dossiers.together import roles
from hanam.dvc.dossiers.together.opinions import Whom
from hanam.dvc.i18n import _
from hanam.dvc.register import queries
from pathlib import Path
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from ZODB.POSException import ConflictError
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse

import transaction


TEMPLATES = Path(__file__).parent / "templates"
DONE = {
    "leg_take": _("The part is yours."),
    "leg_done": _("The answer of your agency was sent."),
    "leg_back": _("The part was handed back."),
    "leg_time": _("The date was moved."),
    "leg_add": _("The agency has its part."),
    "leg_cancel": _("The part is cancelled."),
    "leg_reopen": _("The agency has its part again."),
    "leg_choose": _("The agency is chosen."),
    "opinion_ask": _("The question was sent."),
    "opinion_withdraw": _("The question is withdrawn."),
}
CAPPED = _(
    "The question was sent with a shorter limit than you wished: one working day of the whole "
    "must be left."
)


@implementer(IPublishTraverse)
class Together(Section, StaffView):
    """The page; a form that is wrong comes again with what was typed."""

    page_title = _("Working together")
    template = ViewPageTemplateFile(str(TEMPLATES / "page.pt"))
    parts = ViewPageTemplateFile(str(TEMPLATES / "parts.pt"))
    problems = ()

    def __init__(self, context, request):
        super().__init__(context, request)
        self.path = []

    def publishTraverse(self, request, name):
        if len(self.path) >= 2:
            gate.close(request)
        self.path.append(name)
        return self

    def may_enter(self) -> bool:
        return roles.reads_legs(self.user, self.context)

    @property
    def crumbs(self):
        return [{"url": self.context.absolute_url(), "title": self.context.code}]

    def page(self):
        if self.path:
            return self.file()
        if not self.is_post:
            reads.note(self.context, reads.PAGE)
            return self.template()
        action, no = str(self.request.form.get("action") or ""), self.number("no")
        self.sent = (action, no or 0)
        if not self.is_genuine():
            return self.refuse(
                [
                    (
                        "",
                        _(
                            "This form is too old or was sent from elsewhere. Send it again."
                        ),
                    )
                ],
                403,
            )
        if action not in DONE:
            return self.refuse([("", _("There is no such action."))], 400)
        try:
            told = self.perform(action, no) or DONE[action]
        except Stale as error:
            self.look_again()
            return self.refuse(said(error, action), 409)
        except DossierError as error:
            return self.refuse(said(error, action), 400)
        except Unauthorized:
            message = _(
                "Your role cannot do this, or not any more. Nothing was changed."
            )
            return self.refuse([("", message)], 403)
        self.tell(told)
        # Without a fragment: the script that sends forms must load the page anew.
        return self.go(self.context.absolute_url())

    def file(self):
        """A paper of an agency, for who may see the dossier; of an opinion, for its staff."""
        name = self.path[1] if len(self.path) == 2 and self.path[0] == "tai" else ""
        of_legs = {one for leg in self.context.legs for one in leg["papers"]}
        if name not in of_legs and not self.shows_opinions:
            gate.close(self.request)
        paper = self.context.parts.get(name) or self.context.results.get(name)
        if paper is None or (paper.file is None and not paper.is_closed):
            gate.close(self.request)
        reads.note(self.context, reads.PAPER, paper.title or paper.filename)
        return download.respond(paper, self.request)

    # --- what was sent ---

    def typed(self, name: str) -> str:
        value = self.request.form.get(name)
        return value.strip() if isinstance(value, str) else ""

    def number(self, name: str) -> int | None:
        text = self.typed(name)
        return int(text[:6]) if text.isascii() and text.isdigit() else None

    def several(self, name: str) -> list[str]:
        value = self.request.form.get(name) or []
        found = value if isinstance(value, list) else [value]
        return list(dict.fromkeys(one for one in found if isinstance(one, str) and one))

    def perform(self, action: str, no):
        """Do it; a message of its own where there is more to say than that it is done."""
        dossier, no = self.context, no or 0
        version = self.number("version")
        limit = {"value": self.typed("value"), "unit": self.typed("unit")}
        if action == "opinion_ask":
            return self.ask(limit, version)
        if action == "leg_add":
            after = tuple(int(one) for one in self.several("after") if one.isdigit())
            names = ("agency", "title", "role")
            facts = {name: self.typed(name) for name in names}
            legs.add(dossier, after=after, version=version, **facts, **limit)
        elif action == "leg_done":
            self.answer(no)
        else:
            sent = performing.Sent(
                turn=self.number("turn"),
                version=version,
                reason=self.typed("reason"),
                to=self.number("to") or 0,
                agency=self.typed("agency"),
                limit=limit,
            )
            performing.change(dossier, action, no, sent)
        return None

    def answer(self, no):
        file = file_of(self.request.form.get("file"))
        number = self.typed("number")
        given = Result(number, "", file) if file or number else None
        legs.answer(
            self.context,
            no,
            turn=self.number("turn"),
            note=self.typed("note"),
            results_given=given,
        )

    def ask(self, limit, version):
        whom = [Whom("agency", agency=slug) for slug in self.several("agencies")]
        if self.typed("person"):
            whom.append(Whom("person", person=self.typed("person")))
        name, email = self.typed("name"), self.typed("email")
        if name or email:
            whom.append(Whom("outside", name=name, email=email))
        found = opinions.ask(
            self.context,
            whom,
            key=self.typed("key"),
            question=self.typed("question"),
            papers=self.several("papers"),
            version=version,
            **limit,
        )
        return CAPPED if found.capped else None

    def look_again(self) -> None:
        """Run the request anew if this transaction sees an old dossier."""
        row = queries.by_code(self.context.code)
        if row is not None and row.version != self.context.version:
            raise ConflictError(object=self.context)

    def refuse(self, problems, status: int):
        """The page again with the form open."""
        transaction.doom()
        self.request.response.setStatus(status)
        action, no = self.sent
        form = f"{action}{no or ''}"
        messages_ = [(field, self.say(message)) for field, message in problems]
        self.wrong = dict(reversed([one for one in messages_ if one[0]]))
        self.problems = [
            {"field": f"{form}.{field}" if field else "", "message": message}
            for field, message in messages_
        ]
        return self.template()


def said(error: DossierError, action: str) -> list[tuple[str, object]]:
    """(field, message) of each problem; what has no place in a form stands above it."""
    agency = "agencies" if action == "opinion_ask" else "agency"
    places = {"agency": agency, "result": "file"}
    return [
        (places.get(problem.field, problem.field.split(".")[0]), messages.text(problem))
        for problem in error.problems
    ]
