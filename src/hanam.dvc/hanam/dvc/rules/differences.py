"""What differs between two lists of rows, two lists of lines or two values."""

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    SAME = "same"


class Difference(NamedTuple):
    """One row: ``old`` and ``new`` are None where there is none; ``names`` are the
    columns that changed."""

    kind: Kind
    old: object
    new: object
    names: tuple[str, ...] = ()


def rows(
    old: Sequence[Mapping], new: Sequence[Mapping], key: Callable[[Mapping], object]
) -> list[Difference]:
    """Rows with the same ``key`` are one row, in the order of the new ones; what is gone
    stands where it was. Where several have the same key, the first belongs to the first.
    """
    before, after = keyed(old, key), keyed(new, key)
    order = [*after]
    for place, name in enumerate(before):
        if name not in after:
            known = [*before][:place]
            behind = next((n for n in reversed(known) if n in order), None)
            order.insert(0 if behind is None else order.index(behind) + 1, name)
    return [difference(before.get(name), after.get(name)) for name in order]


def keyed(items: Sequence[Mapping], key: Callable[[Mapping], object]) -> dict:
    found: dict = {}
    for item in items:
        name, count = key(item), 0
        while (name, count) in found:
            count += 1
        found[name, count] = item
    return found


def difference(old: Mapping | None, new: Mapping | None) -> Difference:
    if old is None:
        return Difference(Kind.ADDED, None, new)
    if new is None:
        return Difference(Kind.REMOVED, old, None)
    names = tuple(name for name in {**old, **new} if old.get(name) != new.get(name))
    return Difference(Kind.CHANGED if names else Kind.SAME, old, new, names)


def lines(old: Sequence[str], new: Sequence[str]) -> list[Difference]:
    """Lines of text in their order; lines that took each other's place are changed."""
    found: list[Difference] = []
    matcher = SequenceMatcher(None, list(old), list(new), autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            found += [Difference(Kind.SAME, text, text) for text in old[a:b]]
            continue
        both = min(b - a, d - c)
        found += [Difference(Kind.CHANGED, old[a + n], new[c + n]) for n in range(both)]
        found += [Difference(Kind.REMOVED, text, None) for text in old[a + both : b]]
        found += [Difference(Kind.ADDED, None, text) for text in new[c + both : d]]
    return found


def value(old: object, new: object) -> Difference:
    """One value; what is empty is not there."""
    if old == new or (not old and not new):
        return Difference(Kind.SAME, old, new)
    if not old:
        return Difference(Kind.ADDED, None, new)
    if not new:
        return Difference(Kind.REMOVED, old, None)
    return Difference(Kind.CHANGED, old, new)
