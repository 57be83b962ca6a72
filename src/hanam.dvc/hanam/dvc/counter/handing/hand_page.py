"""`<dossier>/@@tra-ket-qua`: hand the result over, and give originals back.

    <dossier>/@@tra-ket-qua               the form, and what was handed over
    <dossier>/@@tra-ket-qua/phieu.pdf     the confirmation of the last hand-over
    <dossier>/@@tra-ket-qua/<id>          a drawn signature, for staff of the agency

A form sends ``go``: hand, code (send one), post (sent), back (by the post), originals.
"""

from functools import cached_property
from hanam.dvc.counter import words
from hanam.dvc.counter.handing import drawing
from hanam.dvc.counter.handing import handing
from hanam.dvc.counter.handing import messages  # noqa: F401 - its words
from hanam.dvc.counter.handing import printed
from hanam.dvc.counter.handing.base import ResultView
from hanam.dvc.dossiers import download
from hanam.dvc.dossiers import gate
from hanam.dvc.dossiers import reads
from hanam.dvc.dossiers import tracks
from hanam.dvc.dossiers.content import Papers
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.dossiers.tracks import values
from hanam.dvc.i18n import _
from hanam.dvc.identity import codes
from hanam.dvc.rules.states import State
from hanam.dvc.rules.tracks import Delivery
from hanam.dvc.rules.tracks import Track
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


TEXTS = (
    "receiver",
    "receiver_id",
    "authority",
    "proof",
    "drawing",
    "challenge",
    "code",
    "tracking",
    "note",
)
PDF = "phieu.pdf"
NO_CODE = _("No code can be sent at present. Choose another way to confirm.")
TOO_MANY = _("Too many codes were asked for. Try again in ${minutes} minutes.")


