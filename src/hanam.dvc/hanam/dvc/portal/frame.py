"""What stands around each page: banner, menu, person, footer; cheap enough for every request."""

from AccessControl import getSecurityManager
from functools import cached_property
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from Products.statusmessages.interfaces import IStatusMessage
from zope.component.hooks import getSite


class Frame(BrowserView):
    """Macros `public`, `staff`, `error_summary`, `messages`, and the facts they show.

    A page uses it by name: ``metal:use-macro="context/@@frame/macros/public"``.
    """

    template = ViewPageTemplateFile("templates/frame.pt")

    @property
    def macros(self):
        return self.template.macros

    @cached_property
    def portal_url(self) -> str:
        return getSite().absolute_url()

    @cached_property
    def site_title(self) -> str:
        return getSite().title

    @cached_property
    def language(self) -> str:
        return (self.request.get("LANGUAGE") or "vi").split("-")[0]

    @cached_property
    def user(self):
        """The signed-in user, or None for a guest."""
        user = getSecurityManager().getUser()
        return None if user is None or user.getUserName() == "Anonymous User" else user

    @cached_property
    def user_name(self) -> str:
        """The name to greet with; empty for a guest."""
        if self.user is None:
            return ""
        return getattr(self.user, "getProperty", lambda *_: "")("fullname", "") or (
            self.user.getUserName()
        )

    @cached_property
    def is_staff(self) -> bool:
        """Whether the user works for an agency or watches over them."""
        if self.user is None:
            return False
        roles = {"Supervisor", "Manager"} & set(self.user.getRoles())
        return bool(roles) or any(
            group.endswith((".clerk", ".officer", ".leader"))
            for group in getattr(self.user, "getGroups", tuple)()
        )

    def messages(self) -> list:
        """Status messages for this reader; reading them removes them."""
        return IStatusMessage(self.request).show()
