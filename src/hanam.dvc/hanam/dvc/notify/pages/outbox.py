"""`/hop-thu-di`: the outbox for administrators: what waits, what failed, what to send again."""

from functools import cached_property
from hanam.dvc.catalogue.audit.desk import DeskEntry
from hanam.dvc.dossiers import moment
from hanam.dvc.i18n import _
from hanam.dvc.notify import periodic
from hanam.dvc.notify import queue
from hanam.dvc.notify import settings
from hanam.dvc.notify import testing_message
from hanam.dvc.notify import waking
from hanam.dvc.notify.channels import CHANNELS
from hanam.dvc.notify.pages import base
from hanam.dvc.notify.pages import reasons
from hanam.dvc.register import outbox
from hanam.dvc.register import outbox_lists
from hanam.dvc.register import periodic_runs
from hanam.dvc.register.model_outbox import DEAD
from hanam.dvc.register.model_outbox import STATES
from plone import api
from urllib.parse import urlencode


SIZE = 50
PERMISSION = "Plone Site Setup: Site"
OUTBOX = DeskEntry(
    _("Outbox"),
    _("Messages to citizens: what waits, what failed, what can be sent again."),
    "hop-thu-di",
    80,
    PERMISSION,
)


class Outbox(base.RoomPage):
    """The list with its counts; a POST with ``go`` = ``again`` (``message``) or ``test``."""

    template = base.template("outbox")
    page_title = _("Outbox")

    def __call__(self):
        self.keep_private()
        if self.is_post:
            return self.post()
        return self.template()

    def post(self):
        if not self.is_genuine():
            self.again(403, ("", base.TOO_OLD))
            return self.template()
        go = self.typed("go")
        if go == "test":
            return self.send_test()
        if go == "again":
            return self.send_again()
        self.again(400, ("", _("This button is not known here.")))
        return self.template()

    def send_again(self):
        """Put dead messages into the queue once more."""
        done = [
            message
            for message in self.chosen("message")[:SIZE]
            if outbox.send_again(message, moment.now())
        ]
        if done:
            waking.after_commit()
            mapping = {"count": len(done)}
            self.tell(_("Messages to be sent again: ${count}.", mapping=mapping))
        else:
            self.tell(
                _(
                    "Nothing was changed: choose messages that were given up and whose text "
                    "is still kept."
                ),
                "warning",
            )
        return self.go(self.url(after=self.after))

    def send_test(self):
        """A message to whoever asks for it, over one channel."""
        channel, address = self.typed("channel"), self.typed("address").strip()
        if channel not in CHANNELS:
            self.again(400, ("test-channel", _("Choose a channel.")))
            return self.template()
        to = testing_message.to(channel, address)
        if not CHANNELS[channel].address(to):
            wrong = _("Enter an e-mail address, or a mobile number of 10 digits.")
            self.again(400, ("test-address", wrong))
            return self.template()
        if channel not in queue.usable(to):
            off = _("This channel is switched off. Switch it on in the settings first.")
            self.again(400, ("test-channel", off))
            return self.template()
        testing_message.send(channel, address)
        self.tell(
            _(
                "A test message is on its way. Its state is in the first line of the list."
            )
        )
        return self.go(self.url(state="", channel=""))

    # -- the list

    @cached_property
    def state_asked(self) -> str:
        value = self.typed("state")
        return value if value in STATES else ""

    @cached_property
    def channel_asked(self) -> str:
        value = self.typed("channel") if not self.is_post else ""
        return value if value in CHANNELS else ""

    @cached_property
    def after(self) -> str:
        value = self.typed("after")
        return value if value.isalnum() and len(value) <= 40 else ""

    @cached_property
    def listed(self):
        return outbox_lists.listed(
            (self.state_asked,) if self.state_asked else (),
            (self.channel_asked,) if self.channel_asked else (),
            self.after,
            SIZE,
        )

    def rows(self) -> list[dict]:
        return [self.shown(row) for row in self.listed.rows]

    def shown(self, row) -> dict:
        event, to = self.event_title(row.event), mask(row)
        return {
            "id": row.id,
            "at": self.when(row.created),
            "event": event,
            "channel": self.channel_title(row.channel),
            "to": to,
            "choose": self.say(
                _("Choose ${event}, ${to}", mapping={"event": event, "to": to})
            ),
            "code": row.code,
            "state": self.state(row),
            "tries": row.attempts,
            "done": self.when(row.delivered or row.sent),
            "next": self.when(row.due) if row.state == "failed" else "",
            "reason": self.say(reasons.of(row)),
            "again": row.state == DEAD and not row.wiped,
        }

    def any_again(self) -> bool:
        return any(row.state == DEAD and not row.wiped for row in self.listed.rows)

    def url(self, **changes) -> str:
        known = {"state": self.state_asked, "channel": self.channel_asked} | changes
        kept = {name: value for name, value in known.items() if value}
        query = f"?{urlencode(kept)}" if kept else ""
        return f"{self.portal_url}/hop-thu-di{query}"

    def next_url(self) -> str:
        return self.url(after=self.listed.after) if self.listed.after else ""

    def tabs(self) -> list[dict]:
        """All, and each state with how many there are."""
        counts = outbox_lists.counts(self.channel_asked)
        tabs = [
            {
                "title": self.say(base.STATES[state][0]),
                "count": str(count) if count <= outbox_lists.MANY else "1000+",
                "url": self.url(state=state),
                "current": "page" if state == self.state_asked else None,
            }
            for state, count in counts.items()
        ]
        everything = {
            "title": self.say(_("All")),
            "count": "",
            "url": self.url(state=""),
            "current": None if self.state_asked else "page",
        }
        return [everything, *tabs]

    # -- how the channels are

    def channels(self) -> list[dict]:
        known = settings.current()
        return [
            {
                "id": name,
                "title": self.say(channel.title),
                "on": known.is_on(name),
                "last": self.when(outbox_lists.last_sent(name)),
                "waiting": self.when(outbox_lists.waiting_since(name)),
                "url": self.url(channel=name),
                "chosen": name == self.channel_asked,
            }
            for name, channel in CHANNELS.items()
        ]

    def works(self) -> list[dict]:
        """Periodic work: when it ran last, when it comes next, what went wrong."""
        known = {row.name: row for row in periodic_runs.every()}
        return [
            {
                "name": work.name,
                "last": self.when(getattr(known.get(work.name), "last", None)),
                "next": self.when(getattr(known.get(work.name), "due", None)),
                "error": getattr(known.get(work.name), "error", ""),
            }
            for work in periodic.every()
        ]

    def own_email(self) -> str:
        return api.user.get_current().getProperty("email", "") or ""


def mask(row) -> str:
    """The address as it may be seen here."""
    known = CHANNELS.get(row.channel)
    if known is None or row.masked:
        return row.recipient if row.masked else "…"
    return known.masked(row.recipient)
