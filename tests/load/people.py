"""What the users of a mixed load do: read, search, track, file through the pages or the API, work at the
counter.

Each is a coroutine that does one visit with the think times of a person; `World` is what they share.
"""

from base64 import b64encode
from dataclasses import dataclass
from dataclasses import field
from tests.load import fields
from tests.load.answering import Answers
from tests.load.client import multipart
from tests.load.lines import Broken
from tests.load.lines import Browser
from tests.load.lines import Ledger
from tests.load.paths import fill
from tests.load.paths import form_of

import asyncio
import json
import random
import re
import secrets


PASSWORD = "Mau-2018-hanam"
SOUGHT = ("khai sinh", "ket hon", "giay phep lai xe", "ho kinh doanh", "khuyen mai")
MOST_STEPS = 14
DRAFT = re.compile(r"/nop-ho-so/(\w+)")
NUMBER = re.compile(rb'dvc-number">\s*([0-9A-Z.-]+)')


def login(user: str) -> str:
    return "Basic " + b64encode(f"{user}:{PASSWORD}".encode()).decode()


@dataclass
class World:
    """The portal, what is known of it, and what was acknowledged.

    ``attempts`` are the keys and drafts that were sent for filing, ``filed`` those of them that were
    answered with the number of a dossier: {key: [number, ...]}, a number for every answer.
    """

    url: str
    body: dict
    think: float
    seed: int = 1
    clerk: str = "mot.cua"
    ledger: Ledger = field(default_factory=Ledger)
    rnd: random.Random = field(default_factory=random.Random)
    attempts: set[str] = field(default_factory=set)
    filed: dict[str, list[str]] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    accepted: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)
    address: int = 0
    hurry: bool = False

    def browser(self, user="") -> Browser:
        """A browser at an address of its own."""
        self.address += 1
        number = self.address
        place = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        return Browser(self.url, self.ledger, place, login(user) if user else None)

    async def pause(self, share: float = 1.0) -> None:
        """Reading or typing: exponential, at most four times the mean; hardly any in a ``hurry``."""
        mean = min(self.think, 1.0) if self.hurry else self.think * share
        await asyncio.sleep(min(self.rnd.expovariate(1 / mean), 4 * mean))

    def acknowledge(self, key: str, number: str) -> None:
        self.filed.setdefault(key, []).append(number)


async def reader(world: World) -> None:
    """A guest looks for a procedure, reads it and the page where filing begins."""
    browser, code = world.browser(), world.body["procedure"]
    try:
        await browser.get("front page", f"{world.url}/")
        await world.pause()
        sought = world.rnd.choice(SOUGHT).replace(" ", "+")
        await browser.get(
            "suggestions", f"@suggest?q={sought}", Accept="application/json"
        )
        await browser.get("search", f"thu-tuc?q={sought}")
        await world.pause()
        await browser.get("procedure", f"thu-tuc/{code}")
        await world.pause()
        await browser.get("start of filing", f"thu-tuc/{code}/nop-ho-so")
        await world.pause()
    finally:
        await browser.close()


async def tracker(world: World) -> None:
    """Somebody looks where a dossier is; who has the secret sees it whole."""
    browser = world.browser()
    try:
        await browser.get("track form", "tra-cuu")
        await world.pause(0.5)
        code = world.rnd.choice(list(world.secrets) or ["000.00.03.H25-180101-0001"])
        await browser.get("track by number", f"tra-cuu?code={code}")
        await world.pause()
        if secret := world.secrets.get(code):
            await browser.get("track by secret", f"tra-cuu/{code}/{secret}")
            await world.pause()
    finally:
        await browser.close()


async def filer(world: World) -> None:
    """A guest files through the pages, each saved while it is filled in, with papers.

    On the last page the button is pressed once, twice, or again after the line was lost.
    """
    browser, code = world.browser(), world.body["procedure"]
    answers, draft = Answers(world.body, None), ""
    try:
        answer = await browser.get("start of filing", f"thu-tuc/{code}/nop-ho-so")
        await world.pause(0.5)
        for _step in range(MOST_STEPS):
            if found := NUMBER.search(answer.body):
                return receipt(world, draft, found[1].decode(), answer.url)
            form = form_of(answer.page)
            if form is None:
                break
            if match := DRAFT.search(answer.url):
                draft = match[1]
            answer = await step(world, browser, answer, form, answers, draft)
        world.given_up.append(f"{answer.status} {answer.url}")
    finally:
        await browser.close()


