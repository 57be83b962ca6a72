"""Handing a result over: to whom, how it was confirmed, which originals went back.

The business action "hand_over" moves the dossier; what is told about it stands in its history
and on the document (``dossier.handed``, a tuple of dicts, the oldest first).
"""

from AccessControl import getSecurityManager
from AccessControl import Unauthorized
from dataclasses import dataclass
from datetime import date
from hanam.dvc.counter import words
from hanam.dvc.counter.handing import drawing
from hanam.dvc.dossiers import actions
from hanam.dvc.dossiers import actors
from hanam.dvc.dossiers import guarding
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import permissions
from hanam.dvc.dossiers import rows
from hanam.dvc.dossiers import work
from hanam.dvc.dossiers.content import Papers
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.dossiers.locks import lock
from hanam.dvc.dossiers.locks import save
from hanam.dvc.i18n import _
from hanam.dvc.identity import codes
from hanam.dvc.identity import contacts
from hanam.dvc.rules.states import State
from hanam.dvc.rules.tracks import Delivery
from hanam.dvc.signing import preparing
from plone import api


DRAWN, CODE, CARD, POST = PROOFS = ("drawn", "code", "card", "post")
ORIGINALS = "originals_returned"
LONGEST = 300
# Where originals may still lie with the agency.
ENDED = (State.RETURNED, State.REFUSED, State.WITHDRAWN)
BY_POST = (Delivery.FOR_POST, Delivery.WITH_POST, Delivery.RETURNED_BY_POST)


@dataclass(frozen=True)
class HandOver:
    """``proof`` is one of `PROOFS`; ``authority`` names the paper of a proxy; ``results`` and
    ``originals`` are ids of papers; ``tracking`` and ``delivered`` belong to the post."""

    receiver: str = ""
    receiver_id: str = ""
    proxy: bool = False
    authority: str = ""
    proof: str = ""
    drawing: str = ""
    challenge: str = ""
    code: str = ""
    results: tuple[str, ...] = ()
    originals: tuple[str, ...] = ()
    tracking: str = ""
    delivered: date | None = None
    note: str = ""


def may(dossier) -> bool:
    """Whether the present user may hand the dossier's result over now."""
    return dossier.state in (State.FINISHED, State.STOPPED) and actions.may(
        permissions.HAND_OVER, dossier
    )


def due_results(dossier) -> list:
    """The results to be handed over: those that were not withdrawn."""
    return [one for one in dossier.results if not (one.issue or {}).get("ended")]


def originals(dossier) -> list:
    """The papers of which originals still lie with the agency."""
    gone = {name for entry in dossier.handed for name in entry["originals"]}
    return [one for one in dossier.papers if one.originals and one.id not in gone]


def contact_of(dossier):
    """Where a code for the hand-over can be sent, the phone first; None for nowhere."""
    for person in (dossier.applicant, dossier.owner):
        for contact in contacts.of_person(person):
            if contacts.reachable(contact):
                return contact
    return None


def send_code(dossier) -> str:
    """Send a code that the receiver tells the clerk; the challenge. Raises as `codes.send`."""
    contact = contact_of(dossier)
    if contact is None:
        raise codes.NotReachable("nobody")
    return codes.send(contact, purpose_of(dossier))


def purpose_of(dossier) -> str:
    return f"hand {dossier.code}"


def hand_over(dossier, given: HandOver, *, version=None, now=None):
    """Hand the result over; raises `Refused`, `Stale`, `Unauthorized`."""
    work.require(dossier, permissions.HAND_OVER, (State.FINISHED, State.STOPPED))
    preparing.check_version(dossier, version)
    now = now or moment.now()
    picture, problems = b"", problems_of(dossier, given, now)
    if given.proof == DRAWN:
        picture, wrong = drawing.read(given.drawing)
        problems += wrong
    problems += guarding.problems(dossier, "hand_over", "-")
    if problems:
        raise Refused(problems)
    # Last, as a right code is worth something once.
    if given.proof == CODE and not codes.check(
        given.challenge, given.code, purpose_of(dossier)
    ):
        raise Refused([Problem("code.wrong", "code")])
    actor = actors.current(dossier)
    back = originals_of(dossier, given)
    actions.perform(
        dossier, "hand_over", reason=sentence(given, back), version=version, now=now
    )
    keep(dossier, given, picture, now, actor)
    return dossier


