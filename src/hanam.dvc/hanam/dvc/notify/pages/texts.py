"""`/thong-bao`: the texts of messages, for editors.

    /thong-bao                      the events
    /thong-bao/<event>              one text: ?channel=&language=&procedure=, ?version= an old one

A POST has ``go`` = ``preview``, ``save``, ``reset`` or ``try`` (send it to oneself). Nothing typed
is lost: with a mistake, or when somebody else saved in between, the page comes again with it.
"""

from AccessControl import getSecurityManager
from functools import cached_property
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.audit.desk import DeskEntry
from hanam.dvc.dossiers import actors
from hanam.dvc.dossiers import moment
from hanam.dvc.i18n import _
from hanam.dvc.notify import events
from hanam.dvc.notify import queue
from hanam.dvc.notify import texts
from hanam.dvc.notify import trying
from hanam.dvc.notify.pages import base
from hanam.dvc.notify.texts import Text
from hanam.dvc.register import message_texts
from hanam.dvc.rules import sms
from plone import api
from urllib.parse import urlencode
from zExceptions import NotFound

import json


TEXTS = DeskEntry(
    _("Texts of messages"),
    _("What citizens are told by e-mail, SMS and Zalo, for each event."),
    "thong-bao",
    40,
    "hanam.dvc: Add agency, sector or procedure",
)
KINDS = {
    events.LEGAL: _("Always sent"),
    events.OPTIONAL: _("Can be switched off by who gets it"),
    events.SECURITY: _("One-time codes: sent first, erased at once"),
}


