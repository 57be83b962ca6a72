"""`POST @people`: the look-up of the reception; `GET @reception`: what it promises and costs."""

from hanam.dvc.catalogue import lookup
from hanam.dvc.counter import promise
from hanam.dvc.counter import receiving
from hanam.dvc.counter.desk import desk_of
from hanam.dvc.counter.finding import people
from hanam.dvc.dossiers import moment
from hanam.dvc.i18n import _
from plone import api
from plone.restapi.deserializer import json_body
from plone.restapi.exceptions import DeserializationError
from plone.restapi.services import Service
from zope.i18n import translate


class ForClerks(Service):
    """Answers 401 to guests, 403 to who is no clerk; `answer(desk)` is the rest."""

    def reply(self):
        self.request.response.setHeader("Cache-Control", "private, no-store")
        if api.user.is_anonymous():
            return self.fail(401, "Unauthorized", _("Log in first."))
        desk = desk_of()
        if not desk.agencies_as("clerk"):
            message = _("This is for the clerks of a one-stop office.")
            return self.fail(403, "Forbidden", message)
        return self.answer(desk)

    def fail(self, status: int, kind: str, message) -> dict:
        self.request.response.setStatus(status)
        text = translate(message, context=self.request)
        return {"error": {"type": kind, "message": text}}


class People(ForClerks):
    """Body ``{"text": …}``: a whole id number, tax code or phone, or a name → ``items`` with
    token, name, number and phone (their ends only), owner, filed, procedure_title. Body
    ``{"pick": token}`` → ``applicant`` and ``owner`` (null: the applicant's own dossiers).

    POST, so that no number stands in an address; 404 for a token without its dossier.
    """

    def answer(self, desk):
        places = desk.agencies_as("clerk")
        try:
            body = json_body(self.request)
        except DeserializationError:
            body = {}
        if isinstance(body.get("pick"), str):
            found = people.pick(body["pick"], places)
            if found is None:
                return self.fail(404, "NotFound", _("There is no such person here."))
            return {"applicant": found[0], "owner": found[1]}
        if not isinstance(body.get("text"), str):
            message = _("Send “text” or “pick”, each a text.")
            return self.fail(400, "BadRequest", message)
        items = [item_of(match) for match in people.find(body["text"], places)]
        return {"items": items, "items_total": len(items)}


def item_of(match: people.Match) -> dict:
    return {
        "token": match.token,
        "name": match.name,
        "number": people.hidden(match.number),
        "phone": people.hidden(match.phone, 3),
        "owner": match.owner,
        "filed": moment.iso(match.filed),
        "procedure_title": match.procedure_title,
    }


class Promise(ForClerks):
    """Query: procedure, case, channel → ``limit`` and ``due`` in words, ``fees`` [{title,
    text}], ``total`` in đồng or null; nothing personal."""

    def answer(self, desk):
        form = self.request.form
        procedure = lookup.procedure(str(form.get("procedure", "")))
        if procedure is None or not receiving.places_for(procedure, desk):
            message = _("There is no such procedure. Choose one from the list.")
            return self.fail(404, "NotFound", message)
        case, channel = str(form.get("case", "")), str(form.get("channel", ""))
        return promise.of(procedure, case, channel, moment.now(), self.request)
