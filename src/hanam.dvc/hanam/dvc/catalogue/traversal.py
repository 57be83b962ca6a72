"""What an address below `/thu-tuc` means that no procedure has as its id."""

from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.places import IProcedures
from plone.dexterity.browser.traversal import DexterityPublishTraverse
from zExceptions import NotFound
from zope.component import adapter
from zope.component import getMultiAdapter
from zope.publisher.interfaces.browser import IBrowserRequest


@adapter(IProcedures, IBrowserRequest)
class ProcedureTraverse(DexterityPublishTraverse):
    """Finds a procedure by its national code as well; an unknown one gets a page.

    Only for readers: programs get their usual 404.
    """

    def publishTraverse(self, request, name):
        try:
            return super().publishTraverse(request, name)
        except (NotFound, KeyError, AttributeError):
            found = lookup.procedure(name)
            if found is not None:
                return found
            if "text/html" not in (request.getHeader("Accept") or ""):
                raise
            page = getMultiAdapter((self.context, request), name="procedure_not_here")
            page.name = name
            return page
