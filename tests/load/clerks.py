"""What a clerk does all day, for many at once: list, dossier, action; two often reach for the same one."""

from dataclasses import dataclass
from dataclasses import field
from tests.load import desks
from tests.load.lines import Broken
from tests.load.lines import Browser
from tests.load.lines import Ledger
from urllib.parse import urlencode

import asyncio
import base64
import random
import time


# What is typed where an action asks for something.
TYPED = {
    "reason": "Lý do mẫu của bài đo",
    "text": "Kết quả mẫu",
    "number": "01/KQ-MAU",
    "receiver": "Nguyễn Văn Mẫu",
    "receiver_id": "035185000001",
    "note": "Chuyển bước",
}
LISTS = {
    "clerk": ("to_accept", "to_hand_over"),
    "officer": ("unassigned", "mine"),
    "leader": ("all_open",),
}
ACTIONS = {
    "clerk": ("accept", "hand_over"),
    "officer": ("start", "next_step"),
    "leader": ("finish",),
}
FIRST_FEW = 6  # so that desks meet at the same dossiers


@dataclass
class Day:
    """What the desks share: where the portal is, and what they were told."""

    url: str
    think: float
    rnd: random.Random
    ledger: Ledger = field(default_factory=Ledger)
    done: list = field(default_factory=list)
    late: int = 0
    refused: list = field(default_factory=list)
    lost: list = field(default_factory=list)

    async def pause(self) -> None:
        await asyncio.sleep(self.rnd.expovariate(1 / self.think))


async def desk(day: Day, number: int, user: str, role: str, end: float) -> None:
    """One clerk until the time is over."""
    login = base64.b64encode(f"{user}:{desks.PASSWORD}".encode()).decode()
    browser = Browser(day.url, day.ledger, f"10.9.0.{number + 1}", f"Basic {login}")
    try:
        while time.monotonic() < end:
            try:
                await turn(day, browser, user, role)
            except Broken as error:
                day.lost.append(str(error))
    finally:
        await browser.close()


async def turn(day: Day, browser, user: str, role: str) -> None:
    """A list, one of its first dossiers, and the likeliest action on it."""
    tab = day.rnd.choice(LISTS[role])
    answer = await browser.get("worklist", f"viec?tab={tab}")
    links = answer.page.xpath("//table//a[contains(@href, '/ho-so/')]/@href")
    await day.pause()
    if not links:
        return
    answer = await browser.get("dossier", day.rnd.choice(links[:FIRST_FEW]))
    await day.pause()
    for action in ACTIONS[role]:
        for form in answer.page.xpath(f"//details[@id='{action}']//form"):
            return await act(day, browser, user, action, form)


async def act(day: Day, browser, user: str, action: str, form) -> None:
    """Send the form of an action and keep what was answered."""
    pairs = [(name, value or TYPED.get(name, "")) for name, value in form.form_values()]
    named = {name for name, _value in pairs}
    for element in form.xpath(".//textarea | .//input[@type='text' or not(@type)]"):
        if element.get("name") not in named:
            pairs.append((element.get("name"), TYPED.get(element.get("name"), "")))
    if "action" not in named:
        pairs.append(("action", action))
    version = next((value for name, value in pairs if name == "version"), "")
    target = form.get("action")
    code = target.rpartition("/")[0].rpartition("/")[2]
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    body = urlencode(pairs).encode()
    answer = await browser.send(action, "POST", target, body, headers)
    if answer.status == 303:
        day.done.append([code.upper(), action, version, user])
        await browser.get("dossier", answer.headers["location"])
    elif answer.status == 409:
        day.late += 1
    else:
        words = answer.page.xpath("//*[contains(@class, 'dvc-notice')]//text()")
        day.refused.append(f"{action} {answer.status} {' '.join(words).split()[:30]}")


async def working_day(day: Day, seconds: float) -> float:
    """All desks at once; the seconds it took."""
    start = time.monotonic()
    end = start + seconds
    await asyncio.gather(
        *(
            desk(day, number, user, role, end)
            for number, (user, role) in enumerate(desks.users())
        )
    )
    return time.monotonic() - start
