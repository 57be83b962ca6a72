"""What an editor and a reviewer do with versions, each a POST that leads on."""

from AccessControl import getSecurityManager
from hanam.dvc.catalogue import access
from hanam.dvc.catalogue.versions import lifecycle
from hanam.dvc.catalogue.versions.lifecycle import Refused
from hanam.dvc.catalogue.versions.pages import Version
from hanam.dvc.catalogue.versions.pages import Versions
from hanam.dvc.i18n import _
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
from Products.statusmessages.interfaces import IStatusMessage
from zExceptions import Forbidden
from zope.component import getMultiAdapter


LONGEST_NOTE = 2000
DONE = {
    "submit": _("Sent to review. A reviewer approves it or sends it back."),
    "send_back": _("Sent back to the editor with your note."),
    "approve": _("Approved. It comes into force by itself on its day."),
    "withdraw": _("Taken back: it is a draft again."),
}
TOO_OLD = _("This form is too old or was sent from elsewhere. Send it again.")
GONE = _(
    "This cannot be done any more: somebody else was first. See how it stands now."
)
NEEDS_NOTE = _("Write what should be changed, so that the editor knows.")


class StartVersion(Versions):
    """`<procedure>/soan-phien-ban`: begins a version and leads to its form."""

    def __call__(self):
        if not self.may_write:
            raise Forbidden(self.say(_("Only editors write versions.")))
        response = self.request.response
        if self.request.method != "POST":
            return response.redirect(self.url)
        if not self.authentic():
            response.setStatus(403)
            self.problems = [{"field": "", "message": self.say(TOO_OLD)}]
            return self.template()
        try:
            version = lifecycle.start(self.procedure)
        except Refused as refused:
            response.setStatus(409)
            self.problems = [{"field": "", "message": str(refused)}]
            return self.template()
        manager = getSecurityManager()
        page = (
            "/edit" if manager.checkPermission("Modify portal content", version) else ""
        )
        return response.redirect(version.absolute_url() + page)


class Stepping:
    """A step of the workflow sent from the page of an item; ``item`` is the content.

    On a problem the page comes again with the note that was typed.
    """

    note = ""
    problems = ()
    done = DONE

    def __call__(self):
        if not access.may_view(self.item):
            return super().__call__()
        if self.request.method != "POST":
            return self.request.response.redirect(self.item.absolute_url())
        form = self.request.form
        step, self.note = (
            str(form.get("step") or ""),
            str(form.get("note") or "").strip(),
        )
        problem, status = self.go(step)
        if problem is None:
            IStatusMessage(self.request).addStatusMessage(self.done[step], "info")
            return self.request.response.redirect(self.item.absolute_url())
        self.request.response.setStatus(status)
        self.problems = [{"field": "note", "message": self.say(problem)}]
        return self.template()

    def go(self, step):
        """(problem or None, status)."""
        pair = (self.item, self.request)
        if not getMultiAdapter(pair, name="authenticator").verify():
            return TOO_OLD, 403
        if step not in {way["id"] for way in ways(self.item)}:
            return GONE, 409
        if step == "send_back" and not self.note:
            return NEEDS_NOTE, 400
        try:
            lifecycle.go(self.item, step, self.note[:LONGEST_NOTE], **self.options())
        except Refused as refused:
            return str(refused), 409
        except WorkflowException:
            return GONE, 409
        return None, 200

    def options(self) -> dict:
        return {}


class StepVersion(Stepping, Version):
    """`<version>/buoc`."""

    @property
    def item(self):
        return self.version


def ways(item) -> list[dict]:
    """{id, title} of the steps that the user may take."""
    tool = api.portal.get_tool("portal_workflow")
    return [
        {"id": way["id"], "title": way["title"]} for way in tool.getTransitionsFor(item)
    ]


def last_note(item) -> dict | None:
    """{who, text} of the last note in the history of an item, or None."""
    tool = api.portal.get_tool("portal_workflow")
    with api.env.adopt_roles(["Manager"]):
        history = tool.getInfoFor(item, "review_history", ())
    last = history[-1] if history else {}
    if not last.get("comments"):
        return None
    user = api.user.get(userid=last["actor"] or "")
    name = user.getProperty("fullname", "") if user is not None else ""
    return {"who": name or last["actor"] or "", "text": last["comments"]}
