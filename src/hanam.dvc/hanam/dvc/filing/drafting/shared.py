"""A computer that several people use: nothing stays on it.

The choice is a cookie that ends with the browser. While it stands, pages keep no copy of
what is typed in the browser, and each offers to wipe what is left.
"""

from hanam.dvc.filing import guard
from hanam.dvc.identity import second
from zope.globalrequest import getRequest


COOKIE = "dvc_may_chung"
COOKIES = (COOKIE, guard.COOKIE, guard.BEGUN, second.DEVICE, "dvc_lop")


def is_shared(request) -> bool:
    """Whether the visitor has said that others use this computer as well."""
    return request.cookies.get(COOKIE) == "1"


def choose(request) -> None:
    """Keep the choice that a form of the first page has sent."""
    if request.form.get("shared") == "1":
        guard.set_cookie(request, COOKIE, "1")


def wipe(request) -> None:
    """Take everything of ours out of the browser."""
    for name in COOKIES:
        request.cookies.pop(name, None)
        request.response.expireCookie(name, path="/")
    forget_copies(request.response)


def forget_copies(response) -> None:
    """Let the browser delete what pages have kept in it."""
    response.setHeader("Clear-Site-Data", '"storage"')


def logged_out(event) -> None:
    """Who logs out leaves no copy of a draft behind."""
    request = getRequest()
    if request is not None:
        forget_copies(request.response)
