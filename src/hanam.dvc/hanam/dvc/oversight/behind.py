"""The dossiers behind a figure: which were counted, and why, without personal data."""

from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import time
from hanam.dvc.catalogue.geography.bodies import origins
from hanam.dvc.catalogue.geography.bodies import stands_for
from hanam.dvc.i18n import _
from hanam.dvc.oversight.table import agencies_at
from hanam.dvc.oversight.table import reporting_unit
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.session import session
from hanam.dvc.rules.rates import Formula
from hanam.dvc.rules.rates import quarter_bounds
from plone import api
from sqlalchemy import and_
from sqlalchemy import select


SIZE = 50
ONLINE = _("Filed online: counts above and below the line.")
OTHER = _("Filed another way: counts below the line only.")
NOT_CAPABLE = _("The procedure cannot be filed online: not counted.")
POSTAL = _("Filed by post: shown apart, not counted.")


@dataclass(frozen=True, slots=True)
class BehindPage:
    """Rows of the register and the code to go on after; empty at the end."""

    rows: tuple
    after: str


def may_see(agency: str) -> bool:
    """Whether the present user may list the dossiers behind an agency's figure.

    The supervising department and managers see all, an agency's staff their own and those of
    the ended agencies it stands for.
    """
    if api.user.is_anonymous():
        return False
    user = api.user.get_current()
    if {"Supervisor", "Manager", "Site Administrator"} & set(user.getRoles()):
        return True
    own = {
        f"{office}.{role}"
        for office in {agency, stands_for(agency)}
        for role in ("leader", "officer", "clerk")
    }
    return bool(own & set(user.getGroups()))


def agencies_of_line(
    agency: str, by: str, year: int, quarter: int, rebase: date | None = None
) -> list[str]:
    """The agencies whose dossiers a line counts."""
    found = {agency}
    if by != "agency":
        start, _after = quarter_bounds(year, quarter)
        rows = agencies_at(rebase or start)
        found |= {slug for slug in rows if reporting_unit(slug, rows) == agency}
    if rebase is not None:
        found |= {*origins(found, rebase)}
    return sorted(found)


def dossiers(
    agencies: list[str], year: int, quarter: int, formula: Formula, after: str = ""
) -> BehindPage:
    """Dossiers accepted in the quarter by code, a page at a time (keyset)."""
    start, end = quarter_bounds(year, quarter)
    query = (
        select(DossierRow)
        .where(
            and_(
                DossierRow.agency.in_(agencies),
                DossierRow.received >= datetime.combine(start, time.min),
                DossierRow.received < datetime.combine(end, time.min),
                DossierRow.practice.is_(False),
            )
        )
        .order_by(DossierRow.code)
        .limit(SIZE + 1)
    )
    if after:
        query = query.where(DossierRow.code > after)
    rows = session().scalars(query).all()
    more = len(rows) > SIZE
    rows = rows[:SIZE]
    return BehindPage(tuple(rows), rows[-1].code if more else "")


def reason(row: DossierRow, formula: Formula):
    """The message that says how a dossier counts in a formula."""
    if formula == Formula.NATIONAL:
        if not row.online_capable:
            return NOT_CAPABLE
        if row.channel == "post":
            return POSTAL
    return ONLINE if row.channel == "online" else OTHER
