"""Prove that the register is what the documents say, both ways.

Both stores are committed together but not by one system: a process killed between the two
leaves one ahead of the other. This finds it, `rebuild` repairs it.
"""

from hanam.dvc.dossiers import rows
from hanam.dvc.operations import documents
from hanam.dvc.operations import ledgers
from hanam.dvc.operations.compare import Difference
from hanam.dvc.operations.compare import Held
from hanam.dvc.register.terms import terms_of

import transaction


def verify(portal, progress=None) -> list[Difference]:
    """Every difference between documents and register; an empty list if there is none.

    May run beside a portal at work: what differs is looked at a second time, since a dossier
    can change between the two readings. `progress(done, total)` counts documents.
    """
    found = look(portal, progress)
    if not found:
        return []
    transaction.begin()
    again = look(portal, None)
    return [difference for difference in again if difference in set(found)]


def look(portal, progress) -> list[Difference]:
    """One comparison of everything."""
    found, known, terms = [], set(), {}
    total = documents.about() if progress is not None else None
    for agency, month, codes in documents.places(portal):
        held = Held(codes)
        for dossier in documents.on_shelf(portal, agency, month, codes):
            code = dossier.code
            known.add(code)
            found += held.differences(dossier)
            values = rows.values_of(dossier)
            terms[code] = ledgers.term_sums(values["agency"], code, terms_of(values))
        forget(portal, held)
        if progress is not None:
            progress(len(known), max(total, len(known)))
    lost = ledgers.codes_of_rows() - known
    found += [Difference("row without document", code) for code in sorted(lost)]
    found += ledgers.number_differences(known)
    found += ledgers.key_differences(known)
    found += ledgers.term_differences(terms)
    found += ledgers.tally_differences()
    return found


def forget(portal, held) -> None:
    """Let go of what was read, so that a large portal fits into memory."""
    portal._p_jar.cacheGC()
    held.rows.clear()
