"""Rich text as plain text."""

from html import unescape

import re


TAGS = re.compile(r"<[^>]*>")


def plain_text(value) -> str:
    """A rich or plain text without its tags, rows of texts as one; empty for anything
    else."""
    raw = getattr(value, "raw", value)
    if isinstance(raw, str):
        return unescape(TAGS.sub(" ", raw))
    parts = raw.values() if isinstance(raw, dict) else raw
    if isinstance(raw, (dict, list, tuple)):
        return " ".join(filter(None, map(plain_text, parts)))
    return ""
