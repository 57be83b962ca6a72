"""What somebody searched for, kept on the server: no address carries names or numbers of people,
where the history of the browser, a proxy and the access log would keep them.

The address has a key instead, ``s``. It opens for the same user only, and ends after
`hanam.dvc.lists.search_hours`. ``s=f7`` stands for what the user's own saved filter 7 searches for.
"""

from datetime import timedelta
from hanam.dvc.counter import settings
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import secrets
from hanam.dvc.notify import periodic
from hanam.dvc.register import kept_searches
from hanam.dvc.register import saved_filters
from hanam.dvc.rules.codes import parse_code
from urllib.parse import parse_qs

import re


FILTER = re.compile(r"f([0-9]{1,18})")
HOUR = 3600


def is_personal(text: str) -> bool:
    """Whether a search may tell of a person: all but nothing and the full code of a dossier."""
    return bool(text) and parse_code(text) is None


def keep(user: str, text: str, words: str) -> str:
    """The key of a search of a user, kept from now on; the same for the same search, so that
    sent twice it is kept once. Written only where it would end in less than half of its time."""
    now = moment.now()
    life = timedelta(hours=settings.value("search_hours"))
    key = secrets.pseudonym("\0".join(("search", user, text, words)))
    kept = kept_searches.of(key, user, now)
    if kept is None or kept.ends - now < life / 2:
        kept_searches.put(key, user, text, words, now + life)
    return key


def find(key: str, user: str) -> tuple[str, str] | None:
    """(text, words) that a user kept under a key; None once it ended, or for another's."""
    found = FILTER.fullmatch(key)
    if found:
        return _of_filter(int(found[1]), user)
    kept = kept_searches.of(key, user, moment.now())
    return None if kept is None else (kept.text, kept.words)


def key_of_filter(number: int) -> str:
    """The key of what a saved filter searches for."""
    return f"f{number}"


def _of_filter(number: int, user: str) -> tuple[str, str] | None:
    row = saved_filters.get(number)
    if row is None or row.user != user:
        return None
    query = parse_qs(row.query)
    text, words = (query.get(name, [""])[0] for name in ("text", "words"))
    return (text, words) if text or words else None


def clean(portal, now) -> None:
    """Forget what has ended."""
    kept_searches.drop_before(now)


periodic.register("searches.clean", HOUR, clean)
