"""`/danh-muc`: the places of those who keep the catalogue, as far as they may go there."""

from AccessControl import getSecurityManager
from dataclasses import dataclass
from hanam.dvc.catalogue.access import PERMISSION
from hanam.dvc.catalogue.audit.page import StaffPage
from hanam.dvc.catalogue.audit.page import template
from hanam.dvc.i18n import _
from hanam.dvc.interfaces import IDeskEntry
from zope.component import getUtilitiesFor
from zope.interface import implementer


@implementer(IDeskEntry)
@dataclass(frozen=True)
class DeskEntry:
    """An entry; register it as a utility with a name of its own."""

    title: str
    description: str
    path: str
    weight: int = 50
    permission: str = PERMISSION


COMPLETENESS = DeskEntry(
    _("Completeness of procedures"),
    _("What each procedure lacks, worst first; each line leads to the right field."),
    "kiem-tra-danh-muc",
    10,
)


class Desk(StaffPage):
    """The entries that the user may open, light ones first."""

    template = template("desk")
    page_title = _("Keeping the catalogue")
    crumbs = ()

    def entries(self) -> list[dict]:
        allowed = getSecurityManager().checkPermission
        found = [
            (entry.weight, name, entry)
            for name, entry in getUtilitiesFor(IDeskEntry)
            if allowed(entry.permission, self.context)
        ]
        return [
            {
                "url": f"{self.portal_url}/{entry.path}",
                "title": entry.title,
                "description": entry.description,
            }
            for _weight, _name, entry in sorted(found, key=lambda row: row[:2])
        ]
