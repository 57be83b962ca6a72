"""What every answer tells the browser and the caches in between.

Runs after the page is made. A page without personal data says by ``guest_cache`` (seconds)
that a shared cache may keep it for guests; everything else is for its one reader.
"""

from AccessControl import getSecurityManager
from functools import lru_cache
from hanam.dvc.interfaces import IPortalLayer
from hanam.dvc.portal.forgotten import repair
from hanam.dvc.portal.marking import mark
from hanam.dvc.portal.marking import VIETNAMESE
from plone.namedfile.scaling import ImageScale
from zope.component import adapter
from ZPublisher.interfaces import IPubBeforeAbort
from ZPublisher.interfaces import IPubBeforeCommit

import gzip


# The key under which a page of error leaves its status in the request.
STATUS = "dvc_status"
YEAR = 365 * 24 * 3600
HOUR = 3600
LANGUAGE_COOKIE = "I18N_LANGUAGE"
COMMON = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(self), microphone=()",
}
STRICT = (
    "default-src 'self'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'self'"
)
# Plone's editor and its management pages carry scripts and styles inside the page.
EDITING = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob: https:; "
    "font-src 'self' data:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'self'"
)
# Stock content and its views: nothing in them is personal.
STOCK_TYPES = frozenset(
    ("Collection", "Document", "Event", "File", "Folder", "Image", "Link", "News Item")
)
STOCK_VIEWS = frozenset(
    (
        "document_view",
        "event_view",
        "file_view",
        "full_view",
        "image_view",
        "link_redirect_view",
        "listing_view",
        "newsitem_view",
        "summary_view",
    )
)
STOCK_SECONDS = 60
COMPRESSIBLE = ("text/", "application/javascript", "application/json", "image/svg+xml")
SMALLEST = 1024


@adapter(IPubBeforeCommit)
def on_answer(event) -> None:
    """Dress a page that succeeded."""
    dress(event.request)


@adapter(IPubBeforeAbort)
def on_error(event) -> None:
    """Dress an error page; a transaction that is tried again has none yet."""
    if event.retry:
        return
    # Zope answers 503 to a KeyError, as if the portal were down.
    status = event.request.get(STATUS)
    if status:
        event.request.response.setStatus(status)
    dress(event.request)


def dress(request) -> None:
    """Set the headers of security and caching, compress what everybody may see."""
    response = request.response
    for name, value in COMMON.items():
        # A page may be stricter, as those with a secret in their address are.
        if not response.getHeader(name):
            response.setHeader(name, value)
    if request.get("SERVER_URL", "").startswith("https:"):
        response.setHeader("Strict-Transport-Security", f"max-age={YEAR}")
        for cookie in response.cookies.values():
            cookie["Secure"] = True
    if LANGUAGE_COOKIE in response.cookies:
        # Plone forgets the choice when the browser is closed.
        value = response.cookies[LANGUAGE_COOKIE]["value"]
        response.setCookie(
            LANGUAGE_COOKIE, value, path="/", max_age=YEAR, same_site="Lax"
        )
    if not IPortalLayer.providedBy(request):
        return
    policy = EDITING if may_edit_here(request) else STRICT
    if not response.getHeader("Content-Security-Policy"):
        response.setHeader("Content-Security-Policy", policy)
    if request.get("dvc_editing") or (not is_guest() and not is_own(request)):
        repair_page(request)
    mark_data(request)
    if keep(request):
        compress(request)


def is_own(request) -> bool:
    """Whether the page is made of our frame alone."""
    return bool(request.get("dvc_own_page"))


def repair_page(request) -> None:
    """Translate what Plone's templates forget."""
    response = request.response
    if is_page(response) and isinstance(response.body, bytes):
        response.body = repair(response.body, request)
        response.setHeader("Content-Length", str(len(response.body)))


def mark_data(request) -> None:
    """Tell what is Vietnamese on a page in another language."""
    response = request.response
    language = (request.get("LANGUAGE") or VIETNAMESE).partition("-")[0]
    if language == VIETNAMESE or not is_whole_page(response):
        return
    response.body = mark(response.body, language)
    response.setHeader("Content-Length", str(len(response.body)))


