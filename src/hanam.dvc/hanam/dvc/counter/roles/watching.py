"""Roles for the whole portal, given in Plone's own pages without a word: compared every hour."""

from hanam.dvc.counter.desk import name_of
from hanam.dvc.counter.roles import people
from hanam.dvc.notify import periodic
from hanam.dvc.register import role_changes


HOUR = 3600


def compare(portal, now) -> int:
    """Enter what has changed since the last comparison; how much that was.

    Nobody can be named who did it: Plone tells no event. The log of the web server can.
    """
    manager = portal.acl_users.portal_role_manager
    held = {
        (user_id, role)
        for role in people.GLOBAL
        for user_id, _title in manager.listAssignedPrincipals(role)
    }
    known = role_changes.held_by_record("")
    for what, pairs in (
        (role_changes.GIVEN, held - known),
        (role_changes.TAKEN, known - held),
    ):
        for user_id, role in sorted(pairs):
            role_changes.add(
                at=now,
                what=what,
                user=user_id,
                user_name=name_of(user_id),
                role=role,
            )
    return len(held ^ known)


periodic.register("roles.compare", HOUR, compare)
