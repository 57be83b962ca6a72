"""How much a filing costs a citizen: touches, seconds, bytes; on a phone, on a slow line.

    bin/py tests/load/citizen.py [--url http://127.0.0.1:8080/dvc] [--only 1.004873] [--write]

Without --url a portal with the sample province is made for it and served. Five typical procedures are
filed by a guest with an empty cache, by a citizen who has an account for the first time, and by the same
citizen once more.
"""

from argparse import ArgumentParser
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import io
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time


TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP))
# Chromium's driver belongs to the tests, so it is not on the path of bin/py.
for name in ("playwright", "pyee", "greenlet", "typing_extensions"):
    sys.path.extend(map(str, sorted(TOP.glob(f"eggs/*/{name}-*.egg"))[-1:]))

from tests.browser import axe  # noqa: E402
from tests.load import citizen_report as report  # noqa: E402
from tests.load.answering import Answers  # noqa: E402
from tests.load.answering import Filler  # noqa: E402
from tests.load.client import get_json  # noqa: E402
from tests.load.phone import Phone  # noqa: E402
from tests.load.servers import server  # noqa: E402


# The procedure the bars are for comes first: somebody divorced asks for the certificate of the marital
# status, twelve fields and two papers.
PROCEDURES = ("1.004873", "2.000635", "1.001193", "1.001612", "3.000348")
SPECIAL = {"1.004873": {"data.tinh_trang": "ly_hon", "data.theo_thoi_gian": False}}
MORE_PAPERS = {"1.004873": ("ly-hon",)}
PASSWORD = "Mau-2018-hanam"
PORT, SANDBOX = 18190, 18290
CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")
MOST_WAITING = 120  # seconds for a message
MOST_PAGES = 20


class Stuck(RuntimeError):
    """The path does not go on; says where and what the page tells."""


def options():
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="", help="a portal with the sample province")
    parser.add_argument("--work", type=Path, default=TOP / "instance/var/bench")
    parser.add_argument("--only", default=",".join(PROCEDURES))
    parser.add_argument("--user", default="cong.dan")
    parser.add_argument("--sandbox", default="", help="where its messages are read")
    parser.add_argument("--fast", action="store_true", help="an unhindered line")
    parser.add_argument("--write", action="store_true", help="into docs")
    return parser.parse_args()


def photo() -> bytes:
    """A picture of a paper as a phone takes it: 12 million points, about 1.5 MB."""
    from PIL import Image

    rnd = random.Random(1)
    small = Image.frombytes("L", (500, 375), rnd.randbytes(500 * 375))
    out = io.BytesIO()
    whole = small.resize((4000, 3000)).convert("RGB")
    whole.save(out, "JPEG", quality=68)
    return out.getvalue()


@contextmanager
def portal(chosen):
    """The addresses of a portal to file in, and of the page with what it sends."""
    if chosen.url:
        yield chosen.url.rstrip("/"), chosen.sandbox.rstrip("/")
        return
    var = chosen.work.resolve() / "citizen"
    environment = {"DVC_VAR": str(var), "DVC_HOME": str(TOP), "TZ": "Asia/Ho_Chi_Minh"}
    dvc = str(TOP / "bin" / "dvc")
    if not (var / "made").exists():
        command = [dvc, "site", "--sample", "--dossiers", "60"]
        subprocess.run(command, env=os.environ | environment, check=True)
        (var / "made").touch()
    sandbox = f"http://127.0.0.1:{SANDBOX}"
    environment["DVC_SANDBOX"] = sandbox
    command = [dvc, "serve", "--port", str(PORT), "--sandbox", str(SANDBOX)]
    log = chosen.work / "citizen.log"
    with server("the portal", command, PORT, "/dvc", environment, log):
        yield f"http://127.0.0.1:{PORT}/dvc", sandbox


