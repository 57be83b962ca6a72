"""How many dossiers a year each procedure has, by channel."""

from datetime import datetime
from datetime import time
from datetime import timedelta
from hanam.dvc.catalogue.moment import today
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.session import session
from sqlalchemy import func
from sqlalchemy import select


YEAR = timedelta(days=365)


def volumes(day=None) -> dict[str, dict[str, int]]:
    """Dossiers filed in the 365 days up to and with ``day`` (today): id of the procedure
    → channel → count. Practice dossiers do not count."""
    day = day or today()
    after = datetime.combine(day, time.max)
    asked = (
        select(DossierRow.procedure, DossierRow.channel, func.count())
        .where(
            DossierRow.filed > after - YEAR,
            DossierRow.filed <= after,
            DossierRow.practice.is_(False),
        )
        .group_by(DossierRow.procedure, DossierRow.channel)
    )
    found: dict[str, dict[str, int]] = {}
    for procedure, channel, count in session().execute(asked):
        found.setdefault(procedure, {})[channel] = int(count)
    return found
