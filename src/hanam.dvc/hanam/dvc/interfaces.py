"""Interfaces that every room may use."""

from plone.theme.interfaces import IDefaultPloneLayer


class IPortalLayer(IDefaultPloneLayer):
    """Request layer of a portal where the default profile is installed."""
