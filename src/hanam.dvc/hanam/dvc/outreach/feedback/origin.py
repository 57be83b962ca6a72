"""Whether a form came from a page of ours, told without a token.

A page that a shared cache keeps is the same for everybody and cannot carry a token. The
browser itself says where a request comes from (Sec-Fetch-Site, Origin, Referer): another
site's form is refused. Nobody gains by a forged answer what he could not have by an honest
one, no session is used, and the brake holds for all.
"""

from urllib.parse import urlsplit


def is_ours(request) -> bool:
    """Whether the request was made by a page of this portal; False where nothing says so."""
    site = request.getHeader("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    said = request.getHeader("Origin") or request.getHeader("Referer")
    if not said:
        return False
    there, here = urlsplit(said), urlsplit(request["SERVER_URL"])
    return (there.scheme, there.netloc) == (here.scheme, here.netloc)
