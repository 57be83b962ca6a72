"""Where dossiers lie: `/ho-so/<agency>/<yyyymm>/<code>`, drafts `/ho-so/nhap/<yyyymm>/<id>`.

A shelf is not catalogued and is not written when something is laid on it; its content is
spread over a few trees, so that filings at the same time rarely touch the same one.
"""

from AccessControl import ClassSecurityInfo
from AccessControl.class_init import InitializeClass
from Acquisition import aq_base
from BTrees.OOBTree import OOBTree
from BTrees.OOBTree import OOTreeSet
from hanam.dvc.dossiers import gate
from hashlib import sha256
from OFS.SimpleItem import SimpleItem
from Products.CMFCore.interfaces import IContentish
from Products.CMFCore.permissions import ManagePortal
from zlib import crc32
from zope.interface import implementer
from ZPublisher import zpublish


ROOT = "ho-so"
DRAFTS = "nhap"
DRAWERS = 16


class Uncatalogued:
    """Keeps an object out of every catalogue, whichever way it is asked."""

    behind_gate = True

    def indexObject(self):
        pass

    def unindexObject(self):
        pass

    def reindexObject(self, idxs=None):
        pass

    def reindexObjectSecurity(self, skip_self=False):
        pass

    def notifyModified(self):
        pass


@zpublish
@implementer(IContentish)
class Shelf(Uncatalogued, SimpleItem):
    """Objects by name, in no order, without any event."""

    meta_type = portal_type = "Shelf"
    security = ClassSecurityInfo()
    security.declareObjectProtected(ManagePortal)

    def __init__(self, name):
        self.id = name
        self._drawers = tuple(OOBTree() for _ in range(DRAWERS))

    def _drawer(self, name):
        return self._drawers[crc32(name.encode()) % DRAWERS]

    def __contains__(self, name):
        return isinstance(name, str) and name in self._drawer(name)

    def __getitem__(self, name):
        return self._drawer(name)[name].__of__(self)

    def __iter__(self):
        return iter(self.keys())

    def get(self, name, default=None):
        """The object of that name, wrapped, or ``default``."""
        try:
            return self[name]
        except KeyError:
            return default

    _getOb = get

    def put(self, name, item):
        """Lay ``item`` on the shelf and return it wrapped; KeyError if the name is taken."""
        if name in self:
            raise KeyError(name)
        item = aq_base(item)
        item.id = name
        self._drawer(name)[name] = item
        return self[name]

    def take(self, name):
        """Take the object off the shelf and return it without its place."""
        return aq_base(self._drawer(name).pop(name))

    def keys(self):
        """The names, in no order. For maintenance: pages ask the register."""
        return [name for drawer in self._drawers for name in drawer]

    objectIds = keys

    def values(self):
        """The objects, wrapped. For maintenance: pages ask the register."""
        return [self[name] for name in self]

    objectValues = values

    def Title(self):
        return self.id

    def __before_publishing_traverse__(self, context, request=None):
        # BeforeTraverse.MultiHook calls with one argument less.
        request = context if request is None else request
        names = request["TraversalRequestNameStack"]
        if names and names[-1] in self:
            return
        if not gate.allowed(gate.visitor(self, request), ManagePortal, self):
            gate.close(request)


InitializeClass(Shelf)


class DossierRoot(Shelf):
    """`/ho-so`: one shelf for each agency and one for drafts; the calendars pinned."""

    meta_type = portal_type = "DossierRoot"

    def __init__(self, name):
        super().__init__(name)
        self._calendars = OOBTree()
        # Files that wait to be looked into (`scanning.held`).
        self._held = OOBTree()
        # Photos for forms that are still open at the counter.
        self._trays = OOBTree()

    def keep_calendar(self, text):
        """Keep the text of a working calendar for ever; returns what it is found by."""
        digest = sha256(text.encode()).hexdigest()[:16]
        if digest not in self._calendars:
            self._calendars[digest] = text
        return digest

    def calendar(self, digest):
        """The text of a calendar that was kept."""
        return self._calendars[digest]


InitializeClass(DossierRoot)


class Drafts(Shelf):
    """`/ho-so/nhap`: drafts by month, and which user has which."""

    meta_type = portal_type = "Drafts"

    def __init__(self, name):
        super().__init__(name)
        self._of_user = OOBTree()

    def remember(self, user_id, name):
        """Note that the draft ``name`` is the user's."""
        names = self._of_user.get(user_id)
        if names is None:
            names = self._of_user[user_id] = OOTreeSet()
        names.insert(name)

    def forget(self, user_id, name):
        """Take the draft ``name`` from the user's."""
        names = self._of_user.get(user_id, ())
        if name in names:
            names.remove(name)

    def names_of(self, user_id):
        """The names of a user's drafts."""
        return tuple(self._of_user.get(user_id, ()))


InitializeClass(Drafts)


def ensure_root(portal) -> DossierRoot:
    """`/ho-so`, made if the portal has none yet."""
    if ROOT not in portal.objectIds():
        # Without events: nothing of it belongs in the catalogue.
        portal._setObject(ROOT, DossierRoot(ROOT), set_owner=0, suppress_events=True)
        portal[ROOT].put(DRAFTS, Drafts(DRAFTS))
    return portal[ROOT]


def ensure_shelf(parent: Shelf, name: str) -> Shelf:
    """The shelf ``name`` on ``parent``.

    Two transactions that make the same shelf at the same time write the same place: the
    later one gets a ConflictError and is run again, so nothing is lost.
    """
    found = parent.get(name)
    return parent.put(name, Shelf(name)) if found is None else found


def month(day) -> str:
    """The name of a month's shelf, ``yyyymm``."""
    return f"{day.year:04}{day.month:02}"


def shelf_for(portal, agency: str, day) -> Shelf:
    """Where a dossier filed with ``agency`` (slug, or `DRAFTS`) on ``day`` belongs."""
    return ensure_shelf(ensure_shelf(portal[ROOT], agency), month(day))