class Texts(base.RoomPage):
    """See the module."""

    list_page = base.template("texts")
    edit_page = base.template("text")
    longest_path = 1
    conflict = False

    def __call__(self):
        self.keep_private()
        if not self.path:
            return self.list_page()
        if self.event is None:
            raise NotFound(self.request.getURL())
        if self.is_post:
            return self.post()
        return self.edit_page()

    @property
    def page_title(self):
        return self.event.title if self.path and self.event else TEXTS.title

    @property
    def crumbs(self):
        desk = self.say(_("Keeping the catalogue"))
        found = [{"url": f"{self.portal_url}/danh-muc", "title": desk}]
        if self.path:
            title = self.say(TEXTS.title)
            found.append({"url": f"{self.portal_url}/thong-bao", "title": title})
        return found

    # -- the list

    def groups(self) -> list[dict]:
        """The events by kind: {title, events}."""
        edited = message_texts.edited()
        return [
            {
                "title": title,
                "events": [
                    {
                        "title": event.title,
                        "url": f"{self.portal_url}/thong-bao/{event.id}",
                        "edited": (event.id, "") in edited,
                        "own": sum(
                            name == event.id and bool(procedure)
                            for name, procedure in edited
                        ),
                    }
                    for event in events.every()
                    if event.kind == kind
                ],
            }
            for kind, title in KINDS.items()
            if any(event.kind == kind for event in events.every())
        ]

    # -- one text

    @cached_property
    def event(self):
        return events.find(self.path[0])

    @cached_property
    def channel(self) -> str:
        value = self.typed("channel")
        return value if value in events.CHANNELS else events.CHANNELS[0]

    @cached_property
    def written_in(self) -> str:
        value = self.typed("language")
        return value if value in events.LANGUAGES else events.LANGUAGES[0]

    @cached_property
    def procedure(self) -> str:
        return self.typed("procedure").strip()

    @property
    def procedure_title(self) -> str:
        found = lookup.procedure(self.procedure) if self.procedure else None
        return "" if found is None else found.title

    @cached_property
    def kept(self) -> Text:
        """The text in force, or the old version that is looked at."""
        number = self.typed("version")
        for row in self.versions:
            if str(row.id) == number and not row.reset:
                return Text(row.subject, row.text, True, row.procedure)
        return texts.in_force(self.event, self.channel, self.written_in, self.procedure)

    @cached_property
    def versions(self) -> list:
        return message_texts.history(
            self.event.id, self.procedure, self.channel, self.written_in
        )

    @property
    def newest(self) -> str:
        return str(self.versions[0].id) if self.versions else ""

    @property
    def seen(self) -> str:
        """The version the form was made of; after a conflict the newest."""
        return self.typed("seen") if self.is_post and not self.conflict else self.newest

    @property
    def subject(self) -> str:
        return self.typed("subject") if self.is_post else self.kept.subject

    @property
    def text(self) -> str:
        if not self.is_post:
            return self.kept.text
        return self.typed("text").replace("\r\n", "\n").strip()

    def post(self):
        if not self.is_genuine():
            self.again(403, ("", base.TOO_OLD))
            return self.edit_page()
        go = self.typed("go")
        if go == "preview" and self.request.getHeader("X-Preview"):
            return self.preview_alone()
        problems = self.mistakes()
        if problems and go != "reset":
            self.again(400, *problems)
            return self.edit_page()
        if go == "try":
            return self.try_it()
        if go not in ("save", "reset"):
            return self.edit_page()
        if self.typed("seen") != self.newest:
            self.conflict = True
            self.request.response.setStatus(409)
            return self.edit_page()
        return self.reset() if go == "reset" else self.save()

    def mistakes(self) -> list[tuple]:
        found = list(trying.mistakes(self.event, self.channel, self.subject, self.text))
        if self.procedure and lookup.procedure(self.procedure) is None:
            wrong = _("There is no procedure with this code.")
            found.insert(0, ("procedure", wrong))
        return found

    def save(self):
        known = texts.in_force(
            self.event, self.channel, self.written_in, self.procedure
        )
        same = (known.subject, known.text, known.procedure) == (
            self.subject,
            self.text,
            self.procedure,
        )
        if same:
            self.tell(_("Nothing was changed."))
        else:
            self.add(subject=self.subject, text=self.text)
            self.tell(_("Saved. The next messages have this text."))
        return self.go(self.url())

    def reset(self):
        if self.versions and not self.versions[0].reset:
            self.add(reset=True)
            self.tell(_("The text that comes with the portal is in force again."))
        else:
            self.tell(_("Nothing was changed."))
        return self.go(self.url())

    def add(self, **columns) -> None:
        user = getSecurityManager().getUser()
        message_texts.add(
            event=self.event.id,
            procedure=self.procedure,
            channel=self.channel,
            language=self.written_in,
            at=moment.now(),
            actor=user.getId(),
            actor_name=actors.name_of(user),
            **columns,
        )

    def try_it(self):
        """Send what is typed, filled with the sample, to the editor's own address."""
        address = self.typed("address").strip()
        found = Text(self.subject, self.text)
        problem = trying.send(self.event, self.channel, self.written_in, found, address)
        if problem is not None:
            self.again(400, ("address", problem))
        else:
            self.tell(
                _("A test message is on its way. What you typed is not saved yet.")
            )
        return self.edit_page()

    # -- what the page shows

    def url(self, **changes) -> str:
        known = {
            "channel": self.channel,
            "language": self.written_in,
            "procedure": self.procedure,
        } | changes
        kept = {name: value for name, value in known.items() if value}
        return f"{self.portal_url}/thong-bao/{self.event.id}?{urlencode(kept)}"

    @property
    def action(self) -> str:
        return f"{self.portal_url}/thong-bao/{self.event.id}"

    def channels(self) -> list[dict]:
        return [
            {
                "title": self.channel_title(name),
                "url": self.url(channel=name),
                "current": "page" if name == self.channel else None,
            }
            for name in events.CHANNELS
        ]

    def languages(self) -> list[dict]:
        return [
            {
                "title": base.LANGUAGES[name],
                "url": self.url(language=name),
                "current": "page" if name == self.written_in else None,
            }
            for name in events.LANGUAGES
        ]

    def names(self) -> list[dict]:
        """The names that can stand in the text: {name, label, sample}."""
        return [
            {"name": f"${{{name}}}", "label": label, "sample": self.event.sample[name]}
            for name, label in self.event.variables.items()
        ]

    @cached_property
    def preview(self) -> dict:
        """Subject and text with the sample, and for an SMS what it costs."""
        subject, text = queue.filled(
            Text(self.subject, self.text), self.channel, self.event.sample
        )
        size = sms.size(text)
        told = ""
        if self.channel == "sms":
            mapping = {"length": size.length, "parts": size.parts}
            told = _(
                "${length} characters, sent and paid as ${parts} parts.",
                mapping=mapping,
            )
        return {"subject": subject, "text": text, "size": self.say(told)}

    def preview_alone(self) -> str:
        """The same for the script of the page."""
        problems = [self.say(message) for _field, message in self.mistakes()]
        self.request.response.setHeader(
            "Content-Type", "application/json; charset=utf-8"
        )
        return json.dumps(self.preview | {"problems": problems}, ensure_ascii=False)

    def origin(self):
        """Where the text shown comes from."""
        if not self.kept.edited:
            return _("This is the text that comes with the portal.")
        if self.kept.procedure != self.procedure:
            return _("This procedure has no text of its own: this is that of all.")
        return _("This text was changed here.")

    def can_reset(self) -> bool:
        return bool(self.versions) and not self.versions[0].reset

    def history(self) -> list[dict]:
        return [
            {
                "at": self.when(row.at),
                "who": row.actor_name or row.actor,
                "reset": row.reset,
                "url": self.url(version=row.id),
            }
            for row in self.versions
        ]

    def own_address(self) -> str:
        if self.channel != "email":
            return ""
        return api.user.get_current().getProperty("email", "") or ""
