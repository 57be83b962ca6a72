"""Tell the caches in front of the portal when pages for guests changed.

The environment names their addresses (`DVC_CACHES`, blanks between them); each gets a PURGE request
once a transaction that changed content or settings is committed, and forgets all it keeps. Dossiers are on no
page that a cache keeps: filing and handling them asks for nothing.
"""

from contextlib import closing
from hanam.dvc.dossiers.storage import ROOT
from http import HTTPStatus
from http.client import HTTPConnection
from http.client import HTTPException
from plone.registry.interfaces import IRecordModifiedEvent
from Products.CMFCore.interfaces import IActionSucceededEvent
from Products.CMFCore.interfaces import IContentish
from threading import Thread
from urllib.parse import urlsplit
from zope.component import adapter
from zope.lifecycleevent.interfaces import IObjectModifiedEvent
from zope.lifecycleevent.interfaces import IObjectMovedEvent

import logging
import os
import transaction


ADDRESSES = "DVC_CACHES"
SECONDS = 5
MARK = "hanam.dvc.portal.purge"
logger = logging.getLogger("hanam.dvc")


def addresses() -> list[str]:
    """Where the caches listen; none in a portal without caches."""
    return os.environ.get(ADDRESSES, "").split()


def after_commit() -> None:
    """Have the caches forget once the present transaction is committed; asked twice, done once."""
    if not addresses():
        return
    current = transaction.get()
    try:
        current.data(MARK)
    except KeyError:
        current.set_data(MARK, True)
        current.addAfterCommitHook(forget)


def forget(committed: bool) -> None:
    """Send the requests beside the answer: nobody waits for a cache."""
    if committed:
        Thread(target=send, args=(addresses(),), name="dvc-purge").start()


def send(caches: list[str]) -> None:
    """Ask each cache; one that does not answer is named in the log, its copies end with their age."""
    for address in caches:
        where = urlsplit(address)
        try:
            with closing(HTTPConnection(where.netloc, timeout=SECONDS)) as connection:
                connection.request("PURGE", where.path or "/")
                status = connection.getresponse().status
        except (OSError, HTTPException) as error:
            status = error
        if status != HTTPStatus.OK:
            logger.warning("The cache at %s did not forget: %s", address, status)


@adapter(IContentish, IObjectModifiedEvent)
def on_modified(item, event) -> None:
    on_content(item)


@adapter(IContentish, IObjectMovedEvent)
def on_moved(item, event) -> None:
    """Added, removed, renamed or moved."""
    on_content(item)


@adapter(IContentish, IActionSucceededEvent)
def on_action(item, event) -> None:
    """Published or taken back."""
    on_content(item)


def on_content(item) -> None:
    if ROOT not in item.getPhysicalPath()[:3]:
        after_commit()


@adapter(IRecordModifiedEvent)
def on_setting(event) -> None:
    after_commit()
