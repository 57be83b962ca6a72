"""Who stands in for somebody who is away has that person's role at the agency meanwhile.

Nothing is written on dossiers or groups: the roles are worked out when somebody asks for them, from
the register, and end with the last day. A substitute has only what the absent person holds in
their own name at this moment (so nothing is passed on from substitute to substitute), and only
while the substitute works for the agency too.
"""

from AccessControl import getSecurityManager
from borg.localrole.interfaces import ILocalRoleProvider
from dataclasses import dataclass
from hanam.dvc.catalogue.geography.bodies import stands_for
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers.storage import Shelf
from hanam.dvc.dossiers.succession import ROLES
from hanam.dvc.i18n import _
from hanam.dvc.register import substitutes
from plone import api
from zope.annotation.interfaces import IAnnotations
from zope.component import adapter
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.interface import implementer


KNOWN = "hanam.dvc.dossiers.standing_in"
# Of several, the first counts.
RANK = ("leader", "officer", "clerk")


@dataclass(frozen=True)
class Standing:
    """``substitute`` has the ``role`` of ``user`` at ``agency``, today."""

    agency: str
    role: str
    user: str
    substitute: str


def today() -> tuple[Standing, ...]:
    """All that hold today and are good; known once a request."""
    request = getRequest()
    kept = IAnnotations(request) if request is not None else {}
    if KNOWN not in kept:
        found = substitutes.in_force(moment.now().date())
        kept[KNOWN] = tuple(
            Standing(row.agency, row.role, row.user, row.substitute)
            for row in found
            if is_good(row)
        )
    return kept[KNOWN]


def is_good(row) -> bool:
    """Whether the absent person has the role and the substitute works there, both now."""
    if row.user not in members(row.agency, row.role):
        return False
    if api.portal.get_tool("acl_users").getUserById(row.user) is None:
        return False
    return any(row.substitute in members(row.agency, role) for role in ROLES)


def members(agency: str, role: str) -> frozenset[str]:
    """The user ids of a group of an agency; accounts that are gone are none of them."""
    tool = api.portal.get_tool("acl_users")
    group = tool.getGroupById(f"{agency}.{role}")
    return frozenset(group.getMemberIds() if group is not None else ())


def of(user_id: str) -> list[Standing]:
    """For whom a user stands in today."""
    return [one for one in today() if one.substitute == user_id]


def represented(user, dossier) -> str:
    """For whom a user acts on a dossier, or a row of one: an id, "" for nobody.

    That is who the dossier is assigned to, if the user stands in for them; else whose role
    it is, if the user has none as high.
    """
    if user is None or not user.getId():
        return ""
    offices = {dossier.agency, stands_for(dossier.agency)}
    found = [one for one in of(user.getId()) if one.agency in offices]
    if not found:
        return ""
    for one in found:
        if one.user == dossier.assignee:
            return one.user
    own = {role for role in RANK for o in offices if f"{o}.{role}" in user.getGroups()}
    for role in RANK:
        if role in own:
            return ""
        for one in found:
            if one.role == role:
                return one.user
    return ""


def named(dossier, name: str) -> str:
    """The name of the present user as the history has it: “An (for Bình)”."""
    other = represented(getSecurityManager().getUser(), dossier)
    if not other:
        return name
    user = api.portal.get_tool("acl_users").getUserById(other)
    full = (user.getProperty("fullname", "") if user is not None else "") or other
    language = api.portal.get_default_language()
    message = _("${name} (for ${other})", mapping={"name": name, "other": full})
    return translate(message, target_language=language)


@implementer(ILocalRoleProvider)
@adapter(Shelf)
class RolesOfSubstitutes:
    """Local roles on the shelf of an agency for those who stand in there today."""

    def __init__(self, context):
        self.context = context

    def getRoles(self, principal_id):
        if not today():
            return ()
        return tuple(
            ROLES[one.role] for one in self.here() if one.substitute == principal_id
        )

    def getAllRoles(self):
        for one in self.here():
            yield one.substitute, (ROLES[one.role],)

    def here(self) -> list[Standing]:
        found = today()
        if not found:
            return []
        slug = self.context.getId()
        return [one for one in found if one.agency in (slug, stands_for(slug))]
