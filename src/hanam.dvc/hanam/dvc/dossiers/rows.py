"""What the register holds of a dossier, derived from the dossier itself."""

from hanam.dvc.dossiers import clock_facts
from hanam.dvc.dossiers import posts
from hanam.dvc.dossiers import saying
from hanam.dvc.dossiers.events import Noted
from hanam.dvc.register import queries
from hanam.dvc.register import together
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.model import HistoryRow
from hanam.dvc.register.model import PauseRow
from hanam.dvc.register.model import StepRow
from hanam.dvc.register.model_together import ConsultationRow
from hanam.dvc.register.model_together import LegRow
from sqlalchemy.orm.attributes import flag_modified
from zope.event import notify


SAME = (
    "code",
    "procedure_title",
    "case",
    "level",
    "online_capable",
    "agency",
    "unit",
    "channel",
    "assisted_by",
    "place",
    "filed_by",
    "state",
    "state_since",
    "filed",
    "received",
    "due",
    "finished",
    "returned",
    "accept_due",
    "rounds",
    "assignee",
    "step",
    "result_by",
    "practice",
    "shelf",
    "money",
    "delivery",
    "sync",
)


def values_of(dossier) -> dict:
    """The columns of the dossier's `DossierRow`, without ``version``."""
    applicant, owner = dossier.applicant, dossier.owner
    values = {name: getattr(dossier, name) for name in SAME}
    step = dossier.current_step()
    return values | {
        "path": "/".join(dossier.getPhysicalPath()),
        "uid": dossier.UID(),
        "procedure": dossier.procedure_code,
        "applicant_name": applicant["name"],
        "applicant_id": applicant["id_number"] or applicant["tax_code"],
        "owner_name": owner["name"],
        "owner_id": owner["id_number"] or owner["tax_code"],
        "phone": applicant["phone"],
        "step_title": step["title"] if step else "",
        "step_due": step["due"] if step else None,
    }


def add(current, dossier) -> DossierRow:
    """Enter a dossier that is not in the register, with its steps and pauses."""
    row = DossierRow(**values_of(dossier))
    current.add(row)
    _write_parts(current, dossier)
    clock_facts.write(current, dossier)
    saying.keep(dossier)
    if dossier.version > 1:
        # Entered anew: SQLAlchemy begins every row with version 1.
        current.flush()
        table = DossierRow.__table__
        current.execute(
            table.update()
            .where(table.c.code == dossier.code)
            .values(version=dossier.version)
        )
        current.expire(row)
    return row


def update(current, row, dossier) -> None:
    """Bring the register in line with a changed dossier; the version grows by one."""
    at = row.agency
    for name, value in values_of(dossier).items():
        if getattr(row, name) != value:
            setattr(row, name, value)
    if not current.is_modified(row):
        # Only a changed row gets its next version, and each change has one.
        flag_modified(row, "step_title")
    _write_parts(current, dossier)
    clock_facts.write(current, dossier)
    saying.keep(dossier, at)


def _write_parts(current, dossier):
    for kind, known, parts in (
        (StepRow, queries.steps, dossier.steps),
        (PauseRow, queries.pauses, dossier.pauses),
        (LegRow, together.legs, dossier.legs),
        (ConsultationRow, together.consultations, dossier.opinions),
    ):
        if not parts:
            continue
        rows = {row.no: row for row in known(dossier.code)} if dossier.version else {}
        for no, part in enumerate(parts, 1):
            row = rows.get(no)
            if row is None:
                current.add(kind(code=dossier.code, no=no, **_columns(kind, part)))
                continue
            for name, value in _columns(kind, part).items():
                if getattr(row, name) != value:
                    setattr(row, name, value)


def _columns(kind, part):
    return {
        name: value
        for name, value in part.items()
        if name != "no" and hasattr(kind, name)
    }


def note(current, dossier, at, actor, action, source="", text="", target=None) -> None:
    """Enter in the history what happened; ``actor`` is a (user id, name) pair.

    ``target`` is the value a track came to, where the entry is about one (`rules.tracks`).
    """
    agency, role = posts.post(dossier)
    current.add(
        HistoryRow(
            code=dossier.code,
            at=at,
            actor=actor[0],
            actor_name=actor[1],
            action=action,
            from_state=source,
            to_state=dossier.state if target is None else str(target),
            note=text,
            agency=agency,
            role=role,
            address=posts.address(),
        )
    )
    notify(Noted(dossier, action, at, actor, source, text))
