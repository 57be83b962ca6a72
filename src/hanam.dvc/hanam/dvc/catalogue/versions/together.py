"""Two editors at once: the second is told what the first has saved meanwhile.

The form carries a short mark of every value as it was when the form was opened. Where a
mark does not fit the stored value any more, nothing is written: the form comes again
with what was typed and with what the other one saved. Saving once more then counts.
"""

from Acquisition import aq_base
from hanam.dvc.i18n import _
from hashlib import sha256
from plone import api
from plone.dexterity.browser.edit import DefaultEditForm
from plone.dexterity.events import EditFinishedEvent
from plone.dexterity.i18n import MessageFactory as DexterityMessage
from plone.dexterity.utils import iterSchemata
from Products.statusmessages.interfaces import IStatusMessage
from z3c.form import button
from z3c.form import field
from z3c.form.interfaces import HIDDEN_MODE
from zope import schema
from zope.event import notify
from zope.i18n import translate
from zope.interface import Interface
from zope.schema import getFieldsInOrder

import json


SEEN = "seen"
LONGEST = 300


class ISeen(Interface):
    """What the form looked like when it was opened."""

    seen = schema.TextLine(title="", required=False, default="")


def marks(item) -> dict[str, str]:
    """A short mark of each value that a form may change."""
    found = {}
    for interface in iterSchemata(item):
        for name, _field in getFieldsInOrder(interface):
            value = getattr(aq_base(item), name, None)
            text = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
            found[name] = sha256(text.encode()).hexdigest()[:8]
    return found


def as_text(found: dict[str, str]) -> str:
    return ",".join(f"{name}:{mark}" for name, mark in found.items())


def changed_since(item, text: str) -> list[str]:
    """The names of the values that are not what they were; none if nothing is known."""
    if not isinstance(text, str) or not text:
        return []
    seen = dict(part.split(":", 1) for part in text.split(",") if ":" in part)
    return [name for name, mark in marks(item).items() if seen.get(name, mark) != mark]


class TogetherForm(DefaultEditForm):
    """An edit form that overwrites nothing that its editor has not seen."""

    buttons = DefaultEditForm.buttons.copy()
    handlers = DefaultEditForm.handlers.copy()

    def updateFields(self):
        super().updateFields()
        self.fields += field.Fields(ISeen, ignoreContext=True, mode=HIDDEN_MODE)

    def updateWidgets(self, prefix=None):
        super().updateWidgets(prefix)
        if not self.widgets[SEEN].value:
            self.widgets[SEEN].value = as_text(marks(self.context))

    @button.buttonAndHandler(DexterityMessage("Save"), name="save")
    def handleApply(self, action):
        data, errors = self.extractData()
        seen = data.pop(SEEN, "")
        if errors:
            self.status = self.formErrorsMessage
            return
        names = changed_since(self.context, seen)
        if names:
            self.status = self.told(names)
            self.widgets[SEEN].value = as_text(marks(self.context))
            return
        self.applyChanges(data)
        aq_base(self.context).changed_by = api.user.get_current().getId() or ""
        IStatusMessage(self.request).addStatusMessage(self.success_message, "info")
        self.request.response.redirect(self.nextURL())
        notify(EditFinishedEvent(self.context))

    def told(self, names) -> str:
        """What another editor saved while this form was open."""
        fields = {
            name: item
            for interface in iterSchemata(self.context)
            for name, item in getFieldsInOrder(interface)
        }
        values = "; ".join(
            f"{self.say(fields[name].title)}: {self.value_words(name)}"
            for name in names
        )
        return self.say(
            _(
                "${who} saved while you were writing. Now stands there: ${values}. What "
                "you typed is still here and nothing was overwritten. Put together what "
                "belongs together; Save once more stores your form.",
                mapping={"who": self.other(), "values": values},
            )
        )

    def other(self) -> str:
        name = getattr(aq_base(self.context), "changed_by", "")
        user = api.user.get(userid=name) if name else None
        full_name = user.getProperty("fullname", "") if user is not None else ""
        return full_name or name or self.say(_("Somebody else"))

    def value_words(self, name) -> str:
        """The stored value for a reader."""
        text = self.plain(getattr(self.context, name, None))
        return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"

    def plain(self, value) -> str:
        if isinstance(value, dict):
            return ", ".join(
                str(part) for part in value.values() if part not in ("", None)
            )
        if isinstance(value, (list, tuple)):
            return " | ".join(self.plain(item) for item in value) or "—"
        return str(getattr(value, "filename", value) or "—")

    def say(self, message) -> str:
        return translate(message, context=self.request)
