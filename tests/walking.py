"""Somebody who walks the portal: from page to page by the links, one page of each kind."""

from dataclasses import dataclass
from dataclasses import field
from lxml import html
from urllib.parse import parse_qsl
from urllib.parse import urldefrag
from urllib.parse import urljoin
from urllib.parse import urlsplit

import re
import requests


# Links that change something, leave, or turn the language.
NOT_FOLLOWED = re.compile(
    r"/logout|_authenticator|set_language|workflow_action|/object_(cut|copy|paste)|/@@download"
    r"|/manage|selectViewTemplate|/sitemap\.xml|/@@historyview\?|revert|/RSS|/rss\.xml|/atom\.xml"
    r"|/\+\+|/@@images|came_from"
)
# Names that stand for one of many: a procedure, an agency, a news item, a dossier.
MANY = ("thu-tuc", "linh-vuc", "co-quan", "tin-tuc", "huong-dan", "ho-so", "tra-cuu")


def kinds(url: str) -> set[tuple[str, str]]:
    """What is worth seeing at an address: the view of a sort of content, each name of its query."""
    parts = urlsplit(url)
    steps = [step.removeprefix("@@") for step in parts.path.split("/") if step]
    for number, step in enumerate(steps):
        if re.search(r"\d", step) or (number and steps[number - 1] in MANY):
            steps[number] = "*"
    names = {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    return {("/".join(steps), name) for name in names | {""}}


@dataclass
class Page:
    """One answer: where it came from and its parsed text."""

    url: str
    status: int
    root: html.HtmlElement

    @property
    def language(self) -> str:
        return self.root.get("lang", "")


@dataclass
class Walker:
    """A browser without a screen in one language; ``user`` is empty for a guest."""

    base: str
    user: str = ""
    password: str = ""
    language: str = "vi"
    seen: set = field(default_factory=set)

    def __post_init__(self):
        self.session = requests.Session()
        self.session.headers.update({"Accept": "text/html", "Accept-Language": "vi"})
        if self.user:
            self.session.auth = (self.user, self.password)
        if self.language != "vi":
            self.session.cookies.set("I18N_LANGUAGE", self.language)

    def address(self, path: str) -> str:
        return path if path.startswith("http") else f"{self.base}/{path.lstrip('/')}"

    def read(self, answer) -> Page | None:
        """The page in an answer; None for what is no page."""
        if "text/html" not in answer.headers.get("Content-Type", ""):
            return None
        if not answer.text.strip():
            return None
        return Page(answer.url, answer.status_code, html.fromstring(answer.text))

    def get(self, path: str) -> Page | None:
        return self.read(self.session.get(self.address(path), timeout=60))

    def send(self, path: str, choose="//main//form[.//*[@type='submit']]", **changes):
        """Fill in the form of a page, press its first button; the page that answers."""
        page = self.get(path)
        form = page.root.xpath(choose)[0]
        fields = [pair for pair in form.form_values() if pair[0] not in changes]
        button = form.xpath(".//*[@type='submit' and @name]")
        if button:
            fields.append((button[0].get("name"), button[0].get("value") or "1"))
        fields += changes.items()
        target = urljoin(page.url, form.get("action") or page.url)
        send = self.session.post if form.method == "POST" else self.session.get
        answer = (
            send(
                target,
                files=[(name, (None, value)) for name, value in fields],
                timeout=60,
            )
            if form.method == "POST"
            else send(target, params=fields, timeout=60)
        )
        return self.read(answer)

    def links(self, page: Page) -> list[str]:
        """Where one can go from a page, inside the portal."""
        found = []
        for link in page.root.xpath("//a[@href][not(@hreflang)]"):
            url = urldefrag(urljoin(page.url, link.get("href"))).url
            inside = url == self.base or url.startswith(
                (self.base + "/", self.base + "?")
            )
            if inside and not NOT_FOLLOWED.search(url):
                found.append(url)
        return found

    def walk(self, starts, limit: int):
        """Pages by the links from ``starts``, each kind once, ``limit`` of them."""
        waiting = [self.address(path) for path in starts]
        walked = 0
        while waiting and walked < limit:
            url = waiting.pop(0)
            if kinds(url) <= self.seen:
                continue
            self.seen |= kinds(url)
            page = self.get(url)
            if page is None:
                continue
            walked += 1
            waiting += self.links(page)
            yield page
