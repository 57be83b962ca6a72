"""The same work on many dossiers, in the background, each by itself and as who ordered it.

declare(Job("shelf", _("Put on a shelf"), put_on_shelf, asks=(Field("shelf", _("Shelf")),)))
job = put("shelf", codes, {"shelf": "A3"}, user)   # in the request's transaction
"""

from hanam.dvc.counter.jobs.kinds import declare
from hanam.dvc.counter.jobs.kinds import Field
from hanam.dvc.counter.jobs.kinds import Job
from hanam.dvc.counter.jobs.ordering import put


__all__ = ["Field", "Job", "declare", "put"]
