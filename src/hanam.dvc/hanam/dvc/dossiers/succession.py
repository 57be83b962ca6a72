"""Staff of an agency work on for the ended agencies it stands for.

Nothing is written for it: on the day after an agency's last day the groups of its
successor have their roles on its shelf, and so on its dossiers.
"""

from borg.localrole.interfaces import ILocalRoleProvider
from hanam.dvc.catalogue.geography import bodies
from hanam.dvc.dossiers.storage import Shelf
from zope.component import adapter
from zope.interface import implementer


ROLES = {"clerk": "Clerk", "officer": "Officer", "leader": "Leader"}


@implementer(ILocalRoleProvider)
@adapter(Shelf)
class RolesOfSuccessors:
    """Local roles on the shelf of an ended agency for the groups of its successor."""

    def __init__(self, context):
        self.context = context

    def getRoles(self, principal_id):
        slug, _dot, name = principal_id.rpartition(".")
        # An agency is not its own heir: most who ask here need no look at the catalogue.
        if not slug or name not in ROLES or slug == self.context.getId():
            return ()
        return (ROLES[name],) if slug == self.heir() else ()

    def getAllRoles(self):
        heir = self.heir()
        for name, role in ROLES.items() if heir else ():
            yield f"{heir}.{name}", (role,)

    def heir(self) -> str:
        """Who stands for the agency of this shelf, if another does."""
        slug = self.context.getId()
        found = bodies.stands_for(slug)
        return "" if found == slug else found
