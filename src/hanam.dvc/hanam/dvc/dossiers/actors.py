"""Who does something to a dossier, as its history tells it."""

from AccessControl import getSecurityManager
from hanam.dvc.dossiers import standing_in


def current(dossier) -> tuple[str, str]:
    """The (user id, name) of who is acting, with the name of whom they stand in for; a guest has
    no id and the applicant's name."""
    user = getSecurityManager().getUser()
    if user is None or not user.getId():
        return "", dossier.applicant["name"]
    return user.getId(), standing_in.named(dossier, name_of(user))


def name_of(user) -> str:
    """The full name of a user, the login name where none is known."""
    full = user.getProperty("fullname", "") if hasattr(user, "getProperty") else ""
    return full or user.getUserName()
