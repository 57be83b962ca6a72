"""Interfaces that every room may use."""

from collective.easyform.interfaces import IEasyFormLayer
from plone.theme.interfaces import IDefaultPloneLayer
from zope.interface import Attribute
from zope.interface import Interface
from zope.viewlet.interfaces import IViewletManager


class IPortalLayer(IEasyFormLayer, IDefaultPloneLayer):
    """Request layer of a portal where the default profile is installed.

    Pages of ours come before those of the builder of forms.
    """


class IPageHead(IViewletManager):
    """In the `<head>` of every page of the portal."""


class IPageFoot(IViewletManager):
    """Below the content of every page for citizens, above the footer."""


class IHomePage(IViewletManager):
    """Below the news of the front page: more sections, each with its own `<h2>`."""


class IProcedureNotices(IViewletManager):
    """Below the name of a procedure: what a reader must know first."""


class IProcedureFacts(IViewletManager):
    """Below the three facts and the button of a procedure."""


class IProcedureEnd(IViewletManager):
    """Below all that is published about a procedure."""


class IDossierHead(IViewletManager):
    """On the dossier for staff, below its head: what must be known before all else."""


class IDossierEnd(IViewletManager):
    """On the dossier for staff, above its history: what other rooms know of it."""


class IWorklistHead(IViewletManager):
    """Above the tabs of the worklist: what else waits for staff, in one line each."""


class IFollowed(IViewletManager):
    """On the page where the applicant follows a dossier, below what there is to do.

    Only whoever proved to be the applicant sees it; `view.row` is the dossier's row.
    """


class IOnlinePayment(Interface):
    """A utility of whoever takes fees online; without one nothing can be paid online."""

    def payable(ids):
        """Of the ids of procedures given, the set of those whose fees can be paid."""


class IGuided(Interface):
    """A utility of whoever keeps the guides."""

    def guided(ids):
        """Of the ids of procedures given, the set of those that a public guide explains."""


class IOpenDataFile(Interface):
    """A named utility: a file of another room, listed at `/du-lieu`."""

    title = Attribute("What is in it: a message.")
    format = Attribute("What people call its format.")
    path = Attribute("Where it is, from the portal on.")


class IUsualTimes(Interface):
    """A utility of whoever knows how long dossiers of a procedure usually take."""

    def usual(ids):
        """Of the ids of procedures given: {id: {"median", "most", "count"}}, working days in
        which half and nine of ten dossiers were done; without those with too few."""

    def day():
        """The day for which that was computed, None for never."""


class IDeskEntry(Interface):
    """A named utility: an entry of `/danh-muc`, the page of those who keep the catalogue."""

    title = Attribute("What the place is called: a message.")
    description = Attribute("What it is for, in one sentence: a message.")
    path = Attribute("Where it is, from the portal on.")
    permission = Attribute("Title of the permission that shows it.")
    weight = Attribute("Light ones come first.")
