"""Taking an answer: checked, braked, counted once."""

from dataclasses import dataclass
from hanam.dvc.limiter import Limiter
from hanam.dvc.outreach import moment
from hanam.dvc.outreach import settings
from hanam.dvc.outreach.feedback import known
from hanam.dvc.register import opinions
from hanam.dvc.rules.opinions import harmless


BRAKE = Limiter()
ANSWERS = {"yes": True, "no": False}


@dataclass(frozen=True)
class Taken:
    """What became of an answer: ``status`` as in HTTP, ``wait`` seconds for 429."""

    status: int
    title: str = ""
    wait: int = 0


def take(request, page: str, useful: str, text: str = "", vote: bool = True) -> Taken:
    """Count an answer (``useful`` is "yes" or "no") and keep its text, if there is one.

    404 for a page that is none or not public, 400 for another answer, 429 for too many.
    The same answer sent twice from one browser counts once in the window.
    """
    title = known.title_of(page, request)
    if title is None:
        return Taken(404)
    if useful not in ANSWERS:
        return Taken(400, title)
    window = settings.value("window")
    who = request.getClientAddr() or ""
    wait = BRAKE.wait((who, "opinion"), settings.value("votes"), window)
    if wait:
        return Taken(429, title, wait)
    BRAKE.count((who, "opinion"), window)
    day = moment.now().date()
    kept = harmless(text, settings.value("comment_length"))
    agent = request.getHeader("User-Agent") or ""
    if vote and BRAKE.once((who, agent, page, "vote"), window):
        opinions.vote(page, day, ANSWERS[useful])
    if kept and BRAKE.once((who, agent, page, kept), window):
        opinions.remark(page, day, ANSWERS[useful], kept)
    return Taken(200, title)
