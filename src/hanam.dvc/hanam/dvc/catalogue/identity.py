"""What a reader is told when a number or an address is not right."""

from hanam.dvc.i18n import _
from hanam.dvc.rules.identity import Invalid


MESSAGES = {
    "personal_id_empty": _("Enter the personal number."),
    "personal_id_digits": _("A personal number has digits only."),
    "cccd_length": _(
        "A personal number has ${expected} digits (an old identity card 9); you "
        "entered ${given}."
    ),
    "cccd_province": _("No personal number begins with ${given}. Check the number."),
    "cccd_century": _("The fourth digit cannot be ${given}. Check the number."),
    "cccd_birth_year": _(
        "This number belongs to a person born in ${given}, not in ${expected}. Check "
        "the number and the date of birth."
    ),
    "cccd_future": _(
        "This number belongs to a person born in ${given}. Check the number."
    ),
    "passport_empty": _("Enter the passport number."),
    "passport_form": _("A passport number is a letter and 7 or 8 digits."),
    "tax_code_empty": _("Enter the tax code."),
    "tax_code_digits": _("A tax code has digits only."),
    "tax_code_length": _(
        "A tax code has ${expected} digits (a branch 13); you entered ${given}."
    ),
    "tax_code_check": _("No such tax code is issued. Check each digit."),
    "tax_code_branch": _("The branch of a tax code is a number from 001 to 999."),
    "phone_empty": _("Enter the phone number."),
    "phone_digits": _("A phone number has digits only."),
    "phone_form": _(
        "A phone number has 10 digits and begins with 0 (a landline 11); you entered "
        "${given}."
    ),
    "email_empty": _("Enter the e-mail address."),
    "email_form": _("An e-mail address looks like ten@example.vn."),
}


def message(error: Invalid):
    """The message for an `Invalid` of `rules.identity`."""
    return _(MESSAGES[error.code], mapping=error.facts)