def code_sent_to(sandbox: str, phone: str) -> str:
    """The newest one-time code that came to the phone, as soon as it is there."""
    port, digits = urlsplit(sandbox).port, re.sub(r"\D", "", phone)[-9:]
    end = time.monotonic() + MOST_WAITING
    while time.monotonic() < end:
        for message in get_json(port, "/messages.json"):
            text = json.dumps(message, ensure_ascii=False)
            if digits in text and (found := CODE.findall(text.replace(digits, ""))):
                return found[-1]
        time.sleep(0.5)
    raise Stuck(f"No code came to {phone}: {sandbox}")


class Journey:
    """One filing from the page of the procedure to the receipt."""

    def __init__(self, phone: Phone, url: str, code: str, answers: Answers):
        self.phone, self.page, self.url, self.code = phone, phone.page, url, code
        self.answers = answers
        self.filler = Filler(phone, answers)

    def run(self) -> str:
        """File; returns the number of the dossier."""
        self.phone.open(f"{self.url}/thu-tuc/{self.code}")
        self.press("main a[href$='/nop-ho-so']")
        for _page in range(MOST_PAGES):
            if self.page.locator("main .dvc-number").count():
                return self.page.locator("main .dvc-number").first.inner_text().strip()
            self.filler.fill()
            self.press("main form[method=post] button.btn-primary[type=submit]:visible")
        raise self.stuck("no receipt")

    def press(self, css: str) -> None:
        """Tap what leads on, and wait for the page it leads to."""
        button = self.page.locator(css).first
        if not button.count():
            raise self.stuck(f"nothing to press: {css}")
        words = " ".join(button.inner_text().split())
        self.phone.act("tap", words)
        with self.phone.leaving():
            button.tap(no_wait_after=True)
        if told := self.page.locator(".dvc-errors li").all_inner_texts():
            raise self.stuck("; ".join(told))

    def stuck(self, why: str) -> Stuck:
        return Stuck(f"{self.code}: {self.page.url}: {why}")


def log_in(phone: Phone, url: str, user: str) -> None:
    """The form of the portal; counted apart, for a phone stays logged in."""
    phone.open(f"{url}/login")
    phone.page.locator("[name=__ac_name]").fill(user)
    phone.page.locator("[name=__ac_password]").fill(PASSWORD)
    with phone.leaving():
        phone.page.locator("main form button.btn-primary").tap(no_wait_after=True)


def journeys(chromium, places, number: int, code: str, chosen, paper) -> dict:
    """{who: (steps, declared fields answered, papers chosen)} for one procedure."""
    url, sandbox = places
    parts = urlsplit(url)
    body = get_json(parts.port, f"{parts.path}/@dossiers/example?procedure={code}")
    found = {}
    for who in ("guest", "account", "again"):
        if who != "again":
            phone = Phone(chromium, throttled=not chosen.fast)
            if who == "account":
                log_in(phone, url, chosen.user)
        phone.steps.clear()
        # Codes to one phone are limited, so each procedure is asked for from another.
        telephone = f"09000000{number:02}"
        special = SPECIAL.get(code, {}) | {"applicant.phone": telephone}
        answers = Answers(
            body,
            paper,
            special,
            MORE_PAPERS.get(code, ()),
            partial(code_sent_to, sandbox, telephone),
        )
        print(f"  {code} {who}", flush=True)
        filed = Journey(phone, url, code, answers).run()
        found[who] = (list(phone.steps), answers.declared, answers.papers)
        print(f"    {filed}: {report.total(phone.steps)} interactions", flush=True)
        if phone.errors:
            print(f"    errors of scripts: {phone.errors}", flush=True)
        if who != "account":
            phone.close()
    return found


def main() -> int:
    chosen = options()
    with (
        tempfile.TemporaryDirectory() as folder,
        portal(chosen) as places,
        axe.browser() as chromium,
    ):
        paper = Path(folder) / "giay-to.jpg"
        paper.write_bytes(photo())
        results: dict = {}
        for number, code in enumerate(chosen.only.split(",")):
            results[code] = journeys(chromium, places, number, code, chosen, paper)
            text = report.tables(results, paper_size=len(photo()))
            if chosen.write:
                report.put_into("filing", text)
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
