"""Who works for a press organisation, and what they may do with an article."""

from DateTime import DateTime
from hanam.dvc.i18n import _
from hanam.dvc.outreach import places
from plone import api
from zExceptions import BadRequest
from zope.i18n import translate


WRITER, EDITOR = "PressWriter", "PressEditor"
# Suffix of the group: role it has in the organisation's folder.
STAFF = {"writer": WRITER, "editor": EDITOR}
GROUPS = {
    "writer": _("${organisation}: writers"),
    "editor": _("${organisation}: editors"),
}
ADD = "Add portal content"
WITHDRAW = "withdraw"
TRANSITIONS = {
    "submit": _("Send to the editor"),
    "return": _("Return to the writer"),
    "approve": _("Approve"),
    "publish": _("Publish the article"),
    "reopen": _("Open again for changes"),
    "withdraw": _("Withdraw the article"),
    "revise": _("Revise"),
}
# What needs a reason.
REASONED = (WITHDRAW, "return")
STATES = {
    "draft": _("Draft"),
    "pending": _("Waits for the editor"),
    "approved": _("Approved, not yet published"),
    "published": _("Published for readers"),
    "withdrawn": _("Withdrawn"),
}
NO_REASON = _("Say why; the organisation reads it.")


def group_of(organisation: str, staff: str) -> str:
    """The id of a group; ``staff`` is a key of `STAFF`."""
    return f"{places.PRESS}.{organisation}.{staff}"


def ensure_groups(organisation, event=None) -> None:
    """The groups of an organisation with their roles in its folder, if not yet there."""
    # Plone's form to add content asks for this one beside the type's own permission.
    organisation.manage_permission(ADD, list(STAFF.values()), acquire=1)
    for staff, role in STAFF.items():
        name = group_of(organisation.getId(), staff)
        if api.group.get(groupname=name) is None:
            title = _(GROUPS[staff], mapping={"organisation": organisation.title})
            language = api.portal.get_default_language()
            title = api.portal.translate(title, lang=language)
            api.group.create(groupname=name, title=title)
        if role not in organisation.get_local_roles_for_userid(name):
            organisation.manage_setLocalRoles(name, [role])
            organisation.reindexObjectSecurity()


def transitions(article) -> list[str]:
    """What the user may do with an article now, in the order of `TRANSITIONS`."""
    tool = api.portal.get_tool("portal_workflow")
    allowed = {row["id"] for row in tool.getTransitionsFor(article)}
    return [name for name in TRANSITIONS if name in allowed]


def guard(article, event) -> None:
    """`BadRequest` for a withdrawal or a return without a reason, whoever asks."""
    if event.transition is None or event.transition.id not in REASONED:
        return
    if not (event.kwargs.get("comment") or "").strip():
        raise BadRequest(translate(NO_REASON, context=article.REQUEST))


def published(article, event) -> None:
    """The day of publication is that of the first time."""
    step = "" if event.transition is None else event.transition.id
    if step == "publish" and article.effective_date is None:
        article.setEffectiveDate(DateTime())
        article.reindexObject(idxs=["effective"])


def publish(article) -> None:
    """Take an article through its organisation's steps (samples, imports)."""
    with api.env.adopt_roles([WRITER, EDITOR]):
        for step in ("submit", "approve", "publish"):
            api.content.transition(article, step)


def last_reason(article) -> str:
    """What was said at the last step that needed a reason; "" if nothing."""
    tool = api.portal.get_tool("portal_workflow")
    history = tool.getInfoFor(article, "review_history", ())
    for entry in reversed(history):
        if entry.get("action") in REASONED and entry.get("comments"):
            return entry["comments"]
    return ""


def has_desk(organisation) -> bool:
    """Whether the user writes or edits here."""
    return bool(set(STAFF.values()) & set(roles_in(organisation)))


def roles_in(item) -> list[str]:
    user = api.user.get_current()
    return (
        api.user.get_roles(user=user, obj=item) if not api.user.is_anonymous() else []
    )
