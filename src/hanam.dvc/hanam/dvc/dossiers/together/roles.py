"""Who of another agency sees a dossier: staff of an agency that has, or had, a part in it.

Nothing is written for it. While a leg runs, and afterwards as long as the law may need it, the
groups of its agency have the role `Partner` on the dossier; a leg that was taken away gives
nothing, and one that has not begun neither. Who stands for an agency that has ended has its
place.
"""

from borg.localrole.interfaces import ILocalRoleProvider
from datetime import timedelta
from hanam.dvc.catalogue.geography import bodies
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import roles_held
from hanam.dvc.dossiers.content import IDossier
from hanam.dvc.dossiers.permissions import PARTNER
from hanam.dvc.dossiers.permissions import STAFF
from hanam.dvc.dossiers.together import settings
from hanam.dvc.rules.together import LegState
from zope.component import adapter
from zope.interface import implementer


# Officers and leaders read whatever the leg is; it may be a clerk's as well.
READERS = ("officer", "leader")
MASTER = "Manager"


def is_readable(dossier, leg, now) -> bool:
    """Whether the agency of a leg may see the dossier at a moment."""
    if leg["started"] is None or leg["outcome"] == LegState.CANCELLED:
        return False
    if dossier.finished is None:
        return True
    return now <= dossier.finished + timedelta(days=settings.value("read_days"))


def seats(dossier) -> set[tuple[str, str]]:
    """(agency, role) of all who see the dossier as partners now."""
    if not dossier.legs:
        return set()
    now = moment.now()
    return {
        (slug, role)
        for leg in dossier.legs
        if leg["agency"] and is_readable(dossier, leg, now)
        for slug in {leg["agency"], bodies.stands_for(leg["agency"])}
        for role in {*READERS, leg["role"]}
    }


@implementer(ILocalRoleProvider)
@adapter(IDossier)
class RolesOfPartners:
    """The role `Partner` on a dossier for groups of agencies with a leg."""

    def __init__(self, context):
        self.context = context

    def getRoles(self, principal_id):
        if not self.context.legs:
            return ()
        slug, _dot, name = principal_id.rpartition(".")
        return (PARTNER,) if (slug, name) in seats(self.context) else ()

    def getAllRoles(self):
        for slug, name in seats(self.context):
            yield f"{slug}.{name}", (PARTNER,)


def reads_legs(user, dossier) -> bool:
    """Whether a user reads the parts of all agencies: staff, partners, the administrator."""
    return bool(roles_held.on(user, dossier) & {*STAFF, PARTNER, MASTER})


def reads_opinions(user, dossier) -> bool:
    """Opinions are between the main agency and those asked."""
    return bool(roles_held.on(user, dossier) & {*STAFF, MASTER})


def acts_on(user, leg) -> bool:
    """Whether a user works for the agency of a leg, in its role or as a leader."""
    held = access.agencies_of(user)
    return bool(leg["agency"]) and leg["agency"] in {
        *held[leg["role"]],
        *held["leader"],
    }


def post(user, dossier) -> tuple[str, str]:
    """(agency, role) of a partner, for the history; empty for others."""
    held = access.agencies_of(user)
    mine = seats(dossier)
    for role in ("leader", "officer", "clerk"):
        for leg in dossier.legs:
            if leg["agency"] in held[role] and (leg["agency"], role) in mine:
                return leg["agency"], role
    return "", ""
