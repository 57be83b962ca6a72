"""Who was given which role, and what those who lost theirs have left behind."""

from collections.abc import Iterable
from hanam.dvc.register.groups import OPEN
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.model_roles import RoleChange
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session
from sqlalchemy import select


GIVEN, TAKEN = "given", "taken"


def add(**columns) -> None:
    """Enter a change; the columns of `RoleChange`."""
    for_writing().add(RoleChange(**columns))


def of_agencies(agencies: Iterable[str], before=None, size=50) -> list[RoleChange]:
    """The changes at some agencies, newest first; those before the id ``before``."""
    asked = select(RoleChange).where(RoleChange.agency.in_(tuple(agencies)))
    if before is not None:
        asked = asked.where(RoleChange.id < before)
    return list(session().scalars(asked.order_by(RoleChange.id.desc()).limit(size)))


def lost_by(agencies: Iterable[str]) -> list[tuple[str, str]]:
    """(agency, user) of everybody who ever lost a role there; few in any office."""
    asked = (
        select(RoleChange.agency, RoleChange.user)
        .where(RoleChange.what == TAKEN, RoleChange.agency.in_(tuple(agencies)))
        .distinct()
        .order_by(RoleChange.agency, RoleChange.user)
    )
    return [tuple(row) for row in session().execute(asked)]


def held_by_record(agency: str) -> set[tuple[str, str]]:
    """(user, role) of those to whom a role was given last and not taken, by the record."""
    asked = (
        select(RoleChange.user, RoleChange.role, RoleChange.what)
        .where(RoleChange.agency == agency)
        .order_by(RoleChange.id)
    )
    last = {(user, role): what for user, role, what in session().execute(asked)}
    return {pair for pair, what in last.items() if what == GIVEN}


def left_behind(agency: str, user: str, size: int = 100) -> list[DossierRow]:
    """Open dossiers of an agency that are given to a user, the soonest due first."""
    asked = (
        select(DossierRow)
        .where(
            DossierRow.assignee == user,
            DossierRow.assignee != "",
            DossierRow.agency == agency,
            DossierRow.state.in_(OPEN),
            DossierRow.practice.is_(False),
        )
        .order_by(DossierRow.next_due, DossierRow.code)
    )
    return list(session().scalars(asked.limit(size)))