class HandPage(ResultView):
    """See the module."""

    template = ViewPageTemplateFile("templates/hand.pt")
    parts = ViewPageTemplateFile("templates/hand_parts.pt")
    proof_parts = ViewPageTemplateFile("templates/proof_parts.pt")
    heading = _("Hand over the result")
    address = "@@tra-ket-qua"
    challenge = ""
    places = {"results": "hand", "originals": "hand", "drawing": "pad"}

    def behind(self):
        return self.confirmation() if self.name == PDF else self.drawing()

    def drawing(self):
        """A drawn signature; never shown to anybody but staff of the agency."""
        kept = self.context.drawings
        paper = kept.get(self.name) if isinstance(kept, Papers) else None
        if paper is None or not self.desk.is_at(self.context.agency):
            gate.close(self.request)
        reads.note(self.context, reads.PAPER, self.say(_("Drawn signature")))
        return download.respond(paper, self.request, inline=True)

    def confirmation(self):
        if not self.context.handed or not self.desk.is_at(self.context.agency):
            gate.close(self.request)
        made = printed.confirmation(self.context)
        reads.note(self.context, reads.PRINT)
        response = self.request.response
        response.setHeader("Content-Type", "application/pdf")
        response.setHeader("X-Content-Type-Options", "nosniff")
        name = f'inline; filename="phieu-tra-{self.context.code}.pdf"'
        response.setHeader("Content-Disposition", name)
        return made

    # -- what was sent

    def send(self):
        self.challenge = self.typed("challenge")
        return super().send()

    def acts(self) -> dict:
        return {
            "hand": self.hand,
            "code": self.send_code,
            "post": self.posted,
            "back": self.came_back,
            "originals": self.give_back,
        }

    def hand(self, _rest) -> str:
        given = handing.HandOver(
            proxy=self.typed("as") == "proxy",
            results=self.ticked("results"),
            originals=self.ticked("originals"),
            delivered=self.day("delivered"),
            **{name: self.typed(name) for name in TEXTS},
        )
        handing.hand_over(self.context, given, version=self.version)
        self.tell(_("The result is handed over; the dossier is closed."))
        return f"{self.here}#handed"

    def send_code(self, _rest) -> None:
        """The code is on its way: the page stays, with all that was typed."""
        if not handing.may(self.context):
            raise Refused([Problem("action.forbidden")])
        try:
            self.challenge = handing.send_code(self.context)
        except codes.TooMany as error:
            facts = {"minutes": error.minutes}
            self.problems = [
                {"field": "code", "message": self.say(_(TOO_MANY, mapping=facts))}
            ]
        except codes.NotReachable:
            self.problems = [{"field": "proof", "message": self.say(NO_CODE)}]

    def posted(self, _rest) -> str:
        facts = {"number": self.typed("tracking")}
        self.move(Delivery.WITH_POST, facts=facts)
        self.tell(_("The result is with the post."))
        return self.here

    def came_back(self, _rest) -> str:
        self.move(Delivery.RETURNED_BY_POST, reason=self.typed("why"))
        self.tell(_("Noted: the post has brought the result back."))
        return self.here

    def move(self, target, **facts) -> None:
        tracks.change(
            self.context, Track.DELIVERY, target, version=self.version, **facts
        )

    def give_back(self, _rest) -> str:
        handing.return_originals(
            self.context,
            self.ticked("originals"),
            self.typed("receiver"),
            version=self.version,
        )
        self.tell(_("The originals are given back."))
        return self.here

    # -- what the page shows

    @property
    def is_open(self) -> bool:
        return handing.may(self.context)

    @property
    def may_give_back(self) -> bool:
        """Whether originals of an ended dossier can still be given back by the reader."""
        return (
            self.context.state in handing.ENDED
            and bool(handing.originals(self.context))
            and handing.is_clerk(self.context)
        )

    def given(self) -> dict:
        """What stands in the form: as it was typed, or the applicant's own facts."""
        names = (*TEXTS, "as", "delivered", "why")
        found = {name: self.typed(name) for name in names}
        if self.opened not in ("hand", "code"):
            person = self.context.applicant
            found |= {"receiver": person["name"], "receiver_id": person["id_number"]}
            found |= {"as": "self", "tracking": self.post["number"]}
            found["proof"] = handing.POST if self.is_with_post else handing.DRAWN
        if self.opened == "code":
            found["proof"] = handing.CODE
        # Only what reads as a signature comes back into the page.
        if found["drawing"] and drawing.read(found["drawing"])[1]:
            found["drawing"] = ""
        return found

    def results(self) -> list[dict]:
        chosen = self.ticked("results")
        return [
            {
                "id": one.id,
                "title": one.title or one.filename,
                "number": one.number,
                "ticked": self.opened not in ("hand", "code") or one.id in chosen,
            }
            for one in handing.due_results(self.context)
        ]

    def originals(self) -> list[dict]:
        chosen = self.ticked("originals")
        return [
            {
                "id": one.id,
                "title": one.title or one.component,
                "originals": one.originals,
                "ticked": one.id in chosen,
            }
            for one in handing.originals(self.context)
        ]

    @cached_property
    def contact(self) -> str:
        """Enough of the number or address for the receiver to know it; "" for none."""
        found = handing.contact_of(self.context)
        return "" if found is None else found.hint

    @cached_property
    def post(self) -> dict:
        """What the track of the hand-over knows: {number, since}."""
        facts = values.facts_of(self.context, Track.DELIVERY)
        since = words.day_and_time(facts["since"])
        return {"number": facts.get("number", ""), "since": since}

    @property
    def is_for_post(self) -> bool:
        return self.is_open and self.context.delivery == Delivery.FOR_POST

    @property
    def is_with_post(self) -> bool:
        return self.is_open and self.context.delivery == Delivery.WITH_POST

    def is_by_post(self) -> bool:
        return self.context.delivery in handing.BY_POST

    def handed(self) -> list[dict]:
        """What was handed over, the last first."""
        titles = {one.id: one.title or one.filename for one in self.context.results}
        papers = {one.id: one.title or one.component for one in self.context.papers}
        kept = self.context.drawings
        return [
            {
                "at": words.day_and_time(entry["at"]),
                "by": entry["by"][1],
                "receiver": entry["receiver"],
                "receiver_id": entry["receiver_id"],
                "authority": entry["authority"],
                "proof": self.say(handing.PROOF_WORDS.get(entry["proof"], "")),
                "drawing": f"{self.here}/{entry['drawing']}"
                if isinstance(kept, Papers) and kept.get(entry["drawing"])
                else "",
                "results": [titles.get(one, "") for one in entry["results"]],
                "originals": [papers.get(one, "") for one in entry["originals"]],
                "tracking": entry["tracking"],
                "delivered": words.day(entry["delivered"]),
                "note": entry["note"],
            }
            for entry in reversed(self.context.handed)
        ]

    def is_returned(self) -> bool:
        return self.context.state == State.RETURNED
