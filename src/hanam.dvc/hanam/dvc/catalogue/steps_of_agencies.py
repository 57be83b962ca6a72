"""Who a step of a plan may be given to, beside the agency that resolves the dossier."""

from hanam.dvc.catalogue import lookup
from hanam.dvc.i18n import _


RECEIVING = "@receiving"
# By where the owner of the dossier lives.
DISTRICT, COMMUNE = "@district", "@commune"
SPECIAL = (
    (RECEIVING, _("The unit that received the dossier")),
    (COMMUNE, _("The commune where the owner lives")),
    (DISTRICT, _("The district where the owner lives")),
)


def agencies() -> tuple:
    """(value, title) of all that a step can be given to; empty: the resolving agency."""
    found = [(one.getId(), lookup.name_of(one)) for one in lookup.agencies()]
    return (("", _("The agency that resolves")), *SPECIAL, *found)


def resolve(value: str, *, unit: str, commune: str, day) -> str:
    """The slug of the agency that a row names, for a dossier received by ``unit`` whose owner
    lives in ``commune`` (GSO code or empty); "" where that is not known."""
    if value == RECEIVING:
        return unit
    if not value.startswith("@"):
        return value if lookup.agency(value) is not None else ""
    home = _home(commune, day)
    if home is None:
        return ""
    return home.getId() if value == COMMUNE else home.parent or ""


def _home(commune: str, day):
    """The commune's agency of a GSO code on a day, or None."""
    if not commune:
        return None
    found = lookup.agencies("commune", day)
    return next((one for one in found if one.gso_code == commune), None)
