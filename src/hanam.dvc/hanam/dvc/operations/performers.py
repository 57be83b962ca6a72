"""Who acts in a simulation: the staff of an agency, known or made up, and applicants."""

from AccessControl.users import SimpleUser
from hanam.dvc.dossiers.content import IDossier
from hanam.dvc.operations import fiction


ROLES = {"clerk": "Clerk", "officer": "Officer", "leader": "Leader"}


class Performer(SimpleUser):
    """Holds one role on the dossiers of one agency, and nothing elsewhere.

    ``known`` says whether the portal has an account of that id.
    """

    def __init__(self, user_id, name, role, agency, known):
        super().__init__(name, "", ("Authenticated",), [])
        self.user_id = user_id
        self.role = role
        self.agency = agency
        self.known = known

    def getId(self):
        return self.user_id

    def getRolesInContext(self, object):  # noqa: A002 (Zope calls it so)
        if IDossier.providedBy(object) and object.agency == self.agency:
            return ["Authenticated", self.role]
        return ["Authenticated"]

    def allowed(self, object, object_roles=None):  # noqa: A002 (Zope calls it so)
        if object_roles is None or "Anonymous" in object_roles:
            return 1
        return int(not set(object_roles).isdisjoint(self.getRolesInContext(object)))


class Citizen(SimpleUser):
    """The applicant on the dossiers filed with this account, and nothing elsewhere."""

    def __init__(self, user_id, name):
        super().__init__(name, "", ("Authenticated",), [])
        self.user_id = user_id

    def getId(self):
        return self.user_id

    def getRolesInContext(self, object):  # noqa: A002 (Zope calls it so)
        if IDossier.providedBy(object) and object.filed_by == self.user_id:
            return ["Authenticated", "Applicant"]
        return ["Authenticated"]

    allowed = Performer.allowed


class Crews:
    """The staff of each agency: the accounts in its groups, else performers made up."""

    def __init__(self, portal):
        self.users = portal.acl_users
        self.crews = {}

    def of(self, agency: str) -> dict:
        """{"clerk": Performer, "officer": …, "leader": …}"""
        if agency not in self.crews:
            self.crews[agency] = {name: self._one(agency, name) for name in ROLES}
        return self.crews[agency]

    def _one(self, agency, name):
        group = self.users.getGroupById(f"{agency}.{name}")
        for user_id in sorted(group.getMemberIds() if group is not None else ()):
            user = self.users.getUserById(user_id)
            if user is not None:
                full = user.getProperty("fullname", "") or user_id
                return Performer(user_id, full, ROLES[name], agency, True)
        full = fiction.words()["staff"][name]
        return Performer(f"{agency}.{name}", full, ROLES[name], agency, False)