def receipt(world: World, draft: str, number: str, url: str) -> None:
    """The page with the number is there; its address holds the secret."""
    world.acknowledge(draft, number)
    parts = url.partition("/tra-cuu/")[2].split("/")
    if len(parts) > 1:
        world.secrets[number] = parts[1]


async def step(world: World, browser, answer, form, answers, draft: str):
    """Fill in one page and go on."""
    pairs, files, last = fill(form, answers)
    target = form.get("action") or answer.url
    if draft and not files:
        await world.pause(0.5)
        kept = {"X-Autosave": "1"}
        await browser.post("autosave", target, [*pairs, ("go", "stay")], kept)
    await world.pause()
    pairs.append(("go", "file" if last else "next"))
    if last:
        world.attempts.add(draft)
    return await press(world, browser, target, pairs, files, last)


async def press(world: World, browser, target, pairs, files, last):
    """The button of a step; on the last page some press it twice, some lose the line."""
    what = "file" if last else "papers" if files else "step"
    parts = [(name, "", "", value.encode()) for name, value in pairs]
    kind, body = multipart([*parts, *files])
    sent = (what, "POST", target, body, {"Content-Type": kind})
    luck = world.rnd.random() if last else 1.0
    if luck < 0.15:
        other = Browser(world.url, world.ledger, "10.200.0.1")
        other.cookies, other.fixed = dict(browser.cookies), dict(browser.fixed)
        found = await asyncio.gather(
            browser.go(*sent), other.go(*sent), return_exceptions=True
        )
        await other.close()
        found = [one for one in found if not isinstance(one, BaseException)]
        if found:
            return found[-1]
    elif luck < 0.25:
        await browser.send(*sent, leave=True)
        await world.pause(0.2)
    try:
        return await browser.go(*sent)
    except Broken:
        # What anybody does: press it once more.
        await world.pause(0.2)
        return await browser.go(*sent)


async def program(world: World) -> None:
    """Another system files by the API, each with a key; some send twice, some lose the line."""
    browser = world.browser()
    try:
        key = secrets.token_hex(16)
        content = {name: text for name, text in world.body.items() if name != "papers"}
        parts = [("body", "", "application/json", json.dumps(content).encode())]
        for paper in world.body["papers"]:
            name = paper["component"]
            parts.append((name, f"{name}.pdf", "application/pdf", fields.paper()))
        kind, body = multipart(parts)
        headers = {"Content-Type": kind, "Accept": "application/json"}
        sent = ("POST", "@dossiers", body, headers | {"Idempotency-Key": key})
        world.attempts.add(key)
        if world.rnd.random() < 0.3:
            await browser.send("API filing", *sent, leave=True)
            await world.pause(0.1)
        for _time in range(world.rnd.choice((1, 1, 2))):
            answer = await browser.send("API filing", *sent)
            if answer.status in (200, 201):
                told = json.loads(answer.body)
                world.acknowledge(key, told["code"])
                world.secrets[told["code"]] = told["secret"]
            await world.pause(0.2)
    finally:
        await browser.close()


async def clerk(world: World) -> None:
    """A clerk opens the list of what waits and accepts a dossier; another may be first."""
    browser = world.browser(world.clerk)
    try:
        answer = await browser.get("worklist", "viec?tab=to_accept")
        await world.pause(0.5)
        links = answer.page.xpath("//table//a[contains(@href, '/ho-so/')]/@href")
        if not links:
            return
        answer = await browser.get("dossier of staff", world.rnd.choice(links))
        await world.pause(0.5)
        form = next(iter(answer.page.xpath("//details[@id='accept']//form")), None)
        if form is None:
            return
        target = form.get("action")
        pairs = [*form.form_values(), ("action", "accept")]
        done = await browser.post("accept", target, pairs)
        if done.status < 400:
            world.accepted.append(target.rpartition("/")[0].rpartition("/")[2])
        await world.pause()
        await browser.get("worklist", "viec?tab=all")
    finally:
        await browser.close()


# Who comes, of a hundred.
MIX = ((reader, 58), (tracker, 12), (filer, 20), (program, 4), (clerk, 6))
