"""Usual times of procedures, where a room knows them (`interfaces.IUsualTimes`)."""

from hanam.dvc.interfaces import IUsualTimes
from zope.component import queryUtility


def usual(ids) -> dict[str, dict]:
    """{id: {"median", "most", "count"}} of the procedures that have one."""
    utility = queryUtility(IUsualTimes)
    return {} if utility is None else utility.usual(ids)


def day():
    """The day for which they were computed, None for never."""
    utility = queryUtility(IUsualTimes)
    return None if utility is None else utility.day()
