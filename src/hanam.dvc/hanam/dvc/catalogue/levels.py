"""The online level of a procedure, computed from what it really offers."""

from hanam.dvc.catalogue import lookup
from hanam.dvc.rules.levels import blockers
from hanam.dvc.rules.levels import LevelFacts
from hanam.dvc.rules.levels import online_level


# Levels 3 and 4 are filed online (NĐ 43/2011 art. 3.4).
FILED_ONLINE = 3


def is_online(procedure) -> bool:
    """Whether the procedure is declared to be filed online."""
    online = "online" in (procedure.channels or ())
    return online and procedure.declared_level >= FILED_ONLINE


def facts_of(procedure) -> LevelFacts:
    """What the procedure offers, as `rules.levels` asks for it.

    Online payment is not offered by this portal yet: a procedure with a fee stays below
    level 4.
    """
    declaration = lookup.declaration(procedure)
    online = "online" in (procedure.channels or ())
    amounts = [row.get("amount") for row in procedure.fees or ()]
    return LevelFacts(
        information=not missing(procedure),
        forms=all(offered(procedure, row, declaration) for row in forms(procedure)),
        online_form=declaration is not None and online,
        has_fee=any(amount != 0 for amount in amounts),
        online_payment=False,
        result_online=bool(procedure.return_online),
        result_by_post=bool(procedure.return_by_post),
    )


def level_of(procedure) -> int:
    """1 to 4 (NĐ 43/2011 art. 3.4), computed; ``declared_level`` is what is announced."""
    return online_level(facts_of(procedure))


def what_blocks(procedure) -> tuple[str, ...]:
    """What is missing for the declared level, as `rules.levels.blockers` names it."""
    return blockers(facts_of(procedure), procedure.declared_level)


def missing(procedure) -> tuple[str, ...]:
    """Elements of NĐ 63/2010 art. 8.2 (1 to 7) that the procedure does not tell."""
    elements = (
        "title",
        "how_steps",
        "channels",
        "papers",
        "limits",
        "subjects",
        "agencies",
    )
    return tuple(name for name in elements if not getattr(procedure, name))


def forms(procedure):
    return [row for row in procedure.papers or () if row.get("form")]


def offered(procedure, row, declaration) -> bool:
    """Whether a form can be had here: filled in online, as a file, or at an address."""
    form = row["form"]
    if form == lookup.DECLARATION:
        return declaration is not None
    return form.startswith(("https://", "http://")) or form in procedure
