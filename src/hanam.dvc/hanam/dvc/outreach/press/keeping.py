"""What readers or an editor have seen of the press stays: it is withdrawn, not deleted."""

from hanam.dvc.i18n import _
from hanam.dvc.outreach import places
from hanam.dvc.outreach.press.content import IPressArticle
from hanam.dvc.outreach.press.content import IPressOrganisation
from plone import api
from plone.app.content.browser.actions import DeleteConfirmationForm
from plone.app.content.browser.contents.delete import DeleteActionView
from plone.base.interfaces import IPloneSiteRoot
from zExceptions import BadRequest
from zope.i18n import translate


DRAFT = "draft"
ARTICLE = _(
    "“${title}” is beyond a draft and stays on record. Withdraw it instead; readers "
    "then see it no more."
)
ORGANISATION = _(
    "“${title}” has articles beyond drafts, which stay on record. Withdraw its articles "
    "and make its page private instead."
)


def is_on_record(article) -> bool:
    """Whether an article is beyond a draft, or has ever been published."""
    if api.content.get_state(article, default=DRAFT) != DRAFT:
        return True
    history = getattr(article, "workflow_history", None) or {}
    states = {step["review_state"] for steps in history.values() for step in steps}
    return places.PUBLISHED in states


def reason(item):
    """Why an article or an organisation cannot be deleted, as a message; None if it can,
    and for everything else."""
    if IPressArticle.providedBy(item):
        kept, words = is_on_record(item), ARTICLE
    elif IPressOrganisation.providedBy(item):
        kept, words = any(map(is_on_record, item.objectValues())), ORGANISATION
    else:
        return None
    return _(words, mapping={"title": item.title}) if kept else None


def guard(item, event) -> None:
    """`BadRequest` where something on record is about to go, whoever asks. With the portal
    itself, or once the product is uninstalled, all may go."""
    if IPloneSiteRoot.providedBy(event.object):
        return
    if item.portal_type not in api.portal.get_tool("portal_types"):
        return
    words = reason(item)
    if words is not None:
        raise BadRequest(translate(words, context=item.REQUEST))


class Delete(DeleteConfirmationForm):
    """Plone's question before it deletes; for what is on record the answer instead."""

    def __call__(self):
        words = reason(self.context)
        if words is None:
            return super().__call__()
        api.portal.show_message(words, self.request, type="error")
        self.request.response.redirect(self.context.absolute_url(), status=303)
        return ""


class DeleteMany(DeleteActionView):
    """Deleting from Plone's list of contents: what is on record stays, and it says why."""

    def action(self, obj):
        words = reason(obj)
        if words is None:
            return super().action(obj)
        self.errors.append(words)
        return None
