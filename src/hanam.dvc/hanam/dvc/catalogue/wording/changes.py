"""What another thesaurus would change: which procedures a question finds first."""

from collections.abc import Iterable
from dataclasses import dataclass
from hanam.dvc.catalogue import search
from hanam.dvc.catalogue.thesaurus import Thesaurus


FIRST = 3
# Lines that are shown; questions that are asked for them: each takes a while.
MOST = 40
MOST_ASKED = 300


@dataclass(frozen=True)
class Place:
    """A procedure among the first; ``rises`` where it was lower or absent before."""

    url: str
    title: str
    rises: bool = False


@dataclass(frozen=True)
class Change:
    """A question with the first procedures before and after."""

    question: str
    before: tuple[Place, ...]
    after: tuple[Place, ...]

    @property
    def differs(self) -> bool:
        return [p.url for p in self.before] != [p.url for p in self.after]


def between(old: Thesaurus, new: Thesaurus, questions: Iterable[str] = ()) -> list:
    """A `Change` for each phrase of the groups that differ and for each of
    ``questions`` (their answers shown even where they stay the same); of very many
    phrases the first `MOST_ASKED` are tried."""
    asked = [text for text in dict.fromkeys(questions) if text]
    changed = set(old.groups) ^ set(new.groups)
    # Theirs is the order of the lines, not that of a set.
    groups = [g for g in (*new.groups, *old.groups) if g in changed]
    hushed = sorted(set(old.quiet) ^ set(new.quiet))
    phrases = [text for group in groups for text in group.words] + hushed
    found = [change_of(text, old, new) for text in asked]
    for text in [*dict.fromkeys(phrases)][:MOST_ASKED]:
        if len(found) >= MOST:
            break
        if text in asked:
            continue
        change = change_of(text, old, new)
        if change.differs:
            found.append(change)
    return found


def change_of(question: str, old: Thesaurus, new: Thesaurus) -> Change:
    before = first(question, old)
    after = first(question, new)
    places = {url: at for at, (url, _title) in enumerate(before)}
    return Change(
        question,
        tuple(Place(url, title) for url, title in before[:FIRST]),
        tuple(
            Place(url, title, rises=url not in places or places[url] > at)
            for at, (url, title) in enumerate(after[:FIRST])
        ),
    )


def first(question: str, thesaurus: Thesaurus) -> list[tuple[str, str]]:
    """(path, title) of all the public finds, best first."""
    index = search.current()
    visible = search.visible_numbers(index, search.Query())
    answer, _instead = search.answered(index, question, visible, thesaurus)
    entries = (index.entries[number].data for number in answer.found)
    return [(entry.path, entry.title) for entry in entries]
