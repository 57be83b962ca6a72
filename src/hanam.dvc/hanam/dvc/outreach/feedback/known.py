"""Which pages may be voted on: public ones, by their path below the portal."""

from plone import api
from zope.component import queryMultiAdapter

import re


HOME = "/"
PATH = re.compile(r"(/[\w.@+-]+)+|/")
LONGEST = 200
# Public pages that say nothing of caching.
ALSO = ("thong-ke",)
# Pages that Plone shows for its own kinds of content.
STOCK = ("document_view", "newsitem_view", "event_view", "file_view", "listing_view")


def path_of(request) -> str:
    """The path of the page asked for, below the portal."""
    url = request.get("ACTUAL_URL", "")
    return url[len(api.portal.get().absolute_url()) :].rstrip("/") or HOME


def is_public_view(view) -> bool:
    """Whether a view is one that everybody may see and nobody signs in for."""
    name = getattr(view, "__name__", "")
    return bool(getattr(view, "guest_cache", 0)) or name in (*ALSO, *STOCK)


def title_of(path: str, request) -> str | None:
    """The title of the public page at a path; None if there is no such page.

    Only what guests may see counts, whoever asks: what is stored then names no private
    page, and nobody can fill the register with paths of his own.
    """
    if len(path) > LONGEST or not PATH.fullmatch(path):
        return None
    if path == HOME:
        return api.portal.get().title
    brain = public_item(path)
    if brain is not None:
        return brain.Title
    parent, _slash, name = path.rpartition("/")
    place = api.portal.get() if not parent else item_at(parent)
    if place is None:
        return None
    view = queryMultiAdapter((place, request), name=name.removeprefix("@@"))
    if view is None or not is_public_view(view):
        return None
    title = getattr(view, "page_title", "") or path
    return api.portal.translate(title)


def public_item(path: str):
    """The catalogue's entry of a content item that guests may see, or None."""
    catalog = api.portal.get_tool("portal_catalog")
    root = "/".join(api.portal.get().getPhysicalPath())
    found = catalog.unrestrictedSearchResults(
        path={"query": root + path, "depth": 0}, allowedRolesAndUsers=["Anonymous"]
    )
    return found[0] if found else None


def item_at(path: str):
    brain = public_item(path)
    return None if brain is None else brain._unrestrictedGetObject()
