"""What a user may do to the parts and opinions of a dossier now, by the names of the actions.

Pages and services offer by it; the actions themselves ask again.
"""

from AccessControl import getSecurityManager
from hanam.dvc.dossiers import permissions
from hanam.dvc.dossiers.together import opinions
from hanam.dvc.dossiers.together import roles
from hanam.dvc.rules import together
from hanam.dvc.rules.together import LegState


OPEN_OPINIONS = ("asked", "escalated")


def may(permission: str, dossier) -> bool:
    return bool(getSecurityManager().checkPermission(permission, dossier))


def manages(dossier) -> bool:
    """Whether the present user decides for the agency that has the dossier."""
    return may(permissions.CONSULT, dossier)


def partakes(dossier) -> bool:
    """Whether the present user works for an agency with a part, while it is worked on."""
    return may(permissions.PARTAKE, dossier)


def of_whole(dossier) -> list[str]:
    return ["opinion_ask", "leg_add"] if manages(dossier) else []


def of_partner(dossier, user, leg) -> list[str]:
    """What the agency of a leg may do to it."""
    if leg["outcome"] != LegState.OPEN or not partakes(dossier):
        return []
    if not roles.acts_on(user, leg):
        return []
    found = ["leg_done"]
    if leg["assignee"] != user.getId():
        found.append("leg_take")
    found.append("leg_back")
    return found if leg["extended"] is not None else [*found, "leg_time"]


def of_manager(dossier, leg) -> list[str]:
    """What the agency that has the dossier may do to a leg."""
    if not manages(dossier):
        return []
    outcome, found = leg["outcome"], []
    if outcome == LegState.WAITING and not leg["agency"]:
        found.append("leg_choose")
    if outcome in (LegState.DONE, LegState.RETURNED):
        found.append("leg_reopen")
    if outcome not in together.SETTLED:
        found.append("leg_cancel")
    return found


def of_leg(dossier, user, leg) -> list[str]:
    return [*of_partner(dossier, user, leg), *of_manager(dossier, leg)]


def of_opinion(dossier, opinion) -> list[str]:
    """Withdrawing by who asked; answering by who is asked."""
    if opinion["state"] not in OPEN_OPINIONS:
        return []
    found = ["opinion_withdraw"] if manages(dossier) else []
    if opinion["state"] == "asked" and opinions.may_answer(dossier, opinion):
        found.append("opinion_answer")
    return found
