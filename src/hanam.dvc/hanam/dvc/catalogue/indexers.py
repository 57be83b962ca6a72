"""What `portal_catalog` knows of a procedure."""

from hanam.dvc.catalogue.card import cards_of
from hanam.dvc.catalogue.content import IProcedure
from plone.indexer import indexer


@indexer(IProcedure)
def procedure_code(item):
    return item.code or ""


@indexer(IProcedure)
def procedure_level(item):
    return item.declared_level


@indexer(IProcedure)
def procedure_sector(item):
    return item.sector or ""


@indexer(IProcedure)
def procedure_agencies(item):
    return tuple(item.agencies or ())


@indexer(IProcedure)
def procedure_card(item):
    return cards_of(item)


@indexer(IProcedure)
def searchable_text(item):
    texts = [item.code or "", item.title, *(item.synonyms or ())]
    return " ".join(texts)
