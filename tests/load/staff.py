"""Requests of a clerk at the counter: the dossiers that wait, and the form that accepts one."""

from http.client import HTTPConnection
from lxml import html
from tests.load.client import Request
from tests.load.systems import STAFF_LOGIN
from urllib.parse import urlencode
from urllib.parse import urlsplit


STAFF = {"Authorization": STAFF_LOGIN, "Accept": "text/html"}
NEWEST = "/dvc/viec?tab=to_accept&sort=-filed&size=100"


def page(port: int, path: str):
    """A page of staff as lxml; RuntimeError where it is no 200."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers=STAFF)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status}")
    return html.fromstring(body.decode())


def path_of(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def searched(port: int, text: str) -> str:
    """Path of the list of a search, which is kept under a key; RuntimeError where it is not."""
    form = page(port, "/dvc/viec?tab=all").xpath("//main//form[.//input[@id='q']]")[0]
    fields = dict(form.form_values()) | {"q": text}
    headers = STAFF | {"Content-Type": "application/x-www-form-urlencoded"}
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(
        "POST", path_of(form.get("action")), urlencode(fields), headers=headers
    )
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != 303:
        raise RuntimeError(f"search: {answer.status}")
    return path_of(answer.getheader("Location"))


def first_dossiers(port: int, count: int) -> list[str]:
    """Paths of the newest dossiers to accept."""
    found: list[str] = []
    path = NEWEST
    while len(found) < count:
        shown = page(port, path)
        links = shown.xpath("//table//a[contains(@href, '/ho-so/')]/@href")
        found += [one for link in links if (one := path_of(link)) not in found]
        onward = shown.xpath("//a[@rel='next']/@href")
        if not onward:
            break
        path = path_of(onward[0])
    return found[:count]


def accepting(port: int, paths: list[str]) -> list[Request]:
    """The form that accepts each dossier, as the page gave it."""
    return [acceptance(page(port, path)) for path in paths]


def acceptance(shown) -> Request:
    form = shown.xpath("//details[@id='accept']//form")[0]
    pairs = list(form.form_values())
    if "action" not in dict(pairs):
        pairs.append(("action", "accept"))
    headers = STAFF | {"Content-Type": "application/x-www-form-urlencoded"}
    return Request(
        "POST", path_of(form.get("action")), headers, urlencode(pairs).encode()
    )
