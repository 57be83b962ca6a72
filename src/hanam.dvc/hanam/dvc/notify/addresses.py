"""Addresses of the portal as they stand in messages."""

from hanam.dvc.notify import settings
from plone import api
from zope.globalrequest import getRequest

import os


# What a request is said to come to that nobody sent.
NOWHERE = (None, "", "foo", "nohost")


def portal_url() -> str:
    """The address of the portal for links: the administrator's, the page's, the server's."""
    address = settings.current().address.rstrip("/")
    if address:
        return address
    request = getRequest()
    url = api.portal.get().absolute_url()
    if request is None or request.get("SERVER_NAME") in NOWHERE:
        return os.environ.get("DVC_ADDRESS", url)
    return url
