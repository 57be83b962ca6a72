"""Putting a dossier into a state without asking anybody."""

from DateTime import DateTime
from hanam.dvc.dossiers.content import WORKFLOW
from hanam.dvc.dossiers.moment import PROVINCE
from plone import api


def enter(dossier, state, action, actor, now, comment="") -> None:
    """Set the workflow state, its history and the permissions that go with it.

    For what starts in a state (filing, drafts); a change of state by somebody goes
    through `actions.perform`. ``actor`` is a (user id, name) pair, ``now`` local time.
    """
    tool = api.portal.get_tool("portal_workflow")
    status = {
        "action": action or None,
        "actor": actor[0],
        "comments": comment,
        "review_state": str(state),
        "time": DateTime(now.replace(tzinfo=PROVINCE)),
    }
    tool.setStatusOf(WORKFLOW, dossier, status)
    tool[WORKFLOW].updateRoleMappingsFor(dossier)
    dossier.state_since = now
