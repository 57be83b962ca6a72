"""`<dossier>/@together` and `@opinions/<code>/<no>`: work of several agencies, as JSON.

Who may do what is asked by `legs` and `opinions`, as for the pages.
"""

from AccessControl import getSecurityManager
from AccessControl import Unauthorized
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import reads
from hanam.dvc.dossiers import services
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.dossiers.results import Result
from hanam.dvc.dossiers.sheets import NewPaper
from hanam.dvc.dossiers.together import legs
from hanam.dvc.dossiers.together import offered
from hanam.dvc.dossiers.together import opinions
from hanam.dvc.dossiers.together import performing
from hanam.dvc.dossiers.together import roles
from hanam.dvc.dossiers.together import serial
from hanam.dvc.paths import Below
from plone import api
from zExceptions import NotFound


OF_LEGS = {
    *("leg_take", "leg_done", "leg_back", "leg_time"),
    *("leg_cancel", "leg_reopen", "leg_choose"),
}
ACTIONS = OF_LEGS | {"leg_add", "opinion_ask", "opinion_withdraw"}


class Together(services.WorkflowService):
    """What reading and acting have in common."""

    def told(self) -> dict:
        """The parts and opinions as the reader may see them, and what can be done."""
        dossier = self.context
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return {
            "@id": f"{dossier.absolute_url()}/@together",
            "code": dossier.code,
            "version": dossier.version,
            **serial.shown(dossier),
            "actions": offered.of_whole(dossier),
        }


class Read(Together):
    """`GET <dossier>/@together`: for whom the page is."""

    def reply(self):
        if not roles.reads_legs(getSecurityManager().getUser(), self.context):
            return self.fail(403, "Forbidden", [Problem("action.forbidden")])
        reads.note(self.context, reads.PAGE)
        return self.told()


class Act(Together, services.Act):
    """`POST <dossier>/@together/<action>`: what is there after it, or why nothing changed.

    JSON: ``no`` of the leg or opinion; ``turn`` of the leg (its agency) or ``version`` of the
    dossier (the main agency); what the action needs beside it, see docs/together.md.
    """

    def act(self, name: str, body: dict) -> None:
        if name not in ACTIONS:
            raise Refused([Problem("action.unknown")])
        given = Given(body)
        if name == "leg_add":
            legs.add(
                self.context,
                **given.texts("agency", "title"),
                role=given.text("role") or "officer",
                after=tuple(given.several("after", int)),
                version=given.number("version"),
                **given.limit(),
            )
        elif name == "opinion_ask":
            opinions.ask(
                self.context,
                given.whom(),
                **given.texts("key", "question"),
                papers=tuple(given.several("paper_ids", str)),
                version=given.number("version"),
                **given.limit(),
            )
        else:
            self.change(name, given)

    def change(self, name: str, given) -> None:
        """One leg or opinion, named by its number."""
        no, turn = given.number("no") or 0, given.number("turn")
        if name == "leg_done":
            note, result = given.text("note"), given.result()
            legs.answer(self.context, no, note=note, results_given=result, turn=turn)
            return
        sent = performing.Sent(
            turn=turn,
            version=given.number("version"),
            reason=given.text("reason"),
            to=given.number("to") or 0,
            agency=given.text("agency"),
            limit=given.limit() if name == "leg_time" else {},
        )
        performing.change(self.context, name, no, sent)


class Opinion(Below, services.WorkflowService):
    """A question for whom it was asked: staff of an agency, or a colleague.

    An expert outside has a page of their own and no account; it is not read here.
    """

    longest_path = 2

    def find(self) -> None:
        """The question that the path names; for all others it is not there."""
        code, no = (*self.path, "", "")[:2]
        dossier = access.find(code) if no.isascii() and no.isdigit() else None
        number = int(no[:4]) if dossier is not None else 0
        if dossier is None or not 1 <= number <= len(dossier.opinions):
            raise NotFound(self.request.getURL())
        self.dossier, self.opinion = dossier, dossier.opinions[number - 1]
        is_outside = self.opinion["kind"] == opinions.OUTSIDE
        if is_outside or not opinions.may_answer(dossier, self.opinion):
            raise NotFound(self.request.getURL())

    def reply(self):
        if api.user.is_anonymous():
            raise Unauthorized("staff only")
        self.find()
        return self.answered()

    def answered(self) -> dict:
        whose = self.opinion["agency"], "officer"
        reads.note_asked(self.dossier, reads.PAGE, "", whose, "")
        return self.told()

    def told(self) -> dict:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        opinion = self.dossier.opinions[self.opinion["no"] - 1]
        return serial.asked(opinion, self.dossier)


class Answer(Opinion, services.Act):
    """`POST @opinions/<code>/<no>`: ``verdict`` (agree, conditions, disagree,
    not_competent), ``text``, ``files`` [{filename, data}] in Base64."""

    def answered(self):
        return self.perform()

    def act(self, _name: str, body: dict) -> None:
        given = Given(body)
        texts = given.texts("verdict", "text")
        opinions.answer(
            self.dossier, self.opinion["no"], files=given.files("files"), **texts
        )


class Given:
    """What a body says, each value of the kind that is asked for; else `Refused`."""

    def __init__(self, body: dict):
        self.body = body

    def wrong(self, name: str) -> Refused:
        return Refused([Problem("body.shape", name)])

    def text(self, name: str) -> str:
        value = self.body.get(name) or ""
        if not isinstance(value, str):
            raise self.wrong(name)
        return value.strip()

    def texts(self, *names) -> dict:
        return {name: self.text(name) for name in names}

    def number(self, name: str) -> int | None:
        value = self.body.get(name)
        if value is not None and type(value) is not int:
            raise self.wrong(name)
        return value

    def several(self, name: str, kind: type) -> list:
        values = self.body.get(name) or []
        if not isinstance(values, list) or any(type(one) is not kind for one in values):
            raise self.wrong(name)
        return list(dict.fromkeys(values))

    def limit(self) -> dict:
        """A limit as `given.limit_given` reads it."""
        number = self.number("value")
        return {
            "value": "" if number is None else str(number),
            "unit": self.text("unit") or "working_day",
        }

    def result(self):
        """The agency's own paper, or None."""
        sent = self.body.get("result")
        if not sent:
            return None
        name, text = str(sent.get("filename") or ""), str(sent.get("text") or "")
        file = NewPaper(filename=name, data=sent["data"]) if sent["data"] else None
        return Result(str(sent.get("number") or ""), text, file)

    def files(self, name: str) -> list[NewPaper]:
        rows = self.body.get(name) or []
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise self.wrong(name)
        return [services.paper(row, f"{name}.{no}") for no, row in enumerate(rows)]

    def whom(self) -> list:
        """Who is asked: ``agencies``, a ``person``, or an expert's ``name`` and ``email``."""
        agencies = self.several("agencies", str)
        whom = [opinions.Whom("agency", agency=slug) for slug in agencies]
        if self.text("person"):
            whom.append(opinions.Whom("person", person=self.text("person")))
        expert = self.texts("name", "email")
        if any(expert.values()):
            whom.append(opinions.Whom("outside", **expert))
        return whom