def may_edit_here(request) -> bool:
    """Whether the page is one of Plone's own for somebody signed in, or the ZMI."""
    if is_guest():
        return False
    name = request.get("ACTUAL_URL", "").rpartition("/")[2]
    return bool(request.get("dvc_editing")) or name.startswith("manage")


def is_guest() -> bool:
    return getSecurityManager().getUser().getId() is None


def published(request):
    """The view that answers, also where one of its methods was called."""
    found = request.get("PUBLISHED")
    return getattr(found, "__self__", None) or found


def seconds_for_guests(request) -> int:
    """How long a shared cache may keep this answer; 0 = not at all."""
    view = published(request)
    declared = getattr(view, "guest_cache", None)
    if declared is not None:
        return declared
    context = getattr(view, "context", None)
    if getattr(context, "portal_type", None) not in STOCK_TYPES:
        return 0
    if isinstance(view, ImageScale):
        return HOUR
    return STOCK_SECONDS if getattr(view, "__name__", "") in STOCK_VIEWS else 0


def is_static(request) -> bool:
    """A file of the product, or a view that says so: its address changes with its content."""
    if getattr(published(request), "same_for_all", False):
        return True
    url = request.get("ACTUAL_URL", "")
    return any(mark in url for mark in ("/++resource++", "/++plone++", "/++theme++"))


def keep(request) -> bool:
    """Say who may keep the answer and how long; True if everybody may."""
    response = request.response
    if is_static(request) and response.getStatus() == 200:
        if "v=" in request.get("QUERY_STRING", ""):
            value = f"public, max-age={YEAR}, immutable"
            response.setHeader("Cache-Control", value)
        return True
    seconds = seconds_for_guests(request)
    if (
        seconds
        and is_guest()
        and request.get("REQUEST_METHOD") in ("GET", "HEAD")
        and response.getStatus() == 200
        and not response.cookies
    ):
        fresh = seconds if isinstance(published(request), ImageScale) else 0
        value = f"public, max-age={fresh}, s-maxage={seconds}"
        value += f", stale-while-revalidate={seconds}"
        response.setHeader("Cache-Control", value)
        response.setHeader("Vary", "Accept, Accept-Encoding, Cookie")
        forget_expiry(response)
        return True
    if response.getHeader("Cache-Control") is None or is_page(response):
        response.setHeader("Cache-Control", "private, no-store")
        forget_expiry(response)
    return False


def is_page(response) -> bool:
    return (response.getHeader("Content-Type") or "").startswith("text/html")


def is_whole_page(response) -> bool:
    """Whether the answer is a document of our own: no file that somebody put here, no
    piece that a script puts into a page."""
    body = response.body
    return (
        is_page(response)
        and isinstance(body, bytes)
        and not response.getHeader("Content-Disposition")
        and body[:1024].lstrip().lower().startswith((b"<!doctype", b"<html"))
    )


def forget_expiry(response) -> None:
    """Drop the date of 2000 that stock pages carry; Cache-Control says it all."""
    response.headers.pop("expires", None)


def compress(request) -> None:
    """Gzip a text that everybody may see.

    Pages for one reader stay as they are: compressed beside what a reader typed, their
    length would tell about their content.
    """
    response = request.response
    body = response.body
    content_type = response.getHeader("Content-Type") or ""
    if (
        not isinstance(body, bytes)
        or len(body) < SMALLEST
        or not content_type.startswith(COMPRESSIBLE)
        or "gzip" not in request.get("HTTP_ACCEPT_ENCODING", "")
        or response.getHeader("Content-Encoding")
    ):
        return
    packed = gzipped(body)
    response.setHeader("Content-Encoding", "gzip")
    if "Accept-Encoding" not in (response.getHeader("Vary") or ""):
        response.setHeader("Vary", "Accept-Encoding")
    response.body = packed
    response.setHeader("Content-Length", str(len(packed)))


@lru_cache(maxsize=64)
def gzipped(body: bytes) -> bytes:
    return gzip.compress(body, 6, mtime=0)
