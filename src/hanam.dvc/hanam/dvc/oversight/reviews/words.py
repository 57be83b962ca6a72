"""The words for conditions of online levels: what is asked, what to do, who does it."""

from dataclasses import dataclass
from hanam.dvc.i18n import _


@dataclass(frozen=True, slots=True)
class Words:
    """Messages: ``title`` the condition when it is met, ``todo`` what to do where it is
    not, ``who`` whose work that is; ``measure`` the work as a measure for many."""

    title: str
    todo: str
    who: str
    measure: str


CONDITIONS = {
    "information": Words(
        _("All published elements are there"),
        _("Fill in what is missing."),
        _("Editor of the catalogue, with the agency"),
        _("Complete the information"),
    ),
    "forms": Words(
        _("Every form can be downloaded"),
        _("Add each form as a file, or give its address."),
        _("Editor of the catalogue"),
        _("Add the forms that are missing"),
    ),
    "online_form": Words(
        _("There is a declaration to fill in online"),
        _("Make a declaration with the questions of the paper form."),
        _("Editor of the catalogue, with the agency's officer"),
        _("Make online declarations"),
    ),
    "channel": Words(
        _("It is open for filing online"),
        _("Decide to receive it online and tick the way of filing."),
        _("Head of the agency that resolves it"),
        _("Open for filing online"),
    ),
    "online_payment": Words(
        _("Its fee can be paid online"),
        _("Have its fee taken online."),
        _("Department of finance, with the bank"),
        _("Take fees online"),
    ),
    "result": Words(
        _("There is a way to receive the result"),
        _("Offer the result by post, online or at an agency."),
        _("Head of the agency that resolves it"),
        _("Give the result by post or online"),
    ),
}
LATER = {
    "information": _("Information only"),
    "partial": _("Partly online"),
    "full": _("Fully online"),
}
