"""From what somebody is to a dossier to user ids; each group is asked once in a look."""

from hanam.dvc.counter.desk import people_at
from hanam.dvc.counter.late import settings
from hanam.dvc.rules.late import What
from hanam.dvc.rules.late import Whom
from plone import api


SUPERVISOR = "Supervisor"


class People:
    """Who is who, as it stands while the worker looks."""

    def __init__(self):
        self._at: dict[tuple[str, str], tuple[str, ...]] = {}
        self._supervisors: tuple[str, ...] | None = None

    def at(self, agency: str, role: str) -> tuple[str, ...]:
        """Ids of those with a role at an agency."""
        if (agency, role) not in self._at:
            found = people_at(agency, role)
            self._at[agency, role] = tuple(user for user, _name in found)
        return self._at[agency, role]

    @property
    def supervisors(self) -> tuple[str, ...]:
        """Leaders of the supervising department and who supervises all agencies."""
        if self._supervisors is None:
            slug = settings.value("supervising")
            leaders = self.at(slug, "leader") if slug else ()
            self._supervisors = tuple(dict.fromkeys((*leaders, *supervisors())))
        return self._supervisors

    def of(self, whom: Whom, case, what: What) -> tuple[str, ...]:
        """Ids of those who are that to a `register.late.Case`.

        Where nobody works on it yet, who may do its step is told instead.
        """
        if whom is Whom.SUPERVISOR:
            return self.supervisors
        if whom is Whom.LEADER:
            return self.at(case.agency, "leader")
        if whom is Whom.UNIT:
            return self.at(case.unit or case.agency, "clerk")
        if whom is Whom.CLERKS or what is What.ACCEPTANCE:
            return self.at(case.agency, "clerk")
        if whom is Whom.ASSIGNEE and case.assignee:
            return (case.assignee,)
        return self.at(case.agency, case.role or "officer")


def supervisors() -> tuple[str, ...]:
    """Ids of the users whose global role it is to supervise."""
    manager = api.portal.get_tool("acl_users").portal_role_manager
    return tuple(user for user, _title in manager.listAssignedPrincipals(SUPERVISOR))