def problems_of(dossier, given, now) -> list[Problem]:
    """What is wrong with what the clerk entered."""
    found = []
    if not given.receiver:
        found.append(Problem("receiver.missing", "receiver"))
    if given.proof not in PROOFS:
        found.append(Problem("proof.missing", "proof"))
    if given.proof == CARD and not given.receiver_id:
        found.append(Problem("receiver.card", "receiver_id"))
    if given.proxy and not given.authority:
        found.append(Problem("proxy.authority", "authority"))
    if given.proxy and not given.receiver_id:
        found.append(Problem("receiver.card", "receiver_id"))
    if given.proof == POST:
        found += problems_of_post(dossier, given, now)
    for name in ("receiver", "receiver_id", "authority", "tracking", "note"):
        if len(getattr(given, name)) > LONGEST:
            found.append(Problem("text.too_long", name, {"most": LONGEST}))
    left = [one for one in due_results(dossier) if one.id not in given.results]
    if left:
        facts = {"titles": ", ".join(one.title or one.filename for one in left)}
        found.append(Problem("results.all", "results", facts))
    return found


def problems_of_post(dossier, given, now) -> list[Problem]:
    found = []
    if dossier.delivery not in BY_POST:
        found.append(Problem("post.not", "proof"))
    if not given.tracking:
        found.append(Problem("track.number", "tracking"))
    filed = dossier.finished.date() if dossier.finished else date.min
    if given.delivered is None or not filed <= given.delivered <= now.date():
        found.append(Problem("post.day", "delivered"))
    return found


def originals_of(dossier, given) -> list:
    return [one for one in originals(dossier) if one.id in given.originals]


def keep(dossier, given, picture, now, actor) -> None:
    """The entry on the document, with the drawing beside it."""
    name = ""
    if picture:
        made = drawing.kept(picture, given.receiver, now, actor)
        if not isinstance(dossier.drawings, Papers):
            dossier.drawings = Papers()
        dossier.drawings.append(made)
        name = made.id
    entry = {
        "at": now,
        "by": actor,
        "receiver": given.receiver,
        "receiver_id": given.receiver_id,
        "authority": given.authority if given.proxy else "",
        "proof": given.proof,
        "drawing": name,
        "results": tuple(given.results),
        "originals": tuple(one.id for one in originals_of(dossier, given)),
        "tracking": given.tracking if given.proof == POST else "",
        "delivered": given.delivered if given.proof == POST else None,
        "note": given.note,
    }
    dossier.handed = (*dossier.handed, entry)


def is_clerk(dossier) -> bool:
    user = getSecurityManager().getUser()
    return "Clerk" in user.getRolesInContext(dossier)


def return_originals(dossier, names, receiver: str, *, version=None, now=None):
    """Give originals of an ended dossier back, for whatever reason they are still here."""
    work.require(dossier, permissions.VIEW, ENDED)
    if not is_clerk(dossier):
        raise Unauthorized("only a clerk gives papers back")
    given = HandOver(receiver=receiver.strip(), originals=tuple(names))
    back = originals_of(dossier, given)
    problems = []
    if not back:
        problems.append(Problem("originals.none", "originals"))
    if not given.receiver:
        problems.append(Problem("receiver.missing", "receiver"))
    if problems:
        raise Refused(problems)
    now = now or moment.now()
    actor = actors.current(dossier)
    current, row = lock(dossier, version)
    keep(dossier, given, b"", now, actor)
    rows.note(
        current, dossier, now, actor, ORIGINALS, dossier.state, sentence(given, back)
    )
    save(current, row, dossier)


def sentence(given, back) -> str:
    """What the history keeps of it, in the language of the portal."""
    language = api.portal.get_default_language()

    def say(message):
        return api.portal.translate(message, lang=language)

    parts = [say(words.received(given.receiver, given.receiver_id))]
    if given.proxy:
        proxy = _("For the applicant, by ${paper}.", mapping={"paper": given.authority})
        parts.append(say(proxy))
    if given.proof:
        parts.append(say(PROOF_WORDS[given.proof]))
    if given.proof == POST:
        post = {"number": given.tracking, "day": f"{given.delivered:%d/%m/%Y}"}
        parts.append(say(_("Item ${number}, delivered on ${day}.", mapping=post)))
    if back:
        titles = ", ".join(one.title or one.component for one in back)
        parts.append(
            say(_("Originals returned: ${titles}.", mapping={"titles": titles}))
        )
    return " ".join([*parts, given.note]).strip()


PROOF_WORDS = {
    DRAWN: _("Signed on the screen."),
    CODE: _("Confirmed by a code that was sent to the applicant."),
    CARD: _("The identity card was seen."),
    POST: _("Brought by the post."),
    # By the first download, without a clerk: see `online`.
    "online": _("Downloaded from the portal."),
}
