"""The values of each letter, the same for the printed form and for the office's templates.

Every value is text, true or false, or a list of mappings of these; what is unknown is "".
"""

from hanam.dvc import printing
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import secrets
from hanam.dvc.i18n import _
from hanam.dvc.letters import numbers
from hanam.dvc.letters import passed
from hanam.dvc.letters import settings
from hanam.dvc.letters import signers
from hanam.dvc.letters import words
from hanam.dvc.letters.record import appointments
from hanam.dvc.letters.record import Event
from hanam.dvc.letters.record import lines_of
from hanam.dvc.letters.record import Record
from hanam.dvc.register import letters as register
from plone import api


def of(kind, dossier, event: Event | None = None, facts=None) -> dict:
    """The values of a letter of ``kind`` (a `kinds.Kind`) about a dossier.

    ``event`` is what it tells of. ``facts`` go before what the record says: ``due``,
    ``reason`` and ``old_due`` of what is only proposed, ``secret`` for the applicant's own
    copy, ``kept`` for what is kept with the dossier, ``now``.
    """
    facts = dict(facts or {})
    record = Record(dossier)
    record.office = settings.value("office")
    now = facts.get("now") or moment.now()
    at = event.at if event is not None else now
    found = common(kind, record, event, at)
    found |= tracking(dossier, bool(facts.get("secret")))
    return found | OWN[kind.id](record, event, facts, now)


def common(kind, record, event, at) -> dict:
    """What every form has: head, person, signature."""
    dossier = record.context
    row = entered(dossier, kind.id, event)
    person = record.person()
    signer = signers.of(dossier.agency, kind.id)
    return {
        "title": words.say(kind.title),
        "superior": record.superior(),
        "agency": record.agency_title(),
        "office": record.office,
        "number": numbers.of_row(row) if row is not None else "",
        "code": dossier.code,
        "dated": record.dated(at),
        "person": person["name"],
        "submitter": record.submitter(),
        "applicant": dossier.applicant["name"],
        "address": person["address"],
        "phone": person["phone"],
        "email": person["email"],
        "id_number": person["number"],
        "procedure": dossier.procedure_title,
        "contact": record.contact(),
        "practice": bool(dossier.practice),
        **signer,
    }


def entered(dossier, kind: str, event):
    """The letter as it was entered with its number, or None."""
    if event is None or dossier.practice:
        return None
    return register.of_event(dossier.code, kind, event.key)


def tracking(dossier, with_secret: bool) -> dict:
    """Address and codes to follow the dossier; with its secret in the applicant's copy."""
    secret = secrets.secret_of(dossier.code) if with_secret else ""
    parts = [api.portal.get().absolute_url(), "tra-cuu", dossier.code]
    url = "/".join([*parts, secret] if secret else parts)
    return {
        "url": url,
        "secret": "-".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "qr": printing.qr(url),
        "barcode": printing.barcode(dossier.code),
    }


def receipt(record, event, facts, now) -> dict:
    """Form 01."""
    dossier = record.context
    row = entered(dossier, "01", event)
    return {
        "papers": [
            {key: str(value or "") for key, value in paper.items()}
            for paper in record.papers()
        ],
        "sets": "01",
        "limit": record.limit(),
        "received": record.received(),
        **appointment(record, row, facts),
        "result_by": record.result_by(),
        "book": str(row.year) if row is not None else "",
        "book_no": str(row.no) if row is not None else "",
        "clerk": record.clerk(),
    }


def appointment(record, row, facts) -> dict:
    """When the result is due. A kept receipt says what was promised when it was issued,
    whatever has happened to the dossier before the document was made."""
    if facts.get("kept") and row is not None:
        return {"due": words.moment(row.due), "extended": ""}
    return {"due": record.due(), "extended": record.extended()}


def supplement(record, event, facts, now) -> dict:
    """Form 02: what is asked for, once and fully (NĐ 61/2018 art. 15.3)."""
    text = facts.get("reason") or (event.note if event is not None else "")
    lines = text.splitlines()
    items = lines_of("\n".join(line for line in lines if line.startswith("- ")))
    rest = [line for line in lines if not line.startswith("- ")]
    reason = " ".join(lines_of("\n".join(rest)))
    lead = words.say(_("Reason: ${reason}", mapping={"reason": ""})).strip()
    if not items:
        items, reason = lines_of(text), ""
    return {
        "items": [{"no": str(n), "text": item} for n, item in enumerate(items, 1)],
        "reason": reason.removeprefix(lead).strip(),
        "guide": event.by_name if event is not None else "",
    }


def refusal(record, event, facts, now) -> dict:
    """Form 03."""
    text = facts.get("reason") or (event.note if event is not None else "")
    return {
        "reason": "\n".join(lines_of(text)),
        "clerk": event.by_name if event is not None else "",
    }


def apology(record, event, facts, now) -> dict:
    """Form 04: the old and the new appointment (NĐ 61/2018 art. 19.9)."""
    reason, old, new = ("", record.context.due, None)
    if event is not None:
        reason, old, new = appointments(event.note)
    return {
        "received": record.received(),
        "old_due": words.moment(facts.get("old_due") or old),
        "due": words.moment(facts.get("due") or new),
        "reason": facts.get("reason") or reason,
    }


def control(record, event, facts, now) -> dict:
    """Form 05."""
    dossier = record.context
    step, status = passed.current(record, now)
    return {
        "step": step,
        "step_outcome": outcome(status),
        "helpers": record.helpers(),
        "received": record.received(),
        "due": record.due(),
        "finished": words.moment(dossier.finished),
        "outcome": outcome(passed.whole(dossier)),
        "rows": [
            {
                "no": str(number),
                "giver": row.giver,
                "taker": row.taker,
                "at": words.short(row.at),
                "outcome": outcome(row.status),
                "step": row.step,
                "note": row.note,
            }
            for number, row in enumerate(passed.all_of(record), 1)
        ],
    }


def outcome(status) -> str:
    return "" if status is None else words.say(passed.OUTCOMES[status])


OWN = {
    "01": receipt,
    "02": supplement,
    "03": refusal,
    "04": apology,
    "05": control,
}
