"""What the visitor has filed before: dossiers of the account, or of a guest's browser."""

from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import drafts
from hanam.dvc.dossiers import moment
from hanam.dvc.filing import guard
from hanam.dvc.filing.drafting import settings
from hanam.dvc.register import queries
from hanam.dvc.rules.states import State


MOST = 20
MONTH = 30.44
# What the agency did not take or the applicant took back is no example.
SPOILT = (State.REFUSED, State.WITHDRAWN, State.STOPPED)


@dataclass(frozen=True)
class Person:
    """Of whom answers may be reused: never those of one person for another."""

    number: str

    @classmethod
    def of(cls, person) -> "Person":
        """By identity number, else by tax code; a person without either is nobody."""
        number = (person.get("id_number") or person.get("tax_code") or "").strip()
        return cls(number.replace(" ", ""))

    def __bool__(self) -> bool:
        return bool(self.number)


def owner_of(draft) -> Person:
    """For whom a draft is filed."""
    for_other = (getattr(draft, "answers", None) or {}).get("for") == "other"
    return Person.of(draft.owner if for_other else draft.applicant)


def since(months: int) -> datetime:
    """The moment so many months ago."""
    return moment.now() - timedelta(days=months * MONTH)


def dossiers(request) -> list:
    """The visitor's own dossiers, the last one first; none of practice."""
    user = guard.user_id()
    if user:
        rows = queries.of_person(user, size=MOST)
        found = [access.find(row.code) for row in rows if not row.practice]
        found = [one for one in found if one is not None and one.filed_by == user]
    else:
        found = [one for one in of_browser(request) if not one.practice]
    first = since(settings.value("reuse_months"))
    return [one for one in found if one.filed >= first]


def of_browser(request) -> list:
    """What this browser has filed as a guest since it was opened, the last one first."""
    names = (request.cookies.get(guard.BEGUN) or "").split(".")[: guard.MOST_BEGUN]
    receipts = [drafts.receipt_of(name) for name in names]
    found = [one.dossier for one in receipts if one is not None]
    found = [one for one in found if guard.is_mine(one, request)]
    return sorted(found, key=lambda one: one.filed, reverse=True)


def last_of(procedure, request):
    """The visitor's last good dossier under a procedure, or None."""
    uid = procedure.UID()
    return next(
        (
            one
            for one in dossiers(request)
            if one.procedure_uid == uid and one.state not in SPOILT
        ),
        None,
    )


def mine(code: str, request):
    """The visitor's own dossier of that code, or None."""
    return next((one for one in dossiers(request) if one.code == code), None)


def open_ones(draft, request) -> list:
    """The visitor's dossiers that a draft would double: same procedure, same owner, not
    finished, filed in the last days (setting). Strangers' dossiers are never among them."""
    days = settings.value("duplicate_days")
    owner = owner_of(draft)
    if not days or not owner or draft.practice:
        return []
    first = moment.now() - timedelta(days=days)
    finished = {*SPOILT, State.FINISHED, State.RETURNED}
    return [
        one
        for one in dossiers(request)
        if one.procedure_uid == draft.procedure_uid
        and one.filed >= first
        and one.state not in finished
        and Person.of(one.owner) == owner
    ]
