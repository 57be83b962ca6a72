"""Words that Plone's templates write in English without asking a catalogue.

A few attributes of the pages for editors and administrators, and the language that some
forms say they are in. Only those pages pass here, see `headers.dress`.
"""

from hanam.dvc.i18n import _
from html import escape
from plone import api
from zope.i18n import translate
from zope.i18nmessageid import Message

import re


SENTENCES = (
    ("Select ", _("Select ${name}")),
    ("Remove user ", _("Remove user ${name}")),
    ("Reset password of user ", _("Reset the password of ${name}")),
)
ALONE = {
    "Manage all portlets": _("Manage the boxes beside the content"),
    "Disabled": _("Switched off"),
}
ATTRIBUTE = re.compile(rb' (title|alt)="([^"]+)"')
PAGE = re.compile(rb'(<html[^>]*?\s(?:xml:)?lang=)"en"')


def repair(body: bytes, request) -> bytes:
    """The page with these words in the reader's language."""
    language = request.get("LANGUAGE") or "vi"
    types = {
        name: fti.Title() for name, fti in api.portal.get_tool("portal_types").items()
    }
    states = workflow_states()

    def say(message, **mapping):
        if mapping:
            message = Message(message, mapping=mapping)
        return escape(translate(message, context=request), quote=True)

    def attribute(match):
        text = match[2].decode()
        kind, colon, rest = text.partition(": ")
        for start, message in SENTENCES:
            if text.startswith(start):
                return f' {match[1].decode()}="{say(message, name="%%")}"'.replace(
                    "%%", text.removeprefix(start)
                ).encode()
        if text in ALONE:
            text = say(ALONE[text])
        elif text in states:
            text = say(Message(states[text], domain="plone"))
        elif kind in types and (colon or text.endswith(":")):
            text = f"{say(types[kind])}: {rest}"
        return f' {match[1].decode()}="{text}"'.encode()

    for _once in range(2):
        body = PAGE.sub(rb'\1"' + language.encode() + rb'"', body, count=1)
    return ATTRIBUTE.sub(attribute, body)


def workflow_states() -> dict[str, str]:
    """{id: title} of the states of content."""
    workflow = api.portal.get_tool("portal_workflow")["simple_publication_workflow"]
    return {name: state.title for name, state in workflow.states.items()}
