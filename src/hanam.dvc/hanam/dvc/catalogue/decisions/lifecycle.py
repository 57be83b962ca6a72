"""A decision from its draft to its publication, checked whatever way it goes."""

from hanam.dvc.catalogue.decisions import lines
from hanam.dvc.catalogue.decisions.content import IDecision
from hanam.dvc.catalogue.moment import now
from hanam.dvc.catalogue.versions.lifecycle import Refused
from hanam.dvc.i18n import _
from plone import api
from Products.CMFCore.interfaces import IActionSucceededEvent
from Products.DCWorkflow.interfaces import IBeforeTransitionEvent
from zope.component import adapter
from zope.globalrequest import getRequest
from zope.i18n import translate

import transaction


DRAFT, PENDING, PUBLISHED = "draft", "pending", "published"


def state_of(decision) -> str:
    return api.content.get_state(decision, default="")


def told_open(decision) -> int:
    """How many open dossiers lie under procedures that the decision ends."""
    return sum(item["open"] for item in lines.endings(decision))


@adapter(IDecision, IBeforeTransitionEvent)
def before(decision, event) -> None:
    """Nothing is published that cannot be carried out as a whole.

    Where procedures end under which dossiers are open, the caller must say
    ``confirmed=True``.
    """
    if event.transition is None or event.transition.getId() != "publish":
        return
    found = lines.problems(decision)
    if found:
        raise Refused(" ".join(translate(text, context=getRequest()) for text in found))
    count = told_open(decision)
    if count and not event.kwargs.get("confirmed"):
        raise Refused(
            _(
                "${count} dossiers are open under procedures that this decision ends. "
                "Confirm on the page of the decision that they go on.",
                mapping={"count": count},
            )
        )
    decision.told_open = count


@adapter(IDecision, IActionSucceededEvent)
def after(decision, event) -> None:
    """A decision that was published is carried out, or nothing is."""
    if event.action != "publish":
        return
    decision.published_at = now()
    decision.published_by = api.user.get_current().getId() or ""
    try:
        lines.carry_out(decision)
    except Exception:
        transaction.doom()
        raise
    decision.reindexObject()
