"""Look for barriers in a page: axe-core's rules of WCAG 2.2 AA, no exception allowed.

self.chromium = self.enterContext(axe.browser())
page = axe.page(self)
page.goto(url)
axe.check(self, page)
"""

from base64 import b64encode
from contextlib import contextmanager
from pathlib import Path
from playwright.sync_api import sync_playwright

import os


SCRIPT = Path(__file__).parent / "vendor" / "axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
CHROMIUM = os.environ.get("DVC_CHROMIUM", "/usr/bin/chromium")
# How long a page may take on a busy machine, in milliseconds; no test measures time.
PATIENCE = 60_000
PHONE = 360
DESK = 1280


@contextmanager
def browser():
    """Debian's Chromium, closed at the end."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"]
        )
        try:
            yield chromium
        finally:
            chromium.close()


def page(case, width: int = PHONE, height: int = 740, **more):
    """A page of a browser of its own in Vietnam, closed with the test; axe may look at it.

    ``case.chromium`` is the `browser`; ``more`` are options of the context.
    """
    size = {"width": width, "height": height}
    options = {"viewport": size, "locale": "vi-VN", "bypass_csp": True} | more
    context = case.chromium.new_context(**options)
    case.addCleanup(context.close)
    context.set_default_timeout(PATIENCE)
    return context.new_page()


def page_of(case, user: str, password: str, url: str, width: int = DESK):
    """`page` for somebody who is logged in (nobody where ``user`` is empty), at an address."""
    mark = as_user(user, password) if user else {}
    found = page(case, width, 800, **mark)
    found.goto(url)
    return found


def log_in(page, portal_url: str, name: str, password: str) -> None:
    """Through the form of the portal; afterwards the page is wherever that leads."""
    page.goto(f"{portal_url}/login")
    page.get_by_label("Tên tài khoản").fill(name)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(lambda url: "/login" not in url)


def as_user(name: str, password: str) -> dict:
    """Options of a context that is logged in from its first request.

    Chromium's own credentials wait for a 401, which our pages do not answer with.
    """
    mark = b64encode(f"{name}:{password}".encode()).decode()
    return {"extra_http_headers": {"Authorization": f"Basic {mark}"}}


def back(page) -> None:
    """Press the browser's button and wait until the page before is there.

    Chromium refuses to tell its history while it changes pages, so the page itself is asked.
    """
    page.wait_for_load_state()
    with page.expect_event("load"):
        page.evaluate("() => void setTimeout(() => history.back())")


def violations(page) -> list[str]:
    """What axe finds, a line each; fails if it looked at nothing.

    The page needs a context with ``bypass_csp``: axe is a script from elsewhere.
    """
    page.evaluate(SCRIPT.read_text("utf-8"))
    found = page.evaluate("rules => axe.run({runOnly: rules})", list(RULES))
    if not found["passes"]:
        raise AssertionError(f"axe found nothing to look at in {page.url}")
    return [
        f"{rule['id']} ({rule['help']}): {node['target']} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def sideways(page) -> int:
    """By how many pixels the page is wider than its window."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def check(case, page) -> None:
    """Fail ``case`` if the page has a barrier or scrolls sideways."""
    case.assertEqual(violations(page), [], page.url)
    case.assertLessEqual(sideways(page), 0, f"{page.url} scrolls sideways")


def check_at(case, page, *widths) -> None:
    """`check` at each width, phone and desk if none is named."""
    for width in widths or (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 800})
        with case.subTest(url=page.url, width=width):
            check(case, page)
