"""Above the worklist: how many results wait for the reader's signature."""

from hanam.dvc.counter.desk import desk_of
from hanam.dvc.counter.signing_many.page import PATH
from hanam.dvc.counter.signing_many.page import scope_of
from hanam.dvc.i18n import _
from hanam.dvc.register import prepared
from hanam.dvc.signing import settings
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.i18n import translate


class ToSign(ViewletBase):
    """For those who have an electronic signature; nothing where nothing waits."""

    weight = 12
    index = ViewPageTemplateFile("templates/on_worklist.pt")

    def update(self):
        """Nothing of the stock viewlet is used."""

    def render(self):
        desk = desk_of()
        if not settings.identities_of(desk.user_id):
            return ""
        number = prepared.count(scope_of(desk))
        if not number:
            return ""
        shown = f"{prepared.MANY}+" if number > prepared.MANY else number
        message = _("Results that wait for your signature: ${n}", mapping={"n": shown})
        self.text = translate(message, context=self.request)
        self.url = f"{api.portal.get().absolute_url()}/{PATH}"
        return self.index()
