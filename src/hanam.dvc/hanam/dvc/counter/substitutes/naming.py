"""Who may name a substitute for whom, and what would be wrong with it."""

from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from hanam.dvc.counter import settings
from hanam.dvc.counter.desk import Desk
from hanam.dvc.counter.desk import name_of
from hanam.dvc.dossiers import standing_in
from hanam.dvc.dossiers.succession import ROLES
from hanam.dvc.i18n import _
from hanam.dvc.register import substitutes


@dataclass(frozen=True)
class Post:
    """A person with a role at an agency."""

    agency: str
    role: str
    user: str

    @property
    def key(self) -> str:
        return f"{self.agency}.{self.role}.{self.user}"


def posts(desk: Desk) -> list[Post]:
    """Those for whom the user may name a substitute: themself; for leaders, all of their staff.

    Only what somebody holds in their own name counts, not what they stand in for.
    """
    found = []
    for agency in sorted(desk.duties):
        leads = desk.user_id in standing_in.members(agency, "leader")
        for role in ROLES:
            people = standing_in.members(agency, role)
            chosen = sorted(people) if leads else sorted(people & {desk.user_id})
            found += [Post(agency, role, user) for user in chosen]
    return found


def candidates(agencies) -> dict[str, str]:
    """{user id: name} of all who work for these agencies."""
    found = {
        user
        for agency in agencies
        for role in ROLES
        for user in standing_in.members(agency, role)
    }
    return {user: name_of(user) for user in sorted(found)}


def problems(post: Post | None, substitute: str, first, last, today: date):
    """(field, message) of all that is wrong."""
    found = []
    if post is None:
        found.append(("post", _("Choose who is away.")))
    if not substitute:
        found.append(("substitute", _("Choose who stands in.")))
    most = settings.value("substitute_days")
    if first is None or first < today:
        found.append(("first", _("The first day must be today or later.")))
    if last is None or (first is not None and last < first):
        found.append(("last", _("The last day must not lie before the first one.")))
    elif first is not None and last - first > timedelta(days=most - 1):
        facts = {"most": most}
        found.append(("last", _("At most ${most} days at once.", mapping=facts)))
    if found:
        return found
    if substitute == post.user:
        return [("substitute", _("Nobody stands in for themself."))]
    if substitute not in candidates([post.agency]):
        return [("substitute", _("Choose somebody who works for the same agency."))]
    return clashes(post, substitute, first, last)


def clashes(post: Post, substitute: str, first: date, last: date):
    """What stands against it among those entered already."""
    for row in substitutes.running(first, last):
        if row.agency != post.agency:
            continue
        if (row.role, row.user) == (post.role, post.user):
            facts = {"name": name_of(row.substitute)}
            message = _(
                "${name} stands in on some of these days already. End that first.",
                mapping=facts,
            )
            return [("post", message)]
        if row.user == substitute:
            facts = {"name": name_of(substitute)}
            message = _("${name} is away on some of these days.", mapping=facts)
            return [("substitute", message)]
        if row.substitute == post.user:
            facts = {"name": name_of(row.user)}
            message = _(
                "On some of these days this person stands in for ${name}. End that first.",
                mapping=facts,
            )
            return [("post", message)]
    return []
