"""Results as anybody may verify them; see `model_results`."""

from hanam.dvc.register.model_results import IssuedResult
from hanam.dvc.register.session import session
from sqlalchemy import select


def by_code(code: str) -> IssuedResult | None:
    """The result of a code in its normal form."""
    return session().get(IssuedResult, code) if code else None


def by_digest(digest: str) -> IssuedResult | None:
    """The result whose file has this SHA-256; the newest where there are more."""
    if not digest:
        return None
    asked = select(IssuedResult).where(IssuedResult.digest == digest)
    return session().scalars(asked.order_by(IssuedResult.issued.desc())).first()


def of_dossier(dossier: str) -> list[IssuedResult]:
    """All results of a dossier, oldest first."""
    asked = select(IssuedResult).where(IssuedResult.dossier == dossier)
    asked = asked.order_by(IssuedResult.issued, IssuedResult.code)
    return list(session().scalars(asked))
