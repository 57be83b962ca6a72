"""Spreading dossiers over people so that those with least to do get most."""

from heapq import heapify
from heapq import heappop
from heapq import heappush


def spread(codes, loads) -> dict[str, str]:
    """{code: user}: each dossier, in its order, for who has least at that moment.

    ``loads``: {user: number of open dossiers}, in the order that decides between equals.
    """
    heap = [(number, place, user) for place, (user, number) in enumerate(loads.items())]
    heapify(heap)
    found = {}
    for code in codes if heap else ():
        number, place, user = heappop(heap)
        found[code] = user
        heappush(heap, (number + 1, place, user))
    return found
