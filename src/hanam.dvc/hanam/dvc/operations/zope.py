"""Start Zope in this process, as a server or to work on the portal."""

from contextlib import contextmanager
from pathlib import Path

import os
import time
import transaction


PORTAL_ID = "dvc"
ZONE = "Asia/Ho_Chi_Minh"


def keep_local_time() -> None:
    """Let the dates of Plone be those of the province, unless TZ names another zone.

    To be called before Plone is imported: DateTime reads the zone of the process once.
    """
    os.environ.setdefault("TZ", ZONE)
    time.tzset()


def home() -> Path:
    """The checkout (or install) that holds `instance/`."""
    return Path(os.environ.get("DVC_HOME", Path.cwd())).resolve()


def var() -> Path:
    """The directory of all data, made if it is missing."""
    path = Path(os.environ.setdefault("DVC_VAR", str(home() / "instance" / "var")))
    path.mkdir(parents=True, exist_ok=True)
    return path


def configuration() -> str:
    """Path of the zope.conf: the cluster's where DVC_ZODB_DSN names a database."""
    os.environ.setdefault("DVC_HOME", str(home()))
    os.environ["DVC_VAR"] = str(var().resolve())
    clustered = bool(os.environ.get("DVC_ZODB_DSN"))
    if clustered:
        os.environ.setdefault("DVC_BLOBS", str(var() / "blobs"))
    name = "cluster.conf" if clustered else "zope.conf"
    return str(home() / "instance" / "etc" / name)


def wsgi_application():
    """The Zope application as a WSGI callable, all products loaded."""
    from hanam.dvc import translations
    from hanam.dvc.operations import cooking
    from Zope2.Startup.run import make_wsgi_app

    cooking.begin()
    made = make_wsgi_app({}, configuration())
    translations.join()
    return made


@contextmanager
def application():
    """The Zope root with a request, as a manager; what is not committed is aborted."""
    from AccessControl.SecurityManagement import newSecurityManager
    from AccessControl.SecurityManagement import noSecurityManager
    from AccessControl.users import system
    from zope.globalrequest import clearRequest
    from zope.globalrequest import setRequest
    from Zope2.Startup.run import configure_wsgi

    import Zope2

    if Zope2.bobo_application is None:
        configure_wsgi(configuration())
        Zope2.startup_wsgi()
    # Only now: imported before Zope has started, it puts a storage in place that saves nothing.
    from Testing.makerequest import makerequest

    root = makerequest(Zope2.bobo_application())
    setRequest(root.REQUEST)
    newSecurityManager(None, system)
    try:
        yield root
    finally:
        transaction.abort()
        noSecurityManager()
        clearRequest()
        root._p_jar.close()


@contextmanager
def portal():
    """The portal, ready to be worked on; SystemExit where it is not there yet."""
    from zope.component.hooks import setSite
    from zope.interface import alsoProvides

    with application() as root:
        if PORTAL_ID not in root.objectIds():
            raise SystemExit("There is no portal yet: run `bin/dvc site` first.")
        site = root[PORTAL_ID]
        setSite(site)
        from plone.browserlayer.layer import mark_layer
        from plone.i18n.utility import setLanguageBinding
        from zope.traversing.interfaces import BeforeTraverseEvent

        mark_layer(site, BeforeTraverseEvent(site, root.REQUEST))
        alsoProvides(root.REQUEST, ())
        # Nobody has asked for a page: what is noted is in the language of the portal.
        setLanguageBinding(root.REQUEST)
        try:
            yield site
        finally:
            setSite(None)
