"""What is filed most, for the ranking of procedures."""

from hanam.dvc.catalogue.interfaces import IDemand
from hanam.dvc.dossiers.moment import now
from hanam.dvc.portal.figures import remembered
from hanam.dvc.portal.figures import since_last_quarter
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.session import session
from sqlalchemy import func
from sqlalchemy import select
from zope.interface import implementer


@implementer(IDemand)
class Demand:
    """Counts dossiers, those of practice left out, since the last quarter began."""

    def counts(self) -> dict[str, int]:
        return filed()


@remembered
def filed() -> dict[str, int]:
    asked = (
        select(DossierRow.procedure, func.count())
        .where(
            DossierRow.filed >= since_last_quarter(now()),
            DossierRow.practice.is_(False),
        )
        .group_by(DossierRow.procedure)
    )
    return dict(session().execute(asked).all())
