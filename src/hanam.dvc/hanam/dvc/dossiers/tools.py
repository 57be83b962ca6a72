"""Tools of staff: pages that are not about one dossier, listed at `/cong-cu`.

declare(Tool("lich-lam-viec", _("Calendar"), _("Holidays and make-up days"), ("Manager",)))
"""

from dataclasses import dataclass


ROLES = ("Clerk", "Officer", "Leader", "Supervisor", "Manager")


@dataclass(frozen=True)
class Tool:
    """A page for staff: ``path`` below the portal, ``title`` and ``about`` are messages.

    ``roles`` see it in the list; the page itself guards who may enter.
    """

    path: str
    title: str
    about: str
    roles: tuple[str, ...] = ROLES


_known: dict[str, Tool] = {}


def declare(tool: Tool) -> None:
    """List a tool; a second declaration of its path takes the place of the first."""
    _known[tool.path] = tool


def of_roles(roles) -> list[Tool]:
    """The tools for somebody with one of ``roles``, sorted by path."""
    held = set(roles)
    return [tool for _path, tool in sorted(_known.items()) if held & set(tool.roles)]
