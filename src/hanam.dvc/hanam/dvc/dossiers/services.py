"""`@workflow` on a dossier: what can be done now, and doing it with all it needs."""

from AccessControl import Unauthorized
from hanam.dvc.catalogue import settings
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import actions
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import reads
from hanam.dvc.dossiers import sheets
from hanam.dvc.dossiers import states
from hanam.dvc.dossiers import work
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.dossiers.messages import text_of
from hanam.dvc.dossiers.sheets import NewPaper
from hanam.dvc.paths import Below
from hanam.dvc.register import queries
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.services import Service
from zExceptions import NotFound
from zope.i18n import translate
from zope.interface import alsoProvides

import binascii
import json
import transaction


TEXTS = ("reason", "comment", "assignee")
WORK = {
    "assign": work.assign,
    "release": work.release,
    "next_step": work.next_step,
    "step_back": work.step_back,
}
JSON = "application/json"
ANSWERS = 2**20


class WorkflowService(Service):
    """What reading and acting have in common."""

    def told(self) -> dict:
        """State, actions now possible and history of the dossier."""
        dossier, request = self.context, self.request
        request.response.setHeader("Cache-Control", "private, no-store")
        url = f"{dossier.absolute_url()}/@workflow"
        possible = [
            (way.id, way.title, way.needs) for way in actions.available(dossier)
        ]
        possible += [(name, states.title_of(name), ()) for name in work.can(dossier)]
        return {
            "@id": url,
            "code": dossier.code,
            "state": str(dossier.state),
            "state_title": translate(states.TITLES[dossier.state], context=request),
            "version": dossier.version,
            "received": moment.iso(dossier.received),
            "due": moment.iso(dossier.due),
            "assignee": dossier.assignee,
            "transitions": [
                {
                    "@id": f"{url}/{name}",
                    "id": name,
                    "title": translate(title, context=request),
                    "needs": list(needs),
                }
                for name, title, needs in possible
            ],
            "history": [
                {
                    "at": moment.iso(row.at),
                    "actor": row.actor,
                    "action": row.action,
                    "title": translate(states.title_of(row.action), context=request),
                    "from": row.from_state,
                    "to": row.to_state,
                    "note": row.note,
                }
                for row in queries.history(dossier.code)
            ],
        }

    def fail(self, status: int, kind: str, problems) -> dict:
        """An error answer; whatever was begun is undone."""
        transaction.doom()
        self.request.response.setStatus(status)
        said = [
            {
                "code": problem.code,
                "field": problem.field,
                "message": text_of(problem, self.request),
            }
            for problem in problems
        ]
        message = said[0]["message"] if said else kind
        return {"error": {"type": kind, "message": message, "problems": said}}


class Read(WorkflowService):
    """`GET <dossier>/@workflow`."""

    def reply(self):
        reads.note(self.context, reads.PAGE)
        return self.told()


class Act(Below, WorkflowService):
    """`POST <dossier>/@workflow/<transition>`: the state after it, or why nothing changed.

    The JSON body may hold reason (or comment), assignee, version, papers [{component,
    filename, content_type, data}] and result {number, text, filename, data}; data is
    Base64.
    """

    def reply(self):
        if not access.may_see(self.context):
            raise NotFound(self.request.getURL())
        return self.perform()

    def perform(self) -> dict:
        """Do what the body says, or tell what is wrong; nothing stays of what failed."""
        # Other sites' forms cannot send this content type: no token is asked for.
        kind = (self.request.getHeader("Content-Type") or "").partition(";")[0].strip()
        if kind.lower() != JSON:
            return self.fail(415, "UnsupportedMediaType", [Problem("body.shape")])
        alsoProvides(self.request, IDisableCSRFProtection)
        try:
            self.act(self.path[0] if self.path else "", read(self.request))
        except Stale as error:
            return self.fail(409, "Conflict", error.problems)
        except Refused as error:
            return self.fail(400, "ValidationError", error.problems)
        except Unauthorized:
            return self.fail(403, "Forbidden", [Problem("action.forbidden")])
        return self.told()

    def act(self, name: str, body: dict) -> None:
        """Carry out the action; raises what `actions.perform` raises."""
        reason = body.get("reason") or body.get("comment") or ""
        version = body.get("version")
        if name not in WORK:
            actions.perform(
                self.context,
                name,
                reason=reason,
                papers=body["papers"],
                result=body["result"],
                assignee=body.get("assignee") or "",
                version=version,
            )
        elif name == "next_step":
            work.next_step(
                self.context,
                assignee=body.get("assignee") or "",
                note=reason,
                version=version,
            )
        elif name == "step_back":
            work.step_back(self.context, reason=reason, version=version)
        elif name == "assign":
            work.assign(self.context, body.get("assignee") or "", version=version)
        else:
            work.release(self.context, version=version)


def read(request) -> dict:
    """The body with papers and result decoded; `Refused` for what it should not be."""
    # Base64 needs four characters for three bytes; the rest are the answers.
    most = settings.limits().dossier_size * 4 // 3 + ANSWERS
    sent = request["BODYFILE"].read(most + 1)
    if len(sent) > most:
        size = {"most": sheets.megabytes(settings.limits().dossier_size)}
        raise Refused([Problem("papers.too_big", "papers", size)])
    try:
        body = json.loads(sent or b"{}")
    except (ValueError, RecursionError):
        raise Refused([Problem("body.shape")]) from None
    if not isinstance(body, dict):
        raise Refused([Problem("body.shape")])
    problems = [
        Problem("body.shape", name)
        for name in TEXTS
        if not isinstance(body.get(name) or "", str)
    ]
    version = body.get("version")
    if version is not None and type(version) is not int:
        problems.append(Problem("body.shape", "version"))
    papers, result = body.get("papers"), body.get("result")
    papers = [] if papers is None else papers
    if not isinstance(papers, list) or not all(isinstance(row, dict) for row in papers):
        problems.append(Problem("body.shape", "papers"))
    if result is not None and not isinstance(result, dict):
        problems.append(Problem("body.shape", "result"))
    if problems:
        raise Refused(problems)
    return body | {
        "papers": [paper(row, f"papers.{number}") for number, row in enumerate(papers)],
        "result": result and result | {"data": decoded(result, "result")},
    }


def paper(row: dict, field: str) -> NewPaper:
    """One paper of an answer."""
    return NewPaper(
        component=str(row.get("component") or ""),
        filename=str(row.get("filename") or ""),
        content_type=str(row.get("content_type") or ""),
        data=decoded(row, field),
    )


def decoded(row: dict, field: str) -> bytes:
    """The bytes of a file sent as Base64; empty where none was sent."""
    try:
        text = (row.get("data") or "").encode("ascii")
        return binascii.a2b_base64(text, strict_mode=bool(text))
    except (binascii.Error, UnicodeEncodeError, AttributeError):
        name = {"name": str(row.get("filename") or "")}
        raise Refused([Problem("file.base64", field, name)]) from None
