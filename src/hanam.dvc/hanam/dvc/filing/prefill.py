"""What the portal knows about a signed-in citizen: offered, never forced."""

from hanam.dvc.dossiers import access
from hanam.dvc.filing import guard
from hanam.dvc.filing.answers import set_person
from hanam.dvc.identity import profile
from hanam.dvc.register import queries
from plone import api


CITIZEN = {"kind": "citizen"}


def known_person(user_id: str) -> dict:
    """Answers about the user: those of the latest dossier, else of the profile or account;
    what the user has told of themselves in the profile goes before both."""
    told = {name: text for name, text in profile.of(user_id).person.items() if text}
    return _known(user_id) | told if len(told) > 1 else _known(user_id)


def _known(user_id: str) -> dict:
    earlier = queries.of_person(user_id, size=1)
    dossier = access.dossier_for(earlier[0].code) if earlier else None
    if dossier is not None and not dossier.practice:
        return dict(dossier.applicant)
    member = api.user.get(userid=user_id)
    if member is None:
        return {}
    return {
        "name": member.getProperty("fullname", "") or "",
        "email": member.getProperty("email", "") or "",
    }


def fill(draft) -> None:
    """Put what is known into a new draft."""
    set_person(draft, "owner", CITIZEN)
    user_id = guard.user_id()
    known = known_person(user_id) if user_id else {}
    set_person(draft, "applicant", CITIZEN | known)
