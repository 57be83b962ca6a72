"""Long files made in the background, as who asked for them; they lie ready for that person.

declare(Export("book", title, read, make))                     # by the part whose file it is
put("book", {"agency": "so-mau", "format": "xlsx"}, user)      # in the request's transaction
"""

from hanam.dvc.counter.exports.kinds import declare
from hanam.dvc.counter.exports.kinds import Export
from hanam.dvc.counter.exports.ordering import put


__all__ = ["Export", "declare", "put"]
