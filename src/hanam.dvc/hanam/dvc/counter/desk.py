"""Whose desk: the agencies somebody works for, and as what."""

from AccessControl import getSecurityManager
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from functools import cached_property
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.geography.bodies import stands_for
from hanam.dvc.dossiers import access
from hanam.dvc.rules.vietnamese import person_sort_key
from plone import api
from zope.annotation.interfaces import IAnnotations
from zope.globalrequest import getRequest


ROLES = ("clerk", "officer", "leader")
KEPT = "hanam.dvc.counter.desk"
WATCHER = "Supervisor"
MASTER = "Manager"


@dataclass(frozen=True)
class Desk:
    """What a user may see in lists.

    ``duties``: agency slug → roles there. ``watches``: figures and lists of all agencies,
    without personal data. ``all_agencies``: as ``watches``, with personal data.
    """

    user_id: str = ""
    duties: Mapping[str, frozenset] = field(default_factory=dict)
    watches: bool = False
    all_agencies: bool = False

    @property
    def is_staff(self) -> bool:
        """Whether there is anything to see at all."""
        return bool(self.duties) or self.watches or self.all_agencies

    @property
    def shows_persons(self) -> bool:
        """Whether names may be shown and searched for."""
        return bool(self.duties) or self.all_agencies

    @cached_property
    def agencies(self) -> tuple[str, ...]:
        """Slugs of the agencies whose dossiers are listed."""
        if self.all_agencies or (self.watches and not self.duties):
            return tuple(item.getId() for item in lookup.agencies())
        return tuple(sorted(self.duties))

    def agencies_as(self, *roles: str) -> tuple[str, ...]:
        """Slugs of the agencies where the user has one of ``roles``."""
        return tuple(
            sorted(slug for slug, held in self.duties.items() if held & set(roles))
        )

    def is_at(self, agency: str, *roles: str) -> bool:
        """Whether the user has one of ``roles`` (any, if none is named) there."""
        held = self.duties.get(agency, frozenset())
        return bool(held & set(roles or ROLES))


def desk_of(user=None) -> Desk:
    """The desk of a user (default: who is signed in, known once a request); an empty one
    for a guest."""
    if user is not None:
        return _desk(user)
    user_id = getSecurityManager().getUser().getId()
    if not user_id:
        return Desk()
    request = getRequest()
    kept = IAnnotations(request).setdefault(KEPT, {}) if request is not None else {}
    if user_id not in kept:
        kept[user_id] = _desk(api.user.get_current())
    return kept[user_id]


def _desk(user) -> Desk:
    duties: dict[str, set[str]] = {}
    for role, slugs in access.agencies_of(user).items():
        for slug in slugs:
            duties.setdefault(slug, set()).add(role)
    roles = set(user.getRoles())
    return Desk(
        user_id=user.getId(),
        duties={slug: frozenset(held) for slug, held in duties.items()},
        watches=WATCHER in roles,
        all_agencies=MASTER in roles,
    )


def name_of(user_id: str) -> str:
    """The full name of a user; the id where none is known, "" for nobody."""
    if not user_id:
        return ""
    user = api.user.get(userid=user_id)
    return (user.getProperty("fullname", "") if user else "") or user_id


def people_at(agency: str, *roles: str) -> list[tuple[str, str]]:
    """(user id, full name) of those who work for an agency, role by role, by name; those
    of its successor too, once it has ended."""
    tool = api.portal.get_tool("acl_users")
    found: dict[str, str] = {}
    offices = dict.fromkeys((agency, stands_for(agency)))
    for role in roles:
        named = [tool.getGroupById(f"{office}.{role}") for office in offices]
        ids = [i for group in named if group for i in group.getMemberIds()]
        people = [(i, name_of(i)) for i in ids]
        for user_id, name in sorted(people, key=lambda one: person_sort_key(one[1])):
            found.setdefault(user_id, name)
    return list(found.items())
