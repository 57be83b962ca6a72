"""Filing: from what a citizen or a clerk hands in to a numbered dossier.

One transaction: the number, the object, the row and the history come together or not at
all.
"""

from dataclasses import dataclass
from dataclasses import field as default
from datetime import datetime
from hanam.dvc.catalogue.declarations import keeping as declarations
from hanam.dvc.catalogue.versions import keeping
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import actors
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import orphans
from hanam.dvc.dossiers import rows
from hanam.dvc.dossiers import secrets
from hanam.dvc.dossiers import sheets
from hanam.dvc.dossiers import states
from hanam.dvc.dossiers import storage
from hanam.dvc.dossiers.checks import check
from hanam.dvc.dossiers.checks import Checked
from hanam.dvc.dossiers.content import Dossier
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.dossiers.sheets import NewPaper
from hanam.dvc.dossiers.tracks import following
from hanam.dvc.register import keys
from hanam.dvc.register import numbering
from hanam.dvc.register import session
from hanam.dvc.register.errors import KeyReused
from hanam.dvc.register.errors import RegisterBusy
from hanam.dvc.register.model import FilingKey
from hanam.dvc.rules import codes
from hanam.dvc.rules.states import State
from plone import api


__all__ = ["Filing", "NewPaper", "Receipt", "file"]


@dataclass(frozen=True)
class Filing:
    """What is filed; see docs/architecture.md for the shapes.

    ``procedure`` is a Procedure or its code, ``agency`` a slug, ``owner`` None for the
    applicant's own dossier, ``papers`` `NewPaper` objects, ``relation`` a key of
    `authority.RELATIONS` or empty, ``posted`` the local time at which a dossier that came by
    post was handed to the post. ``incomplete``: papers may be missing, they will be asked for.
    """

    procedure: object
    agency: str
    channel: str
    applicant: dict
    owner: dict | None = None
    case: str = ""
    data: dict = default(default_factory=dict)
    papers: list = default(default_factory=list)
    result_by: str = "counter"
    filed_by: str = ""
    assisted_by: str = ""
    place: str = ""
    practice: bool = False
    note: str = ""
    relation: str = ""
    posted: datetime | None = None
    incomplete: bool = False


@dataclass(frozen=True)
class Receipt:
    """``created`` is False where the same filing had been taken before."""

    code: str
    secret: str
    dossier: object
    created: bool


def file(
    filing: Filing,
    key: str = "",
    scope: str = "",
    digest: str = "",
    now: datetime | None = None,
) -> Receipt:
    """Take a filing and number it.

    With the same ``key`` in the same ``scope`` a second call returns the first dossier,
    unless ``digest`` (of all that was sent) differs. Raises `errors.Refused`.
    """
    now = now or moment.now()
    earlier = known(scope, key, digest)
    if earlier is not None:
        return earlier
    checked = check(filing, now)
    dossier = build(filing, checked)
    return enter(dossier, checked, now, (scope, key, digest))


def known(scope, key, digest) -> Receipt | None:
    """The receipt of an earlier filing with this key; `Refused` if that was another."""
    if not key:
        return None
    row = session.session().get(FilingKey, (scope, key))
    if row is None or not row.code:
        return None
    if row.digest != digest:
        raise Refused([Problem("key.reused")])
    return None if orphans.is_lost(row.code) else receipt(row.code)


def receipt(code) -> Receipt:
    """The receipt of a dossier that was filed before.

    `RegisterBusy`, on which Zope runs the request again, if it was filed so shortly ago
    that this transaction cannot see it yet.
    """
    dossier = access.find(code)
    if dossier is None:
        raise RegisterBusy("filed while this transaction was running")
    return Receipt(code, secrets.secret_of(code), dossier, False)


def build(filing: Filing, checked: Checked) -> Dossier:
    """The new dossier, not stored yet."""
    dossier = Dossier(
        "new",
        applicant=checked.applicant,
        owner=checked.owner,
        data=filing.data,
        assisted_by=filing.assisted_by,
        place=filing.place,
        filed_by=filing.filed_by,
        practice=bool(filing.practice),
        note=filing.note,
        relation=filing.relation,
        posted=filing.posted,
    )
    sheets.store(checked.papers)
    dossier.papers.extend(checked.papers)
    if filing.filed_by:
        dossier.manage_setLocalRoles(filing.filed_by, ["Applicant"])
    return dossier


def enter(dossier, checked: Checked, now, claim=("", "", ""), shelf=None) -> Receipt:
    """Number a checked dossier, lay it on its shelf and enter it in the register.

    ``claim`` is (scope, key, digest); ``shelf`` the drafts' shelf it is taken from.
    """
    pin(dossier, checked, now)
    # From here on other filings may wait for this one: nothing slow any more.
    current = session.for_writing()
    scope, key, digest = claim
    if key:
        try:
            code = keys.claim(scope, key, digest)
        except KeyReused as error:
            raise Refused([Problem("key.reused")]) from error
        if code and not orphans.settle(current, code):
            return receipt(code)
    unit = dossier.unit_code
    if dossier.practice:
        unit = codes.practice_unit(unit)
    number = numbering.next_number(unit, now.date())
    code = codes.format_code(unit, now.date(), number)
    if shelf is not None:
        dossier = shelf.take(dossier.getId())
    dossier.code = code
    place = storage.shelf_for(api.portal.get(), dossier.agency, now)
    dossier = place.put(code, dossier)
    actor = actors.current(dossier)
    source = "" if shelf is None else State.DRAFT
    states.enter(dossier, State.SUBMITTED, "submit", actor, now)
    following.begin(dossier, now)
    rows.add(current, dossier)
    dossier.version = 1
    rows.note(current, dossier, now, actor, "submit", source)
    if key:
        keys.bind(scope, key, digest, code)
    current.flush()
    return Receipt(code, secrets.secret_of(code), dossier, True)


def pin(dossier, checked: Checked, now) -> None:
    """Write down which version of the procedure holds and which agency has it today."""
    procedure = checked.procedure
    dossier.procedure_uid = procedure.UID()
    dossier.procedure_code = procedure.getId()
    dossier.procedure_title = procedure.title
    pin = keeping.pin(procedure, now.date())
    dossier.procedure_version, dossier.procedure_digest = pin
    if not dossier.declaration:
        dossier.declaration = declarations.live_of(procedure)
    dossier.case = checked.case
    dossier.level = checked.level
    dossier.online_capable = checked.online_capable
    dossier.agency = dossier.unit = checked.agency
    dossier.unit_code = checked.unit_code
    dossier.channel = checked.channel
    dossier.result_by = checked.result_by
    dossier.applicant, dossier.owner = checked.applicant, checked.owner
    dossier.filed = now
    dossier.accept_due = checked.accept_due
