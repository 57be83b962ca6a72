"""Who changed which rule of escalation, when, and from what to what."""

from hanam.dvc.register.model_late import LateRuleChange
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session
from sqlalchemy import select


def note(**columns) -> None:
    """Enter a change; ``before`` and ``after`` are JSON, "" for nothing."""
    current = for_writing()
    current.add(LateRuleChange(**columns))
    current.flush()


def changes(agency: str, size: int = 20) -> list[LateRuleChange]:
    """The last changes of the rules of an agency, "" for those of the province, newest first."""
    asked = select(LateRuleChange).where(LateRuleChange.agency == agency)
    asked = asked.order_by(LateRuleChange.id.desc()).limit(size)
    return list(session().scalars(asked))
