"""A paper dossier is received: checked, filed and accepted, and what the counter knows noted."""

from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.levels import is_online
from hanam.dvc.catalogue.moment import today
from hanam.dvc.counter.desk import Desk
from hanam.dvc.counter.reception import CHANNELS
from hanam.dvc.counter.reception import Reception
from hanam.dvc.counter.whynot import settings as whynot
from hanam.dvc.dossiers import actions
from hanam.dvc.dossiers import intake
from hanam.dvc.dossiers import shelving
from hanam.dvc.dossiers import till
from hanam.dvc.dossiers import tracks
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.register import why_not_online
from hanam.dvc.rules.tracks import Money
from hanam.dvc.rules.tracks import Track
from hashlib import sha256

import json


def digest(reception: Reception) -> str:
    """The same for the same dossier sent again, different for any other."""
    facts = {
        "procedure": reception.procedure.UID(),
        "sheets": [
            (sheet.key, sheet.given, sheet.originals, sheet.copies, sheet.sent)
            for sheet in reception.sheets
        ],
    }
    for name in (
        *("agency", "case", "channel", "result_by", "applicant", "note"),
        *("why", "shelf", "posted", "due", "paid", "paid_all", "slip", "reason"),
    ):
        facts[name] = getattr(reception, name)
    facts["owner"] = reception.owner if reception.for_other else None
    return sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def receive(
    reception: Reception, desk: Desk, now, incomplete: bool = False
) -> intake.Receipt:
    """File and accept at once, in this transaction; with ``incomplete`` file it and ask for
    what is missing.

    Raises `errors.Refused`; sent again with the same key, the first dossier. What is
    received here was not filed online, whoever says so: it would lift the online rate.
    """
    check(reception, now, incomplete)
    receipt = intake.file(
        reception.filing(incomplete),
        key=reception.key,
        scope=f"counter:{desk.user_id}",
        digest=digest(reception),
        now=now,
    )
    if receipt.created:
        enter(reception, receipt.dossier, now, incomplete)
    return receipt


def enter(reception: Reception, dossier, now, incomplete: bool) -> None:
    """Accept the dossier, or ask for what is missing, and note what the counter knows."""
    if incomplete:
        lines = [*(f"- {title}" for title in reception.missing()), reception.reason]
        reason = "\n".join(line for line in lines if line)
        actions.perform(dossier, "ask_submitted", reason=reason, now=now)
    else:
        fee = reception.fee()
        if fee is not None:
            till.note(dossier, *fee, now=now)
        actions.perform(dossier, "accept", version=dossier.version, now=now)
        settle(dossier, fee, reception.slip, now)
    if reception.shelf:
        shelving.put(dossier, reception.shelf, now=now)
    if reception.why and asks_why(reception):
        why_not_online.keep(
            dossier.code,
            dossier.agency,
            dossier.procedure_code,
            dossier.channel,
            reception.why,
            now,
        )


def settle(dossier, fee, slip: str, now) -> None:
    """With the number of the receipt for the money, its track follows what was paid; without
    one the payment is only noted."""
    due, received = fee or (None, 0)
    if not (slip and received and dossier.money == Money.DUE):
        return
    target = Money.PART_PAID if due and received < due else Money.PAID
    facts = {"amount": received, "receipt": slip}
    tracks.change(dossier, Track.MONEY, target, facts=facts, now=now)


def asks_why(reception: Reception) -> bool:
    """Whether it is asked why this dossier was not filed online: the person is there, and
    the procedure can be filed online."""
    return reception.channel == "counter" and is_online(reception.procedure)


def check(reception: Reception, now, incomplete: bool) -> None:
    """`Refused` with what is wrong in the parts that only the counter has."""
    problems = []
    if incomplete and not (reception.missing() or reception.reason):
        problems.append(Problem("reason.missing", "reason"))
    if reception.channel not in CHANNELS:
        problems.append(Problem("channel.unknown", "channel"))
    try:
        posted = reception.posted_at
        if posted is not None and posted > now:
            raise ValueError("later than now")
    except ValueError:
        problems.append(Problem("posted.wrong", "posted"))
    try:
        till.check(*(reception.fee() or (None, 0)))
        shelving.normal(reception.shelf)
    except Refused as error:
        problems += error.problems
    except ValueError:
        problems.append(Problem("till.amount", "till.received"))
    reasons = {reason.key for reason in whynot.reasons(now.date())}
    if asks_why(reception):
        unknown = reception.why and reception.why not in reasons
        if unknown or (whynot.required() and reasons and not reception.why):
            problems.append(Problem("why.missing", "why"))
    if problems:
        raise Refused(problems)


def places_for(procedure, desk: Desk) -> list[str]:
    """The agencies at whose counter the clerk may receive this procedure."""
    return [
        slug
        for slug in desk.agencies_as("clerk")
        if lookup.takes(procedure, slug) and exists_today(slug)
    ]


def exists_today(slug: str) -> bool:
    """Whether dossiers can still be filed with an agency."""
    item = lookup.agency(slug)
    return item is not None and lookup.exists(item, today())
