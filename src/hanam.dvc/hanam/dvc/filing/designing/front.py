"""The address of a declaration itself: designers come to its trial, others to filing."""

from AccessControl import getSecurityManager
from Acquisition import aq_inner
from Acquisition import aq_parent
from collective.easyform.browser.view import EasyFormView
from hanam.dvc.catalogue.content import IProcedure
from Products.CMFCore.permissions import ModifyPortalContent


class Front(EasyFormView):
    """The view of an EasyForm; that of a declaration only leads on."""

    def __call__(self):
        procedure = aq_parent(aq_inner(self.context))
        if not IProcedure.providedBy(procedure):
            return super().__call__()
        url = procedure.absolute_url()
        if getSecurityManager().checkPermission(ModifyPortalContent, self.context):
            url = f"{self.context.absolute_url()}/thu"
        self.request.response.redirect(url, status=303)
        return ""
