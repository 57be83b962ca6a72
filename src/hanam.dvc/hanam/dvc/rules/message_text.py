"""Texts of messages with names in them: ``${so_ho_so}``; filling in runs no code.

A line whose names are all empty is left out, so that one text serves with and without a
reason or a due date.
"""

from collections.abc import Container
from collections.abc import Mapping
from string import Template

import re


PIECE = re.compile(r"\$(?:\{[^}\n]{0,30}\}?|\w{0,30})")


class _Named(Template):
    """Only ``${name}``, small letters, digits and underscores; ``$$`` is a dollar sign."""

    pattern = r"""
    \$(?:
      (?P<escaped>\$) |
      (?P<named>(?!)) |
      {(?P<braced>(?a:[a-z][a-z0-9_]*))} |
      (?P<invalid>)
    )
    """
    flags = re.VERBOSE


def names_in(text: str) -> tuple[str, ...]:
    """The names that a text uses, each once, in their order."""
    return tuple(
        dict.fromkeys(
            found["braced"]
            for found in _Named.pattern.finditer(text)
            if found["braced"] is not None
        )
    )


def stray(text: str) -> tuple[str, ...]:
    """Pieces that begin like a name and are none, as they stand in the text."""
    return tuple(
        PIECE.match(text, found.start())[0]
        for found in _Named.pattern.finditer(text)
        if found["invalid"] is not None
    )


def unknown(text: str, known: Container[str]) -> tuple[str, ...]:
    """The names that a text uses and nobody knows."""
    return tuple(name for name in names_in(text) if name not in known)


def fill(text: str, values: Mapping[str, object]) -> str:
    """The text with its names filled in; a name without a value is empty.

    Lines are kept as they are, but for those that hold names and get nothing from any of
    them; blank lines that follow one another then become one.
    """
    lines = []
    for line in text.replace("\r\n", "\n").split("\n"):
        names = names_in(line)
        given = {name: _plain(values.get(name)) for name in names}
        if names and not any(given.values()):
            continue
        lines.append(_Named(line).safe_substitute(given).rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _plain(value: object) -> str:
    return "" if value is None else str(value).strip()


def one_line(text: str) -> str:
    """A text for a place that has one line only, such as the subject of an e-mail."""
    return " ".join(text.split())
