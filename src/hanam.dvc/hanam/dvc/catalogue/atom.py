"""Atom feeds (RFC 4287), written for Vietnamese readers."""

from uuid import UUID
from xml.etree import ElementTree

import re


ATOM = "http://www.w3.org/2005/Atom"
# What XML 1.0 does not allow, not even escaped.
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
TYPE = "application/atom+xml"
PAGE = "text/html"

ElementTree.register_namespace("", ATOM)


def feed(identity: str, title: str, updated: str, page: str, here: str):
    """A feed without entries: ``page`` shows the same to people, ``here`` is its own address."""
    made = ElementTree.Element(f"{{{ATOM}}}feed", {"xml:lang": "vi"})
    head(made, identity, title, updated, page)
    add(made, "link", href=here, rel="self", type=TYPE)
    return made


def entry(parent, item: str, title: str, updated: str, page: str):
    """One more entry of a feed; ``item`` is the UID of what it is about."""
    made = add(parent, "entry")
    head(made, UUID(item).urn, title, updated, page)
    return made


def head(made, identity: str, title: str, updated: str, page: str) -> None:
    """What feeds and entries begin with."""
    add(made, "id", identity)
    add(made, "title", title)
    add(made, "updated", updated)
    add(made, "link", href=page, rel="alternate", type=PAGE)


def add(parent, name: str, text: str | None = None, **attributes):
    """An element of Atom below another."""
    found = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    found.text = None if text is None else NO_XML.sub("", text)
    return found


def send(request, made) -> bytes:
    """The answer that hands a feed over."""
    request.response.setHeader("Content-Type", f"{TYPE}; charset=utf-8")
    return ElementTree.tostring(made, encoding="utf-8", xml_declaration=True)
