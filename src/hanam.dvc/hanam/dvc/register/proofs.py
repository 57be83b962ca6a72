"""Which dossiers were filed by whoever confirmed a contact; digests of contacts only."""

from datetime import datetime
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.model_identity import ContactProof
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session
from sqlalchemy import select


def add(code: str, contact: str, kind: str, at: datetime) -> None:
    """Keep that a dossier was filed with a confirmed contact; a second call changes nothing."""
    current = for_writing()
    if current.get(ContactProof, (code, contact)) is None:
        current.add(ContactProof(code=code, contact=contact, kind=kind, at=at))
        current.flush()


def of_dossier(code: str) -> list[ContactProof]:
    """What was confirmed for a dossier."""
    asked = select(ContactProof).where(ContactProof.code == code)
    return list(session().scalars(asked))


def dossiers_of(contact: str, since: datetime, size: int = 100) -> list[DossierRow]:
    """The dossiers filed with a confirmed contact since a time, newest first."""
    asked = (
        select(DossierRow)
        .join(ContactProof, ContactProof.code == DossierRow.code)
        .where(ContactProof.contact == contact, ContactProof.at >= since)
        .order_by(DossierRow.filed.desc(), DossierRow.code)
        .limit(size)
    )
    return list(session().scalars(asked))


def is_known(contact: str, since: datetime) -> bool:
    """Whether a dossier was filed with this contact, confirmed, since a time."""
    return bool(dossiers_of(contact, since, 1))
