"""What `@track/<code>/…` reads and writes behind the dossier itself, as the pages do.

The caller of each has proved to be the applicant. ``READ``: name → function(service, dossier,
row); ``WRITE``: name → `Write`, called with what was sent as well.
"""

from AccessControl import Unauthorized
from dataclasses import dataclass
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import wishes
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.filing import serial
from hanam.dvc.filing.after import by_code
from hanam.dvc.filing.after import owed
from hanam.dvc.filing.after import printed
from hanam.dvc.filing.after import rating
from hanam.dvc.filing.after import settings
from hanam.dvc.filing.after import talk
from hanam.dvc.filing.body import OBJECT_WANTED
from hanam.dvc.filing.body import TEXT_WANTED
from hanam.dvc.filing.formfield import Problem
from hanam.dvc.filing.wording import from_dossiers
from hanam.dvc.i18n import _
from hanam.dvc.register import queries
from hanam.dvc.register import ratings
from hanam.dvc.register import threads
from hashlib import sha256
from types import SimpleNamespace
from zope.i18n import translate


WANTED = {str: TEXT_WANTED, dict: OBJECT_WANTED, bool: _("This must be true or false.")}
KEY_HEADER = "Idempotency-Key"


@dataclass(frozen=True)
class Write:
    """A change; ``known`` are the keys of its body with their types."""

    function: object
    known: dict

    def __call__(self, service, dossier, row, sent):
        for name, kind in self.known.items():
            value = sent.content.get(name)
            if value is not None and kind in WANTED and not isinstance(value, kind):
                sent.problems.append(Problem(name, WANTED[kind]))
        if sent.problems:
            return service.refuse(sent.problems)
        try:
            return self.function(service, dossier, row, sent)
        except Stale as error:
            message = from_dossiers(error.problems)[0].message
            return service.fail(409, "Conflict", message)
        except Refused as error:
            return service.refuse(from_dossiers(error.problems))
        except Unauthorized:
            return service.nothing()


# -- messages


def read_messages(service, dossier, row) -> dict:
    """The thread, oldest first. It stays unread until somebody says so with ``read``."""
    return {
        "@id": service.request.getURL(),
        "items": [message(item, dossier, service) for item in threads.thread(row.code)],
        "unread": threads.unseen([row.code], threads.AGENCY).get(row.code, 0),
    }


def message(item, dossier, service) -> dict:
    papers = [dossier.enclosures.get(name) for name in item.files.split()]
    return {
        "id": item.id,
        "at": moment.iso(item.at),
        "side": item.side,
        "text": item.text,
        "seen": moment.iso(item.seen),
        "files": [
            {
                "filename": paper.filename,
                "size": paper.size,
                "@id": serial.paper_url(paper, dossier, service.proof),
            }
            for paper in papers
            if paper is not None
        ],
    }


def write_message(service, dossier, row, sent):
    """``read`` true marks what the agency wrote as read; ``text`` and ``papers`` are sent."""
    content = sent.content
    if content.get("read") and not content.get("text") and not sent.papers:
        talk.read_by(dossier, threads.thread(row.code), talk.APPLICANT)
        return read_messages(service, dossier, row)
    kept, problems = talk.write(
        dossier,
        content.get("text") or "",
        sent.papers,
        key_of(service.request),
        proof=service.proof or None,
    )
    if problems:
        return service.refuse(problems)
    service.request.response.setStatus(201)
    return message(kept, dossier, service)


def key_of(request) -> str:
    """What makes a request sent twice one message; "" where the header is missing."""
    key = request.getHeader(KEY_HEADER) or ""
    return sha256(key.encode()).hexdigest()[:40] if key else ""


# -- rating


def read_rating(service, dossier, row) -> dict:
    """The questions that hold for the dossier, and the answers given so far."""
    chance = rating.chance(dossier)
    asked = rating.asked(dossier) if dossier.state in rating.OVER else None
    known = {} if chance.row is None else ratings.answers_of(chance.row)
    return {
        "@id": service.request.getURL(),
        "possible": chance.possible,
        "reason": translate(chance.reason, context=service.request),
        "question": asked.text if asked else "",
        "levels": answers(asked.levels) if asked else [],
        "criteria": [
            {"key": item.key, "text": item.text, "answers": answers(item.answers)}
            for item in (asked.criteria if asked else ())
        ],
        "overall": known.pop(ratings.OVERALL, None),
        "answers": known,
        "comment": chance.row.comment if chance.row else "",
    }


def answers(rows) -> list[dict]:
    return [{"key": item.key, "text": item.text} for item in rows]


