"""Handing paper dossiers over from one office to another, with a numbered slip.

A slip is filled by scanning, handed over (then it has its number) and received line by line.
Both ends write the history of each dossier. Staff of the agency that hands over fill it;
staff of the agency that receives tick it off.
"""

from AccessControl import Unauthorized
from hanam.dvc.catalogue import lookup
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import actors
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import rows
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.dossiers.locks import lock
from hanam.dvc.dossiers.locks import save
from hanam.dvc.dossiers.shelving import normal
from hanam.dvc.i18n import _
from hanam.dvc.register import queries
from hanam.dvc.register import shelf_places
from hanam.dvc.register import slips
from hanam.dvc.register.errors import RegisterBusy
from hanam.dvc.register.model_counter import Slip
from hanam.dvc.register.model_counter import SlipLine
from hanam.dvc.register.session import for_writing
from hanam.dvc.rules import codes
from hanam.dvc.rules.vietnamese import nfc
from plone import api
from zope.i18n import translate

import re


LONGEST_OFFICE = 120
LAST_CODE = re.compile(rf"{codes.DOSSIER.pattern}(?![0-9])", re.IGNORECASE)


def mine(user=None) -> tuple[str, ...]:
    """The agencies whose slips the present user fills and receives."""
    found = access.agencies_of(user)
    return tuple(sorted({slug for slugs in found.values() for slug in slugs}))


def code_in(scanned: str) -> str:
    """The number of a dossier in what was typed or scanned: the number itself, or an address
    with it as in the QR code of a receipt; "" where there is none."""
    parsed = codes.parse_code(scanned)
    if parsed is not None:
        return str(parsed)
    for found in LAST_CODE.finditer(scanned):
        parsed = codes.parse_code(found[0])
        if parsed is not None:
            return str(parsed)
    return ""


def begin(agency, from_office, to_agency, to_office, *, now=None) -> Slip:
    """An empty slip of ``agency``, to be filled; raises `Refused`, `Unauthorized`."""
    if agency not in mine():
        raise Unauthorized("not your agency")
    from_office, to_office = office(from_office), office(to_office)
    to_agency = to_agency or agency
    problems = []
    if lookup.agency(to_agency) is None:
        problems.append(Problem("slip.agency", "to_agency"))
    if not to_office and to_agency == agency:
        problems.append(Problem("slip.office", "to_office"))
    elif (agency, from_office) == (to_agency, to_office):
        problems.append(Problem("slip.same", "to_office"))
    for name, text in (("from_office", from_office), ("to_office", to_office)):
        if len(text) > LONGEST_OFFICE:
            problems.append(Problem("text.too_long", name, {"most": LONGEST_OFFICE}))
    if problems:
        raise Refused(problems)
    current = for_writing()
    who = actor()
    slip = Slip(
        agency=agency,
        from_office=from_office,
        to_agency=to_agency,
        to_office=to_office,
        state=slips.OPEN,
        opened=now or moment.now(),
        opened_by=who[0],
        opened_name=who[1],
    )
    current.add(slip)
    current.flush()
    return slip


def office(text: str) -> str:
    return " ".join(nfc(text).split())


def add(number: int, scanned: str, *, now=None) -> tuple[str, bool]:
    """Lay a dossier on a slip: (its code, whether it is new there).

    Scanned twice, nothing changes. Only dossiers of the agency that hands over; one that
    is under way on another slip is refused. Raises `Refused`, `Stale`, `Unauthorized`.
    """
    current = for_writing()
    slip = held(number, slips.OPEN, sender=True)
    code = read_code(scanned)
    row = queries.by_code(code, for_update=True)
    if row is None or row.agency not in mine() or row.agency != slip.agency:
        raise Refused([Problem("slip.unknown", "code", {"code": code})])
    line = slips.line(number, code)
    if line is not None and line.under_way:
        return code, False
    other = slips.under_way(code)
    if other is not None:
        facts = {"code": code, "slip": title(slips.by_id(other.slip))}
        raise Refused([Problem("slip.elsewhere", "code", facts)])
    no = slips.last_no(number) + 1
    if line is None:
        line = SlipLine(slip=number, code=code)
    line.no, line.under_way = no, True
    line.added, line.added_by = now or moment.now(), actor()[0]
    current.add(line)
    current.flush()
    return code, True


def remove(number: int, code: str) -> None:
    """Take a dossier off a slip that was not handed over yet."""
    current = for_writing()
    held(number, slips.OPEN, sender=True)
    line = slips.line(number, code)
    if line is not None:
        current.delete(line)
        current.flush()


def cancel(number: int, *, now=None) -> None:
    """Give up a slip that was not handed over: it gets no number, its dossiers are free."""
    current = for_writing()
    slip = held(number, slips.OPEN, sender=True)
    for line in slips.lines(number):
        current.delete(line)
    slip.state, slip.closed = slips.CANCELLED, now or moment.now()
    current.flush()


