"""The entries of this package on `/danh-muc`, and the link on a procedure's page."""

from hanam.dvc.catalogue import access
from hanam.dvc.catalogue.audit.desk import DeskEntry
from hanam.dvc.catalogue.views.page import Page
from hanam.dvc.i18n import _
from hanam.dvc.oversight.reviews.levels import template
from plone import api


LEVELS = DeskEntry(
    _("Online levels"),
    _("Declared and computed levels, what blocks more, and what measures would bring."),
    "nang-muc-do",
    20,
)
HISTORY = DeskEntry(
    _("Changes of online levels"),
    _("Who changed which level when and why; the public sees it without names."),
    "lich-su-muc-do",
    30,
)
RED_TAPE = DeskEntry(
    _("Red tape of procedures"),
    _("Papers, trips and minutes; where less of them saves citizens most."),
    "don-gian-hoa",
    40,
)


class StaffLinks(Page):
    """On the page of a procedure, for those who keep the catalogue."""

    weight = 90
    template = template("links")

    def __init__(self, context, request, view, manager):
        super().__init__(context, request)

    def update(self):
        pass

    def render(self) -> str:
        portal = api.portal.get()
        allowed = api.user.has_permission(access.PERMISSION, obj=portal)
        return self.template() if allowed else ""
