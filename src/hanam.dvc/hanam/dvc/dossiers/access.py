"""Who may see a dossier, and what staff belong to which agency."""

from AccessControl import getSecurityManager
from hanam.dvc.catalogue.content import IAgency
from hanam.dvc.catalogue.geography.bodies import origins
from hanam.dvc.catalogue.lookup import title_of_agency
from hanam.dvc.dossiers import permissions
from hanam.dvc.dossiers import secrets
from hanam.dvc.dossiers import standing_in
from hanam.dvc.dossiers import storage
from hanam.dvc.dossiers.succession import ROLES
from hanam.dvc.i18n import _
from hanam.dvc.register import queries
from hanam.dvc.rules import codes
from plone import api
from zope.annotation.interfaces import IAnnotations
from zope.component import adapter
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.i18nmessageid import Message
from zope.lifecycleevent.interfaces import IObjectAddedEvent


GROUP_TITLES = {
    "clerk": _("${agency}: reception"),
    "officer": _("${agency}: processing"),
    "leader": _("${agency}: leaders"),
}
AGENCIES = "hanam.dvc.dossiers.agencies"


def find(code):
    """The dossier of a code, whoever asks; None where there is none."""
    parsed = codes.parse_code(code or "")
    row = None if parsed is None else queries.by_code(str(parsed))
    if row is None:
        return None
    agency, month, name = row.path.rsplit("/", 3)[1:]
    shelf = storage.ensure_root(api.portal.get()).get(agency)
    shelf = None if shelf is None else shelf.get(month)
    return None if shelf is None else shelf.get(name)


def dossier_for(code, proof=None):
    """The dossier of a code for who asks, or None.

    None is also the answer to those who may not see it: they cannot tell whether it is
    there. ``proof`` is the secret from the receipt.
    """
    dossier = find(code)
    if dossier is None:
        return None
    return dossier if may_see(dossier, proof) else None


def may_see(dossier, proof=None) -> bool:
    """Whether the present user, or who holds the secret ``proof``, may see a dossier."""
    if proof and secrets.proves(dossier.code, proof):
        return True
    return bool(getSecurityManager().checkPermission(permissions.VIEW, dossier))


def ensure_agency(portal, slug) -> None:
    """An agency's shelf and its groups ``<slug>.clerk``, ``.officer`` and ``.leader``."""
    shelf = storage.ensure_shelf(storage.ensure_root(portal), slug)
    agency = {"agency": title_of_agency(slug)}
    language = api.portal.get_default_language()
    for name, role in ROLES.items():
        group = f"{slug}.{name}"
        if api.group.get(groupname=group) is None:
            title = Message(GROUP_TITLES[name], mapping=agency)
            title = translate(title, target_language=language)
            api.group.create(groupname=group, title=title)
        if role not in shelf.get_local_roles_for_userid(group):
            shelf.manage_setLocalRoles(group, [role])


@adapter(IAgency, IObjectAddedEvent)
def agency_added(agency, event) -> None:
    """A new agency has its shelf and its groups at once, so that staff can be named."""
    ensure_agency(api.portal.get(), agency.getId())


def agencies_of(user=None) -> dict[str, tuple[str, ...]]:
    """The agencies a user works for: {"clerk": (slugs), "officer": …, "leader": …}, with
    the ended ones for which these stand today, and those where the user stands in for
    somebody.

    ``user``: a user or member; None for the present one. Known once a request.
    """
    user = user or getSecurityManager().getUser()
    request = getRequest()
    cache = IAnnotations(request).setdefault(AGENCIES, {}) if request else {}
    key = user.getId() if user is not None else None
    if key not in cache:
        cache[key] = _agencies(user) if key else dict.fromkeys(ROLES, ())
    return cache[key]


def _agencies(user):
    found = {name: [] for name in ROLES}
    for group in user.getGroups():
        slug, dot, name = group.rpartition(".")
        if dot and name in found:
            found[name].append(slug)
    for one in standing_in.of(user.getId()):
        found[one.role].append(one.agency)
    return {
        name: tuple(sorted({*slugs, *(origins(slugs) if slugs else ())}))
        for name, slugs in found.items()
    }
