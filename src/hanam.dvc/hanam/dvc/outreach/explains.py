"""What explains a procedure: guides, articles and questions that name it."""

from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.blanks import choices
from hanam.dvc.i18n import _
from hanam.dvc.rules.vietnamese import fold
from plone import api
from plone.app.z3cform.widgets.select import AjaxSelectFieldWidget
from plone.autoform import directives
from plone.autoform.interfaces import IFormFieldProvider
from plone.indexer import indexer
from plone.supermodel import model
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


INDEX = "explains"


@provider(IFormFieldProvider)
class IExplains(model.Schema):
    """The procedures that an item explains, by their ids."""

    procedures = choices(
        _("Procedures it explains"),
        "hanam.dvc.procedures",
        _("Type a name or a code. Without JavaScript: codes with commas."),
    )
    directives.widget(
        "procedures", AjaxSelectFieldWidget, vocabulary="hanam.dvc.procedures"
    )


@provider(IVocabularyFactory)
def procedures_vocabulary(context, query=None):
    """All procedures by id; those whose name or code has all words of ``query``."""
    brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        portal_type="Procedure", sort_on="sortable_title"
    )
    words = fold(query).split() if isinstance(query, str) else []
    terms = [
        SimpleTerm(brain.getId, brain.getId, f"{brain.getId} {brain.Title}")
        for brain in brains
    ]
    if words:
        terms = [t for t in terms if all(word in fold(t.title) for word in words)]
    return SimpleVocabulary(terms)


@indexer(IExplains)
def explains(item):
    return tuple(item.procedures or ())


def procedures_of(item) -> list:
    """The procedures an item names that are there and public."""
    found = [lookup.procedure(name) for name in item.procedures or ()]
    return [
        procedure
        for procedure in found
        if procedure is not None and api.content.get_state(procedure) == "published"
    ]


def links(item) -> list[dict]:
    """{url, title, code} of the procedures an item names."""
    return [
        {
            "url": procedure.absolute_url(),
            "title": procedure.title,
            "code": procedure.code,
        }
        for procedure in procedures_of(item)
    ]


def known(codes) -> list[str]:
    """Ids of the procedures of these codes that are there."""
    found = [lookup.procedure(code) for code in codes]
    return [procedure.getId() for procedure in found if procedure is not None]


def items_for(procedure, portal_type: str, most: int | None = None, **query) -> list:
    """What explains a procedure and the reader may see, the newest first; ``most`` of
    them."""
    brains = api.content.find(
        explains=procedure.getId(),
        portal_type=portal_type,
        sort_on="effective",
        sort_order="reverse",
        **query,
    )
    return [brain.getObject() for brain in brains[:most]]
