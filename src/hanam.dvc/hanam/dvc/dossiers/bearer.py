"""Who holds the secret of a dossier is its applicant: of this dossier, for this moment."""

from AccessControl.users import SimpleUser
from Acquisition import aq_base
from hanam.dvc.acting import acting_as


class Bearer(SimpleUser):
    """A guest who may do what the applicant may, on one dossier and nowhere else."""

    def __init__(self, dossier):
        super().__init__("Anonymous User", "", ("Anonymous",), [])
        self._dossier = aq_base(dossier)

    def getId(self):
        return None

    def getRolesInContext(self, object):  # noqa: A002 (Zope calls it so)
        return ["Anonymous", "Applicant"] if self.is_about(object) else ["Anonymous"]

    def allowed(self, object, object_roles=None):  # noqa: A002 (Zope calls it so)
        if object_roles is None or "Anonymous" in object_roles:
            return 1
        return int("Applicant" in object_roles and self.is_about(object))

    def is_about(self, context) -> bool:
        """Whether this is the dossier whose secret is held."""
        # Read from here the dossier is wrapped: users are acquisition-aware.
        return aq_base(context) is aq_base(self._dossier)


def holding(dossier):
    """Act as the bearer of the dossier's secret; afterwards as before."""
    return acting_as(Bearer(dossier))
