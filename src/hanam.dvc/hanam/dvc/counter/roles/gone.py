"""`/khong-nguoi-phu-trach`: open dossiers of people who work for the agency no more."""

from functools import cached_property
from hanam.dvc.cards import Card
from hanam.dvc.counter.desk import Desk
from hanam.dvc.counter.desk import desk_of
from hanam.dvc.counter.desk import ROLES
from hanam.dvc.counter.lines import lines_of
from hanam.dvc.counter.roles import people
from hanam.dvc.counter.views.base import StaffView
from hanam.dvc.dossiers import reads
from hanam.dvc.dossiers import tools
from hanam.dvc.i18n import _
from hanam.dvc.register import role_changes
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


PATH = "khong-nguoi-phu-trach"
tools.declare(
    tools.Tool(
        PATH,
        _("Dossiers without an owner"),
        _("Open dossiers of people who left the agency: give them to somebody else."),
        ("Leader", "Manager"),
    )
)


def agencies_of(desk: Desk) -> tuple[str, ...]:
    """The agencies whose people a reader answers for."""
    return desk.agencies if desk.all_agencies else desk.agencies_as("leader")


def left_behind(agencies) -> list:
    """Rows of the dossiers whose owner lost the last role at the agency or was deleted."""
    users = api.portal.get_tool("acl_users")
    found = []
    for agency, user_id in role_changes.lost_by(agencies):
        groups = (f"{agency}.{role}" for role in ROLES)
        if not any(user_id in people.members(users, group) for group in groups):
            found += role_changes.left_behind(agency, user_id)
    return found


class Gone(StaffView):
    """The list; who leads gives each dossier to somebody on its page."""

    page_title = _("Dossiers without an owner")
    template = ViewPageTemplateFile("templates/gone.pt")

    def may_enter(self) -> bool:
        return bool(agencies_of(self.desk))

    def page(self):
        return self.template()

    @cached_property
    def lines(self) -> list[dict]:
        rows = left_behind(agencies_of(self.desk))
        reads.note_all(rows, reads.EXPORT, PATH)
        return lines_of(rows, self.reader)


class Count(Card):
    """Above the worklist of leaders: how many dossiers have lost their owner."""

    template = ViewPageTemplateFile("templates/count.pt")

    @cached_property
    def number(self) -> int:
        desk = desk_of()
        agencies = () if desk.all_agencies else desk.agencies_as("leader")
        return len(left_behind(agencies)) if agencies else 0

    @property
    def url(self) -> str:
        return f"{self.portal_url}/{PATH}"

    @property
    def is_shown(self) -> bool:
        return bool(self.number)
