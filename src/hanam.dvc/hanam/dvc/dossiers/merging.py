"""Two changes of the same draft at the same moment: what can be true together is kept.

Several files of one draft come in at once, each by a request of its own. The ZODB asks these
functions when a transaction wants to write what another one has just written; `ConflictError`
has the request run again.
"""

from ZODB.POSException import ConflictError


def merged_list(old: dict, saved: dict, new: dict) -> dict:
    """The state of a list of papers with what both transactions added and took out.

    Of two new orders that of the later transaction holds for the papers it knew.
    """
    before, there = keyed(old["data"]), keyed(saved["data"])
    mine = keyed(new["data"])
    kept = [key for key in mine if key in there or key not in before]
    added = [key for key in there if key not in before and key not in mine]
    if [key for key in before if key in mine] == [key for key in mine if key in before]:
        # The order was not changed here: that of the other transaction stands.
        first = [key for key in there if key in mine or key in added]
        kept = first + [key for key in kept if key not in there]
        added = []
    found = {**before, **there, **mine}
    return {**saved, "data": [found[key] for key in [*kept, *added]]}


def keyed(references) -> dict:
    """References to papers by what can be compared: the database and the object's id."""
    return {(item.database_name, item.oid): item for item in references}


def merged_dossier(old: dict, saved: dict, new: dict) -> dict:
    """The state of a draft of which both have only noted when it was changed.

    Anything else conflicts: a file must not slip into what is being filed.
    """
    if (changed(old, saved) | changed(old, new)) - {"changed"}:
        raise ConflictError
    return {**saved, "changed": max(saved["changed"], new["changed"])}


def changed(old: dict, new: dict) -> set[str]:
    """The names whose values differ."""
    missing = object()
    return {
        name
        for name in {*old, *new}
        if not same(old.get(name, missing), new.get(name, missing))
    }


def same(one, other) -> bool:
    if one is other:
        return True
    try:
        return bool(one == other)
    except ValueError:
        # References to different objects refuse to be compared.
        return False
