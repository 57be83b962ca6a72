"""Where messages about a dossier went: for its staff, and for who follows it."""

from functools import cached_property
from hanam.dvc.notify.channels import CHANNELS
from hanam.dvc.notify.pages import base
from hanam.dvc.notify.pages import reasons
from hanam.dvc.register import outbox_lists
from plone import api


GONE_OUT = ("sent", "delivered")


class Sent(base.RoomPage):
    """What both show; a subclass says which ``code`` and by which ``template``."""

    weight = 60
    code = ""

    def __init__(self, context, request, view, manager):
        super().__init__(context, request)
        self.page = view

    def update(self) -> None:
        """Nothing is needed before it is shown."""

    def render(self) -> str:
        return self.template() if self.rows else ""

    @cached_property
    def rows(self) -> list[dict]:
        return [self.shown(row) for row in self.found()]

    def found(self):
        return outbox_lists.of_dossier(self.code)

    def shown(self, row) -> dict:
        known = CHANNELS.get(row.channel)
        masked = known.masked(row.recipient) if known and not row.masked else ""
        return {
            "event": self.event_title(row.event),
            "channel": self.channel_title(row.channel),
            "to": masked or row.recipient,
            "state": self.state(row),
            "arrived": row.state == "delivered",
            "at": self.when(row.delivered or row.sent or row.created),
            "reason": self.say(reasons.of(row)),
        }


class StaffSent(Sent):
    """On the dossier for staff: every message with what became of it."""

    template = base.template("sent_staff")

    @property
    def code(self) -> str:
        return self.context.code


class FollowedSent(Sent):
    """For the applicant: what went out, where and when."""

    template = base.template("sent_followed")

    @property
    def code(self) -> str:
        row = getattr(self.page, "row", None)
        return "" if row is None else row.code

    def found(self):
        """What went out to the applicant's side; what its officials were told stays theirs."""
        mine = ("", getattr(getattr(self.page, "row", None), "filed_by", ""))
        return [
            row for row in super().found() if row.state in GONE_OUT and row.user in mine
        ]

    def may_choose(self) -> bool:
        return not api.user.is_anonymous()
