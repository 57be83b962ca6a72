"""What can be missing in a procedure: the elements of NĐ 63/2010 art. 8.2, and what makes
an online service of it."""

from dataclasses import dataclass
from hanam.dvc.i18n import _


MUST, SHOULD, COULD = "must", "should", "could"
SEVERITIES = {
    MUST: _("Must be there"),
    SHOULD: _("Should be there"),
    COULD: _("Would help"),
}


@dataclass(frozen=True, slots=True)
class Gap:
    """``title`` is a message that names the gap; ``field`` the place in the edit form, empty
    where the gap is closed elsewhere. ``severity`` unless the settings say otherwise."""

    title: str
    severity: str
    field: str = ""


GAPS = {
    "how_steps": Gap(_("Order of steps is missing"), MUST, "how_steps"),
    "channels": Gap(_("Ways of filing are missing"), MUST, "channels"),
    "papers": Gap(_("Papers of the dossier are missing"), MUST, "papers"),
    "limits": Gap(_("Time limit is missing"), MUST, "limits"),
    "subjects": Gap(_("Who may file is missing"), MUST, "subjects"),
    "agencies": Gap(_("Agency that resolves it is missing"), MUST, "agencies"),
    "legal_basis": Gap(_("Legal basis is missing"), MUST, "legal_basis"),
    "expired": Gap(_("Published although no longer in force"), MUST, "effective_to"),
    "level": Gap(_("Declared level is above what is offered"), MUST, "declared_level"),
    "declaration": Gap(_("Filed online, but without a declaration"), MUST),
    "empty_declaration": Gap(_("The declaration asks nothing"), MUST),
    "forms": Gap(_("A form it names cannot be downloaded"), MUST, "papers"),
    "code": Gap(_("National code is missing"), SHOULD, "code"),
    "sector": Gap(_("Sector is missing"), SHOULD, "sector"),
    "results": Gap(_("Result is missing"), SHOULD, "results"),
    "fees": Gap(
        _("Fees are missing; say so where it is free of charge"), SHOULD, "fees"
    ),
    "plan": Gap(_("Step plan is missing"), SHOULD, "plan"),
    "effective_from": Gap(
        _("Day it comes into force is missing"), SHOULD, "effective_from"
    ),
    "expiring": Gap(_("Ends within a month"), SHOULD, "effective_to"),
    "unnamed_form": Gap(
        _("A declaration among its papers has no form"), SHOULD, "papers"
    ),
    "limit_words": Gap(
        _("A time limit is in words only; no due day can be computed"), SHOULD, "limits"
    ),
    "raw": Gap(_("Text of an import waits to be put in order"), SHOULD, "raw"),
    "fee_words": Gap(_("A fee is in words only"), COULD, "fees"),
    "guide": Gap(_("No guide explains it"), COULD),
    "decision": Gap(_("Publication decision is missing"), COULD, "decision"),
    "synonyms": Gap(_("What citizens call it is missing"), COULD, "synonyms"),
    "unpublished": Gap(_("Not published"), COULD),
}
