"""`GET @worklist` and `POST @worklist` on the portal: what is to be done, for staff."""

from hanam.dvc.counter import asking
from hanam.dvc.counter import words
from hanam.dvc.counter.asking import BadRequest
from hanam.dvc.counter.desk import desk_of
from hanam.dvc.counter.lines import next_due
from hanam.dvc.counter.lines import Reader
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import states as flow
from hanam.dvc.i18n import _
from hanam.dvc.register import queries
from plone import api
from plone.restapi.deserializer import json_body
from plone.restapi.exceptions import DeserializationError
from plone.restapi.services import Service
from urllib.parse import urlencode
from zope.i18n import translate


IN_BODY = _(
    "Send names, numbers and words to search for as JSON by POST, not in the address."
)


class Worklist(Service):
    """The list of the page `/viec`.

    Query, or JSON body of the same names: state (a state or its national code), agency
    (slug), due (overdue | soon), sort (due, -due, filed, -filed), text, size (1-100), after
    (the token of the page before), tab (a key of ``counts``, or all). Without tab, state and
    text: what is open. Answers 401 to guests, 403 to who is no staff, 400 to what makes no
    sense. Supervisors get no names and no addresses of dossiers. What may tell of a person is
    asked for by POST only: a GET takes the full code of a dossier as text, and no words.
    """

    def reply(self):
        if api.user.is_anonymous():
            return self.fail(401, "Unauthorized", _("Log in first."))
        desk = desk_of()
        if not desk.is_staff:
            message = _("The worklist is for the staff of an agency.")
            return self.fail(403, "Forbidden", message)
        now = moment.now()
        try:
            asked = asking.read(self.choices(), desk)
            if asked.is_loose and self.request["REQUEST_METHOD"] == "GET":
                raise BadRequest(IN_BODY)
            page = asking.page_of(asked, desk, now)
        except BadRequest as error:
            return self.fail(400, "BadRequest", error.args[0])
        reader = Reader(desk, now, self.request)
        query = urlencode(asked.parameters())
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return {
            "@id": f"{self.context.absolute_url()}/@worklist?{query}",
            "items": [item_of(row, reader) for row in page.rows],
            "items_total": page.total,
            "items_total_is_at_least": page.many,
            "next": page.after or None,
            "counts": queries.counts(desk.agencies, desk.user_id, now),
        }

    def choices(self) -> dict:
        """What is asked for, from the address or the body."""
        if self.request["REQUEST_METHOD"] == "GET":
            return self.request.form
        try:
            body = json_body(self.request)
        except DeserializationError as error:
            raise BadRequest(_("This is not valid JSON.")) from error
        return {n: str(v) if isinstance(v, int) else v for n, v in body.items()}

    def fail(self, status: int, kind: str, message) -> dict:
        self.request.response.setStatus(status)
        text = translate(message, context=self.request)
        return {"error": {"type": kind, "message": text}}


def item_of(row, reader: Reader) -> dict:
    """A dossier in the answer; times are ISO 8601 with +07:00, unknown is null or ""."""
    item = {
        "code": row.code,
        "procedure": row.procedure,
        "procedure_title": row.procedure_title,
        "agency": row.agency,
        "agency_title": reader.agency(row.agency, row.filed.date()),
        "state": row.state,
        "state_title": reader.say(flow.TITLES[row.state]),
        "channel": row.channel,
        "assisted_by": row.assisted_by,
        "filed": moment.iso(row.filed) or None,
        "received": moment.iso(row.received) or None,
        "due": moment.iso(next_due(row)) or None,
        "left": left_of(row, reader),
        "assignee": row.assignee,
        "assignee_name": reader.name(row.assignee),
        "step": row.step,
        "step_title": row.step_title,
        "money": row.money,
        "delivery": row.delivery,
        "sync": row.sync,
        "version": row.version,
    }
    if reader.desk.shows_persons:
        item["@id"] = reader.url(row)
        item["applicant_name"] = row.applicant_name
        item["owner_name"] = row.owner_name
    return item


def left_of(row, reader: Reader) -> dict | None:
    """Working time left: whole days, or hours on the last day, and the words for it."""
    left = reader.left(row)
    if left is None:
        return None
    return {
        "days": left.days,
        "hours": left.hours,
        "overdue": left.overdue,
        "text": reader.say(words.left_message(left)),
    }
