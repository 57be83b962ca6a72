"""Interfaces that every room may use."""

from collective.easyform.interfaces import IEasyFormLayer
from plone.theme.interfaces import IDefaultPloneLayer
from zope.viewlet.interfaces import IViewletManager


class IPortalLayer(IEasyFormLayer, IDefaultPloneLayer):
    """Request layer of a portal where the default profile is installed.

    Pages of ours come before those of the builder of forms.
    """


class IPageHead(IViewletManager):
    """In the `<head>` of every page of the portal."""


class IPageFoot(IViewletManager):
    """Below the content of every page for citizens, above the footer."""


class IProcedureNotices(IViewletManager):
    """Below the name of a procedure: what a reader must know first."""


class IProcedureFacts(IViewletManager):
    """Below the three facts and the button of a procedure."""


class IProcedureEnd(IViewletManager):
    """Below all that is published about a procedure."""
