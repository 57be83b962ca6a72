"""Where messages about a dossier went: for its staff, and for who follows it."""

from hanam.dvc.notify.channels import CHANNELS
from hanam.dvc.notify.pages import base
from hanam.dvc.notify.pages import reasons
from hanam.dvc.register import outbox_lists
from plone import api
from plone.app.layout.viewlets import ViewletBase


GONE_OUT = ("sent", "delivered")


class Sent(ViewletBase):
    """What both show; ``code`` is the dossier's."""

    weight = 60
    code = ""

    def update(self):
        super().update()
        self.words = base.RoomPage(self.context, self.request)

    def available(self) -> bool:
        return bool(self.rows())

    def rows(self) -> list[dict]:
        if not hasattr(self, "_rows"):
            self._rows = [self.shown(row) for row in self.found()]
        return self._rows

    def found(self):
        return outbox_lists.of_dossier(self.code)

    def shown(self, row) -> dict:
        known = CHANNELS.get(row.channel)
        masked = known.masked(row.recipient) if known and not row.masked else None
        return {
            "event": self.words.event_title(row.event),
            "channel": self.words.channel_title(row.channel),
            "to": masked or row.recipient,
            "state": self.words.state(row),
            "arrived": row.state == "delivered",
            "at": self.words.when(row.delivered or row.sent or row.created),
            "tries": row.attempts if row.state == "failed" else 0,
            "reason": self.words.say(reasons.of(row)),
        }


class StaffSent(Sent):
    """On the dossier for staff: every message with what became of it."""

    index = base.template("sent_staff")

    @property
    def code(self) -> str:
        return self.context.code


class FollowedSent(Sent):
    """For the applicant: what went out, where and when."""

    index = base.template("sent_followed")

    @property
    def code(self) -> str:
        row = getattr(self.view, "row", None)
        return "" if row is None else row.code

    def found(self):
        return [row for row in super().found() if row.state in GONE_OUT]

    def may_choose(self) -> bool:
        return not api.user.is_anonymous()
