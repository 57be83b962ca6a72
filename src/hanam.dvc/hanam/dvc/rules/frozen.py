"""A mapping that cannot be changed."""

from collections.abc import Iterator
from collections.abc import Mapping
from typing import TypeVar


K = TypeVar("K")
V = TypeVar("V", covariant=True)


class FrozenMap(Mapping[K, V]):
    """Read-only copy of a mapping: equal to a dict of the same items, hashable when
    its items are, safe to copy and to pickle. ``dict(it)`` gives a dict to write as
    JSON."""

    __slots__ = ("_items",)

    _items: dict[K, V]

    def __init__(self, items: Mapping[K, V] | None = None) -> None:
        object.__setattr__(self, "_items", dict(items or {}))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(name)

    def __getitem__(self, key: K) -> V:
        return self._items[key]

    # Mapping's own ``in`` is a caught KeyError: too slow for days of a calendar.
    def __contains__(self, key: object) -> bool:
        return key in self._items

    def __iter__(self) -> Iterator[K]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __reduce__(self) -> tuple[type["FrozenMap[K, V]"], tuple[dict[K, V]]]:
        return type(self), (dict(self._items),)

    def __repr__(self) -> str:
        return f"FrozenMap({self._items!r})"
