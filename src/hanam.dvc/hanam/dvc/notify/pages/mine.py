"""`/thong-bao-cua-toi`: by which channels somebody wants to be told, and of what not."""

from AccessControl import Unauthorized
from functools import cached_property
from hanam.dvc.dossiers import moment
from hanam.dvc.i18n import _
from hanam.dvc.notify import choices
from hanam.dvc.notify import events
from hanam.dvc.notify import settings
from hanam.dvc.notify.channels import CHANNELS
from hanam.dvc.notify.channels.sms import mobile
from hanam.dvc.notify.pages import base
from hanam.dvc.register import message_choices
from plone import api


HINTS = {
    "email": _("To the e-mail address of the dossier, or that of your account."),
    "sms": _("To the mobile number of the dossier."),
    "zalo": _("To the Zalo account of this phone number."),
}


class Mine(base.RoomPage):
    """For whoever is signed in."""

    template = base.template("choices")
    page_title = _("How you are told")

    def __call__(self):
        self.keep_private()
        if api.user.is_anonymous():
            raise Unauthorized("signed-in users only")
        if self.is_post:
            return self.post()
        return self.template()

    @property
    def crumbs(self):
        title = self.say(_("My dossiers"))
        return [{"url": f"{self.portal_url}/ho-so-cua-toi", "title": title}]

    @cached_property
    def user_id(self) -> str:
        return api.user.get_current().getId()

    @cached_property
    def choice(self) -> choices.Choice:
        """What was typed, else what is kept."""
        if not self.is_post:
            return choices.of(self.user_id)
        optional = {event["id"] for event in self.optional()}
        language = self.typed("language")
        return choices.Choice(
            tuple(name for name in CHANNELS if name in self.chosen("channels")),
            frozenset(optional - set(self.chosen("wanted"))),
            language if language in events.LANGUAGES else "vi",
            self.typed("zalo").strip(),
        )

    def post(self):
        if not self.is_genuine():
            self.again(403, ("", base.TOO_OLD))
            return self.template()
        problems = []
        if not self.choice.channels:
            wrong = _(
                "Choose at least one way: what the law has us tell you must arrive."
            )
            problems.append(("channel-email", wrong))
        if self.choice.zalo and not mobile(self.choice.zalo):
            wrong = _("Enter a mobile number of 10 digits, or leave it blank.")
            problems.append(("zalo", wrong))
        if problems:
            self.again(400, *problems)
            return self.template()
        choices.save(self.user_id, self.choice)
        self.tell(_("Saved. The next messages follow your choice."))
        return self.go(f"{self.portal_url}/thong-bao-cua-toi")

    def channels(self) -> list[dict]:
        known = settings.current()
        return [
            {
                "id": name,
                "title": self.say(channel.title),
                "hint": HINTS[name],
                "on": known.is_on(name),
                "checked": name in self.choice.channels,
            }
            for name, channel in CHANNELS.items()
        ]

    def languages(self) -> list[dict]:
        return [
            {"id": name, "title": title, "checked": name == self.choice.language}
            for name, title in base.LANGUAGES.items()
        ]

    def optional(self) -> list[dict]:
        muted = () if self.is_post else choices.of(self.user_id).muted
        wanted = self.chosen("wanted") if self.is_post else None
        return [
            {
                "id": event.id,
                "title": event.title,
                "checked": event.id in wanted
                if wanted is not None
                else event.id not in muted,
            }
            for event in events.every()
            if event.kind == events.OPTIONAL
        ]


class Mute(base.RoomPage):
    """`/ngung-nhan-tin/<event>/<digest>`: asks once, then switches an optional event off.

    The address proves who asks, so that a mail program may send the POST by itself (RFC 8058).
    """

    template = base.template("mute")
    page_title = _("Stop reminders")
    longest_path = 2
    done = False

    def __call__(self):
        self.keep_private()
        if self.event is None or len(self.digest) != 64 or not self.digest.isalnum():
            self.request.response.setStatus(404)
            self.problems = [
                {"field": "", "message": self.say(_("This address is not complete."))}
            ]
        elif self.is_post:
            if self.typed("go") == "back":
                message_choices.unmute(self.digest, self.event.id)
            else:
                message_choices.mute(self.digest, self.event.id, moment.now())
        self.done = self.event is not None and message_choices.is_muted(
            self.digest, self.event.id
        )
        return self.template()

    @cached_property
    def digest(self) -> str:
        return self.path[1] if len(self.path) == 2 else ""

    @cached_property
    def event(self):
        """The optional event of the address, None for any other."""
        known = events.find(self.path[0]) if len(self.path) == 2 else None
        return known if known and known.kind == events.OPTIONAL else None

    @property
    def url(self) -> str:
        return f"{self.portal_url}/ngung-nhan-tin/{'/'.join(self.path)}"
