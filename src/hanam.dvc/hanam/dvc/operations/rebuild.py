"""Derive the register's rows of dossiers, steps and pauses anew from the documents.

Numbers, keys and history live in the register alone and are never made up. Numbers are only
raised to what documents bear already; the number of a dossier that is not there is declared void
in the history, and the keys that led to it are released, so that its filing can be sent again.
A job that noted what no document knows of says that it was not done.
"""

from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import orphans
from hanam.dvc.dossiers import rows
from hanam.dvc.i18n import _
from hanam.dvc.operations import documents
from hanam.dvc.operations import ledgers
from hanam.dvc.operations.compare import business
from hanam.dvc.operations.compare import Held
from hanam.dvc.operations.compare import version_of
from hanam.dvc.register import content
from hanam.dvc.register import jobs
from hanam.dvc.register import session
from hanam.dvc.register import tally
from hanam.dvc.register.model import DailyNumber
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.model import DossierTerm
from hanam.dvc.register.model import FilingKey
from hanam.dvc.register.model import HistoryRow
from hanam.dvc.register.model import PauseRow
from hanam.dvc.register.model import StepRow
from hanam.dvc.register.model_clock import ClockFact
from hanam.dvc.register.model_together import ConsultationRow
from hanam.dvc.register.model_together import LegRow
from hanam.dvc.register.terms import terms_of
from hanam.dvc.signing import awaiting
from hanam.dvc.signing import registering
from plone import api
from sqlalchemy import delete
from sqlalchemy import insert
from sqlalchemy import text
from sqlalchemy import update

import transaction


ATTEMPTS = 5
REBUILT = "rebuild"
CUT_OFF = _(
    "This was cut off when the portal stopped. Nothing was changed; order it again."
)
ACTOR = "bin/dvc"
OF_DOSSIER = (StepRow, PauseRow, ClockFact, LegRow, ConsultationRow)


def rebuild(portal, progress=None) -> int:
    """Write what is missing or wrong; how many dossiers that were.

    For a portal that nobody works in at the moment. A few documents make one transaction;
    stopped half-way it can simply be run again. `progress(done, total)` counts documents.
    """
    known, written, terms = set(), 0, {}
    total = documents.about()
    for place in list(documents.places(portal)):
        for attempt in transaction.attempts(ATTEMPTS):
            with attempt:
                done, changed = _write(portal, place, terms)
        known |= done
        written += changed
        portal._p_jar.cacheGC()
        if progress is not None:
            progress(len(known), max(total, len(known)))
    for attempt in transaction.attempts(ATTEMPTS):
        with attempt:
            _put_in_order(known, terms)
    return written


def _write(portal, place, terms):
    """The codes of some documents, and how many of them had to be written."""
    current = session.for_writing()
    dossiers = documents.on_shelf(portal, *place)
    held = Held([dossier.code for dossier in dossiers])
    written = 0
    for dossier in dossiers:
        if held.differences(dossier):
            _write_one(current, held, dossier)
            written += 1
        registering.restore(dossier)
        awaiting.restore(dossier)
        values = rows.values_of(dossier)
        sums = ledgers.term_sums(values["agency"], dossier.code, terms_of(values))
        terms[dossier.code] = (sums, values)
    return {dossier.code for dossier in dossiers}, written


def _write_one(current, held, dossier):
    code, row = dossier.code, held.rows.get(dossier.code)
    past = business(held.history.get(code, ()))
    before = past[-1].to_state if past else ""
    if row is not None and row.version > version_of(dossier) and past:
        # What came last was cut off between the two commits: the document knows nothing of it.
        jobs.undo(code, past[-1].at, api.portal.translate(CUT_OFF))
    for kind in OF_DOSSIER:
        current.execute(delete(kind).where(kind.code == code))
    content.drop(code)
    current.expire_all()
    if row is None:
        rows.add(current, dossier)
    else:
        row.folded = ""  # made anew by the mapper
        rows.update(current, row, dossier)
    current.flush()
    # The mapper counts versions by itself; here the document's is right.
    version = {"version": version_of(dossier)}
    current.execute(
        update(DossierRow)
        .where(DossierRow.code == code)
        .values(version)
        .execution_options(synchronize_session=False)
    )
    note = _("Written anew from the document.")
    _note(current, code, REBUILT, before, dossier.state, note)


def _note(current, code, action, before, after, message):
    current.add(
        HistoryRow(
            code=code,
            at=moment.now(),
            actor="",
            actor_name=ACTOR,
            action=action,
            from_state=before,
            to_state=after,
            note=api.portal.translate(message),
        )
    )


def _put_in_order(known, terms):
    current = session.for_writing()
    _drop_rows(current, ledgers.codes_of_rows() - known)
    _raise_numbers(current, known)
    for code in ledgers.gaps(known):
        _note(current, code, orphans.VOID, "", "", orphans.NOTE)
    for lost in ledgers.key_differences(known):
        current.execute(delete(FilingKey).where(FilingKey.code == lost.code))
    sums = {code: total for code, (total, _values) in terms.items()}
    for wrong in ledgers.term_differences(sums):
        _write_terms(current, wrong.code, terms.get(wrong.code))
    for statement in tally.refill(current.get_bind().dialect.name):
        current.execute(text(statement))
    current.flush()


def _drop_rows(current, lost):
    for code in sorted(lost):
        for kind in (DossierRow, DossierTerm, *OF_DOSSIER):
            current.execute(delete(kind).where(kind.code == code))
        content.drop(code)


def _raise_numbers(current, known):
    given = ledgers.last_numbers()
    for (unit, day), serials in ledgers.by_day(known).items():
        most = max(serials)
        if (unit, day) not in given:
            current.add(DailyNumber(unit_code=unit, day=day, last=most))
        elif most > given[unit, day]:
            current.get(DailyNumber, (unit, day)).last = most
    current.flush()


def _write_terms(current, code, expected):
    current.execute(delete(DossierTerm).where(DossierTerm.code == code))
    if expected is not None:
        _sums, values = expected
        agency = values["agency"]
        made = [
            {"agency": agency, "code": code, "term": term} for term in terms_of(values)
        ]
        current.execute(insert(DossierTerm), made)
