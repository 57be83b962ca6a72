"""Whether the disk of the papers has room, asked before anything is written.

A copy that breaks off half-way would leave its first half behind, in the way of others.
"""

from plone import api
from threading import Lock

import errno
import os
import shutil


# What stays free, so that the stores can still commit.
RESERVE = 2**20
lock = Lock()


def ensure(size: int) -> None:
    """Raise OSError (ENOSPC) where a file of ``size`` bytes does not fit."""
    storage = api.portal.get()._p_jar.db().storage
    # A storage over another one makes its folder when it is first asked, for one thread only.
    with lock:
        folder = storage.temporaryDirectory()
    if shutil.disk_usage(folder).free < size + RESERVE:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
