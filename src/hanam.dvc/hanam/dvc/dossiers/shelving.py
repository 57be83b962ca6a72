"""Where the paper folder of a dossier lies: store, shelf, compartment, in the office's words."""

from AccessControl import getSecurityManager
from AccessControl import Unauthorized
from hanam.dvc.dossiers import actors
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import permissions
from hanam.dvc.dossiers import roles_held
from hanam.dvc.dossiers import rows
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.dossiers.locks import lock
from hanam.dvc.dossiers.locks import save
from hanam.dvc.register import shelf_places
from hanam.dvc.rules.states import State
from hanam.dvc.rules.vietnamese import nfc


ACTION = "shelf"
LONGEST = 100


def can(dossier) -> bool:
    """Whether the present user may say where the folder of a dossier lies: staff of its
    agency, in every state but a draft's."""
    manager = getSecurityManager()
    if dossier.state == State.DRAFT:
        return False
    if not manager.checkPermission(permissions.VIEW, dossier):
        return False
    roles = roles_held.on(manager.getUser(), dossier)
    return not set(permissions.STAFF).isdisjoint(roles)


def put(dossier, place: str, *, version=None, now=None):
    """Note where the folder lies now; an empty ``place`` says that it lies nowhere.

    What stands like this already changes nothing. Raises `Refused`, `Stale`, `Unauthorized`.
    """
    if not can(dossier):
        raise Unauthorized("not for you")
    place = normal(place)
    if place == dossier.shelf:
        return dossier
    now = now or moment.now()
    current, row = lock(dossier, version)
    dossier.shelf = place
    shelf_places.use(dossier.agency, place, now)
    actor = actors.current(dossier)
    rows.note(current, dossier, now, actor, ACTION, dossier.state, place)
    save(current, row, dossier)
    return dossier


def normal(place: str) -> str:
    """A place as it is kept: composed letters, single blanks; `Refused` if it is too long."""
    place = " ".join(nfc(place).split())
    if len(place) > LONGEST:
        raise Refused([Problem("text.too_long", "shelf", {"most": LONGEST})])
    return place
