"""Who holds which role, as the portal knows it now."""

from hanam.dvc.counter.desk import name_of
from hanam.dvc.counter.desk import ROLES
from hanam.dvc.identity import second
from hanam.dvc.rules.vietnamese import person_sort_key
from plone import api


# Roles for the whole portal that see dossiers or decide what all see.
GLOBAL = ("Supervisor", "Reviewer", "Editor", "Manager")


def at(agency: str) -> list[dict]:
    """{role, people} of an agency; ``people`` as of `person`."""
    users = api.portal.get_tool("acl_users")
    return [
        {"role": role, "people": sorted_people(members(users, f"{agency}.{role}"))}
        for role in ROLES
    ]


def members(users, group: str) -> list[str]:
    """The user ids in a group; none where there is no such group."""
    found = (
        users.source_groups.listAssignedPrincipals(group) if has(users, group) else ()
    )
    return [user_id for user_id, _title in found]


def has(users, group: str) -> bool:
    return group in users.source_groups.getGroupIds()


def of_portal() -> list[dict]:
    """{role, people} of the roles that hold everywhere."""
    manager = api.portal.get_tool("acl_users").portal_role_manager
    return [
        {
            "role": role,
            "people": sorted_people(
                user_id for user_id, _title in manager.listAssignedPrincipals(role)
            ),
        }
        for role in GLOBAL
    ]


def sorted_people(ids) -> list[dict]:
    found = [person(user_id) for user_id in ids]
    return sorted(found, key=lambda one: person_sort_key(one["name"]))


def person(user_id: str) -> dict:
    """``gone`` where there is no such account, ``second`` whether a second factor is on."""
    user = api.portal.get_tool("acl_users").getUserById(user_id)
    return {
        "id": user_id,
        "name": name_of(user_id),
        "gone": user is None,
        "second": bool(second.kind_of(user_id)),
    }
