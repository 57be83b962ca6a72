"""What the history tells in words: who looked, as what, and what else is in it."""

from hanam.dvc.catalogue import lookup
from hanam.dvc.dossiers import states
from hanam.dvc.i18n import _
from hanam.dvc.rules.vietnamese import clock_time
from hanam.dvc.rules.vietnamese import short_date


READINGS = {
    "read.page": _("The dossier was opened"),
    "read.paper": _("A paper was opened"),
    "read.print": _("The receipt was printed"),
    "read.export": _("The dossier was in an exported list"),
    "read.reason": _("The reason for opening it was given"),
    "read.audit": _("The history was checked"),
    "read.person": _("The person was looked up at the counter"),
    "read.slip": _("The dossier stood on a printed list or label"),
}
OTHERS = {
    "rebuild": _("Register derived anew from the document"),
    "void": _("Number declared void"),
}
ROLES = {
    "clerk": _("Clerk of the one-stop office"),
    "officer": _("Officer"),
    "leader": _("Leader"),
    "supervisor": _("Supervisor"),
    "manager": _("Administrator of the portal"),
    "expert": _("Expert who was asked"),
}


def action(name: str):
    """What happened, as a message."""
    return READINGS.get(name) or OTHERS.get(name) or states.title_of(name)


def who(row, say) -> str:
    """For whom and as what somebody acted: "Sở Mẫu, Officer"; "" for no staff."""
    agency = lookup.title_of_agency(row.agency) if row.agency else ""
    role = say(ROLES[row.role]) if row.role in ROLES else row.role
    return ", ".join(filter(None, (agency, role)))


def at(moment) -> str:
    """ "09:00 06/9/2018" """
    return f"{clock_time(moment)} {short_date(moment.date())}"
