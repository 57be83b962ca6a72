"""How many dossiers of a procedure are not finished, for who ends a procedure."""

from hanam.dvc.catalogue.decisions.content import IOpenDossiers
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.session import session
from hanam.dvc.rules.states import FINAL
from sqlalchemy import func
from sqlalchemy import select
from zope.interface import implementer


@implementer(IOpenDossiers)
class OpenDossiers:
    """Counts in the register; what is filed for practice waits for nobody."""

    def count(self, procedure: str) -> int:
        query = select(func.count()).where(
            DossierRow.procedure == procedure,
            DossierRow.state.not_in(FINAL),
            DossierRow.practice.is_(False),
        )
        return session().execute(query).scalar_one()
