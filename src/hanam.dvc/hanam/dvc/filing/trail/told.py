"""What an applicant, or an auditor, is told of the entries of a history."""

from hanam.dvc.dossiers.trail import words
from hanam.dvc.dossiers.trail.folded import is_reading
from hanam.dvc.filing.progress import ACTIONS
from hanam.dvc.i18n import _
from hanam.dvc.rules.duties import BY_ITSELF


def to_applicant(row) -> tuple[str, ...]:
    """The closed facts that the applicant may have: the words the agency wrote to them, and
    which of their papers was opened; names of staff and addresses stay closed."""
    told = row.action in ACTIONS and row.action != "submit"
    return ("note",) if told or is_reading(row) else ()


def to_auditor(row) -> tuple[str, ...]:
    """Who of the staff it was; nothing that tells of a citizen."""
    return ("actor", "name") if row.role else ()


def line(row, say, fields) -> dict:
    """An entry as it is shown: {no, at, machine_at, what, who, note, reading}."""
    name = row.actor_name if "name" in fields else ""
    office = words.who(row, say)
    by_applicant = not office and row.action in ACTIONS and row.action not in BY_ITSELF
    citizen = say(_("The applicant")) if by_applicant else ""
    return {
        "no": row.no,
        "at": words.at(row.at),
        "machine_at": row.at.isoformat(timespec="minutes"),
        "what": say(ACTIONS.get(row.action) or words.action(row.action)),
        "who": " · ".join(filter(None, (name, office or citizen))),
        "note": row.note if "note" in fields else "",
        "reading": is_reading(row),
    }
