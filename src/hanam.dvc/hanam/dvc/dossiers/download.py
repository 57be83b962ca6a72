"""Sending a paper to a browser, so that nothing in it can run in the portal's name."""

from hanam.dvc.dossiers import gate
from hanam.dvc.dossiers import reads
from hanam.dvc.dossiers import thumbs
from hanam.dvc.dossiers.kinds import ascii_name
from hanam.dvc.dossiers.kinds import UNKNOWN
from plone import api
from plone.namedfile.utils import stream_data
from Products.Five.browser import BrowserView
from zExceptions import NotFound
from zope.component import getMultiAdapter
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


# These a browser shows by itself; anything else is saved.
SHOWN = ("application/pdf", "image/jpeg", "image/png")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}


def respond(paper, request, inline: bool = False):
    """The bytes of ``paper`` with safe headers; the caller has checked the right to them.

    ``inline`` asks to show it in the browser; only pdf, png and jpeg are. A file that waits
    for the scanner is not sent: a page says so.
    """
    if paper.is_closed:
        view = getMultiAdapter((api.portal.get(), request), name="giay-to-bi-giu")
        request.response.setHeader("Cache-Control", HEADERS["Cache-Control"])
        return view(paper)
    response = request.response
    for name, value in HEADERS.items():
        response.setHeader(name, value)
    shown = inline and paper.content_type in SHOWN
    way = "inline" if shown else "attachment"
    response.setHeader("Content-Type", sent_as(paper.content_type))
    response.setHeader("Content-Length", str(paper.size))
    response.setHeader(
        "Content-Disposition", f'{way}; filename="{ascii_name(paper.filename)}"'
    )
    return stream_data(paper.file)


def respond_small(paper, request):
    """A small picture of ``paper``; the caller has checked the right to it."""
    data = thumbs.small(paper)
    if not data:
        raise NotFound(request.getURL())
    for name, value in HEADERS.items():
        request.response.setHeader(name, value)
    request.response.setHeader("Content-Type", thumbs.KIND)
    request.response.setHeader("Content-Length", str(len(data)))
    return data


def sent_as(content_type: str) -> str:
    """The content type to send: never one that a browser or the theme would read."""
    read = content_type.startswith("text/") or content_type.endswith("xml")
    return UNKNOWN if read or not content_type else content_type


@implementer(IPublishTraverse)
class PaperView(BrowserView):
    """`<dossier>/@@paper/<id>`: a paper, result or letter.

    `?inline=1` to show it, `?small=1` for a small picture of it.
    """

    id = None

    def publishTraverse(self, request, name):
        if self.id is not None:
            gate.close(request)
        self.id = name
        return self

    def __call__(self):
        paper = self.context.paper(self.id) if self.id else None
        if paper is None or (paper.file is None and not paper.is_closed):
            gate.close(self.request)
        if self.request.get("small"):
            return respond_small(paper, self.request)
        reads.note(self.context, reads.PAPER, paper.title or paper.filename)
        return respond(paper, self.request, inline=bool(self.request.get("inline")))