def write_rating(service, dossier, row, sent):
    given = sent.content.get("answers") or {}
    if not all(isinstance(value, str) for value in given.values()):
        return service.refuse([Problem("answers", TEXT_WANTED)])
    given = {**given, "overall": sent.content.get("overall") or ""}
    comment = sent.content.get("comment") or ""
    kept, problems = rating.rate(dossier, given, comment, proof=service.proof or None)
    if kept is None and not rating.chance(dossier).possible:
        return service.fail(409, "Conflict", problems[0].message)
    if problems:
        return service.refuse(problems)
    return read_rating(service, dossier, row)


# -- result, contact, money, documents


def read_way(service, dossier, row) -> dict:
    return {
        "@id": service.request.getURL(),
        "result_by": dossier.result_by,
        "offered": list(wishes.ways(dossier)),
        "changeable": wishes.can(dossier),
        "address": dossier.applicant["address"],
    }


def write_way(service, dossier, row, sent):
    way = sent.content.get("result_by") or ""
    address = (sent.content.get("address") or "") if way == "post" else ""
    wishes.receive(dossier, way, address, proof=service.proof or None)
    return read_way(service, dossier, queries.by_code(row.code))


def read_contact(service, dossier, row) -> dict:
    return {
        "@id": service.request.getURL(),
        "phone": dossier.applicant["phone"],
        "email": dossier.applicant["email"],
        "changeable": wishes.can(dossier),
    }


def write_contact(service, dossier, row, sent):
    """A new contact that a code can reach is proved: without ``challenges`` codes are sent (202),
    with them and ``codes`` it is changed."""
    typed = {
        name: sent.content.get(name, dossier.applicant[name])
        for name in wishes.REACHED_BY
    }
    _person, problems = wishes.wanted(dossier, typed)
    if problems:
        return service.refuse(from_dossiers(problems))
    if wishes.can(dossier):
        new = by_code.new_contacts(dossier, typed)
        challenges, codes = (
            sent.content.get(name) or {} for name in ("challenges", "codes")
        )
        if set(new) - set(challenges):
            return send_codes(service, row, new)
        for name, contact in new.items():
            purpose = by_code.purpose_of_contact(row.code, contact)
            given = (str(challenges[name]), str(codes.get(name, "")))
            if not by_code.prove(*given, purpose, service.request):
                return service.refuse([Problem(f"codes.{name}", by_code.WRONG)])
    wishes.reach(dossier, **typed, proof=service.proof or None)
    return read_contact(service, dossier, row)


def send_codes(service, row, new) -> dict:
    """Codes to what is to be proved; the challenges are sent back with them."""
    challenges = {}
    for name, contact in new.items():
        purpose = by_code.purpose_of_contact(row.code, contact)
        sent = by_code.send(contact, purpose, service.request)
        if sent.problem:
            return service.fail(429, "TooManyRequests", sent.problem)
        challenges[name] = sent.challenge
    service.request.response.setStatus(202)
    return {"challenges": challenges}


def read_owed(service, dossier, row) -> dict:
    found = owed.of(dossier)
    facts = found.question.facts if found.question else None
    return {
        "@id": service.request.getURL(),
        "state": found.state,
        "since": moment.iso(found.since),
        "text": translate(owed.sentence(dossier, found), context=service.request),
        "items": owed.lines(found, service.request),
        "total": found.answer.total if found.answer else None,
        "complete": bool(found.answer and found.answer.complete),
        "currency": "VND",
        "counted": {name: getattr(facts, name) for name in settings.FACTS}
        if facts
        else {},
        "how": settings.payment(),
        "online": False,
    }


def document(kind):
    """A PDF as the page gives it."""

    def read(service, dossier, row):
        track = SimpleNamespace(
            context=service.context,
            request=service.request,
            path=[],
            row=row,
            dossier=dossier,
            proof=service.proof,
        )
        if kind is printed.Form01Pdf and dossier.received is None:
            return service.nothing()
        service.request.response.setBody(kind(track)())
        return service.reply_no_content(service.request.response.getStatus())

    return read


READ = {
    "messages": read_messages,
    "rating": read_rating,
    "result-way": read_way,
    "contact": read_contact,
    "owed": read_owed,
    "receipt.pdf": document(printed.ReceiptPdf),
    "form-01.pdf": document(printed.Form01Pdf),
}
WRITE = {
    "messages": Write(write_message, {"text": str, "papers": list, "read": bool}),
    "rating": Write(write_rating, {"overall": str, "answers": dict, "comment": str}),
    "result-way": Write(write_way, {"result_by": str, "address": str}),
    "contact": Write(
        write_contact, {"phone": str, "email": str, "challenges": dict, "codes": dict}
    ),
}