def hand_over(number: int, *, now=None) -> Slip:
    """The dossiers leave: the slip gets the next number of its agency and year, and each
    dossier an entry in its history; its folder lies nowhere until it is received."""
    now = now or moment.now()
    current = for_writing()
    slip = held(number, slips.OPEN, sender=True)
    lines = slips.lines(number)
    if not lines:
        raise Refused([Problem("slip.empty", "code")])
    slip.year = now.year
    slip.number = slips.next_number(slip.agency, now.year)
    slip.state, slip.handed = slips.HANDED, now
    slip.handed_by, slip.handed_name = actor()
    for line in lines:
        told(line.code, "slip_out", route(slip), now, shelf="")
    current.flush()
    return slip


def receive(number: int, scanned: str, place: str = "", *, now=None):
    """A dossier has arrived: (its code, whether it is new).

    ``place`` is where its folder lies now. Received twice, nothing changes. The slip is done
    with its last dossier.
    """
    now = now or moment.now()
    place = normal(place)
    current = for_writing()
    slip = held(number, slips.HANDED, slips.DONE, receiver=True)
    code = read_code(scanned)
    line = slips.line(number, code)
    if line is None:
        raise Refused([Problem("slip.not_on", "code", {"code": code})])
    if line.received is not None:
        return code, False
    line.received, line.under_way, line.missing = now, False, False
    line.received_by, line.received_name = actor()
    told(code, "slip_in", route(slip), now, shelf=place, at=slip.to_agency)
    close_if_done(current, slip, now)
    return code, True


def report_missing(number: int, *, now=None) -> list[str]:
    """What has not arrived is reported as missing and the slip closed: the codes."""
    now = now or moment.now()
    current = for_writing()
    slip = held(number, slips.HANDED, receiver=True)
    missing = [line for line in slips.lines(number) if line.under_way]
    for line in missing:
        line.missing, line.under_way = True, False
        told(line.code, "slip_missing", route(slip), now)
    close_if_done(current, slip, now)
    return [line.code for line in missing]


def close_if_done(current, slip, now) -> None:
    current.flush()
    if not any(line.under_way for line in slips.lines(slip.id)):
        slip.state, slip.closed = slips.DONE, now
        current.flush()


def read_code(scanned: str) -> str:
    code = code_in(scanned)
    if not code:
        facts = {"code": scanned.strip()[:LONGEST_OFFICE]}
        raise Refused([Problem("slip.code", "code", facts)])
    return code


def held(number: int, *states: str, sender=False, receiver=False) -> Slip:
    """The slip, locked, in one of ``states`` and the present user's to change."""
    slip = slips.by_id(number, for_update=True)
    offices = mine()
    allowed = slip is not None and (
        (sender and slip.agency in offices) or (receiver and slip.to_agency in offices)
    )
    if not allowed:
        raise Unauthorized("not your slip")
    if slip.state not in states:
        raise Stale([Problem("slip.state", "code")])
    return slip


def may_see(slip: Slip) -> bool:
    """Whether the present user works for one of the two agencies."""
    return not {slip.agency, slip.to_agency}.isdisjoint(mine())


def told(code, action, text, now, shelf=None, at="") -> None:
    """Write it into the dossier's history; ``shelf`` is a place of the agency ``at``, None
    leaves it as it is."""
    dossier = access.find(code)
    if dossier is None:
        return
    try:
        current, row = lock(dossier)
    except Stale as error:
        # Somebody changed this one a moment ago: Zope runs the request again.
        raise RegisterBusy("changed since the transaction began") from error
    if shelf is not None:
        dossier.shelf = shelf
        shelf_places.use(at, shelf, now)
    rows.note(
        current, dossier, now, actors.current(dossier), action, dossier.state, text
    )
    save(current, row, dossier)


def actor() -> tuple[str, str]:
    """(user id, name) of who is acting."""
    user = api.user.get_current()
    return user.getId(), actors.name_of(user)


def title(slip: Slip) -> str:
    """ "12/2018"; where it has no number yet, "#" and its mark in the register."""
    return f"{slip.number}/{slip.year}" if slip.number else f"#{slip.id}"


def end(agency: str, name: str) -> str:
    """One end of a slip in words: the agency, and the office where one is named."""
    return ", ".join(part for part in (name, lookup.title_of_agency(agency)) if part)


def route(slip: Slip) -> str:
    """The note of the history: which slip, from where to where, in the portal's language."""
    facts = {
        "slip": title(slip),
        "from": end(slip.agency, slip.from_office),
        "to": end(slip.to_agency, slip.to_office),
    }
    message = _("Slip ${slip}: from ${from} to ${to}.", mapping=facts)
    return translate(message, target_language=api.portal.get_default_language())
