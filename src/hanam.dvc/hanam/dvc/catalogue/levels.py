"""The online level of a procedure, computed from what it really offers."""

from contextlib import suppress
from dataclasses import replace
from hanam.dvc.catalogue import declaration
from hanam.dvc.catalogue import lookup
from hanam.dvc.interfaces import IOnlinePayment
from hanam.dvc.rules.levels import blockers
from hanam.dvc.rules.levels import LevelFacts
from hanam.dvc.rules.levels import online_level
from zope.component import queryUtility


# Levels 3 and 4 are filed online (NĐ 43/2011 art. 3.4).
FILED_ONLINE = 3
# NĐ 63/2010 art. 8.2, (1) to (7): what every published procedure tells.
ELEMENTS = (
    "title",
    "how_steps",
    "channels",
    "papers",
    "limits",
    "subjects",
    "agencies",
)


def is_online(procedure) -> bool:
    """Whether the procedure is declared to be filed online."""
    online = "online" in (procedure.channels or ())
    return online and procedure.declared_level >= FILED_ONLINE


def payable(ids) -> frozenset[str]:
    """Of the ids of procedures, those whose fees can be paid online
    (`interfaces.IOnlinePayment`); none where nobody takes payments."""
    utility = queryUtility(IOnlinePayment)
    return frozenset() if utility is None else frozenset(utility.payable(ids))


def offers_of(procedure) -> LevelFacts:
    """What the procedure itself offers; whether its fee can be paid online is left out.

    It can be handed over in person wherever an agency takes it.
    """
    form = lookup.declaration(procedure)
    return LevelFacts(
        information=not missing(procedure),
        forms=not unoffered(procedure),
        online_form=form is not None and declaration.questions(form) > 0,
        channel="online" in (procedure.channels or ()),
        has_fee=any(row.get("amount") != 0 for row in procedure.fees or ()),
        result_online=bool(procedure.return_online),
        result_by_post=bool(procedure.return_by_post),
        result_in_person=bool(procedure.agencies),
    )


def facts_of(procedure) -> LevelFacts:
    """What the procedure offers, online payment included, as `rules.levels` asks."""
    name = procedure.getId()
    return replace(offers_of(procedure), online_payment=name in payable([name]))


def level_of(procedure) -> int:
    """1 to 4 (NĐ 43/2011 art. 3.4), computed; ``declared_level`` is what is announced."""
    return online_level(facts_of(procedure))


def what_blocks(procedure) -> tuple[str, ...]:
    """What is missing for the declared level, as `rules.levels.blockers` names it."""
    return blockers(facts_of(procedure), procedure.declared_level)


def missing(procedure) -> tuple[str, ...]:
    """Elements of NĐ 63/2010 art. 8.2 (1 to 7) that the procedure does not tell."""
    return tuple(name for name in ELEMENTS if not getattr(procedure, name))


def forms(procedure):
    return [row for row in procedure.papers or () if row.get("form")]


def unoffered(procedure) -> tuple[str, ...]:
    """The forms that the procedure names and that cannot be had here."""
    return tuple(
        row["form"] for row in forms(procedure) if not offered(procedure, row["form"])
    )


def offered(procedure, form: str) -> bool:
    """Whether a form can be had: filled in online, at an address, or as a file here that
    is not empty."""
    if form == lookup.DECLARATION:
        found = lookup.declaration(procedure)
        return found is not None and declaration.questions(found) > 0
    if form.startswith(("https://", "http://")):
        return True
    item = procedure.get(form)
    size = 0
    with suppress(AttributeError):
        size = item.file.getSize()
    return getattr(item, "portal_type", None) == "File" and size > 0
