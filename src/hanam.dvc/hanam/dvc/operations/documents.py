"""All filed dossiers as documents, shelf by shelf, without drafts."""

from hanam.dvc.dossiers import storage
from hanam.dvc.register import session
from hanam.dvc.register.model import DossierRow
from sqlalchemy import func
from sqlalchemy import select


CHUNK = 200


def places(portal):
    """(agency, month, codes) of every shelf, at most `CHUNK` codes at a time, in order."""
    root = portal[storage.ROOT]
    for agency in sorted(set(root.keys()) - {storage.DRAFTS}):
        shelf = root[agency]
        for month in sorted(shelf.keys()):
            codes = sorted(shelf[month].keys())
            for first in range(0, len(codes), CHUNK):
                yield agency, month, codes[first : first + CHUNK]


def on_shelf(portal, agency, month, codes) -> list:
    """The dossiers of these codes that are (still) there."""
    shelf = portal[storage.ROOT][agency][month]
    return [shelf[code] for code in codes if code in shelf]


def about() -> int:
    """About how many there are, for a progress bar: the rows of the register."""
    return session.session().scalar(select(func.count()).select_from(DossierRow))
