"""The kinds of fields: how each is read, shown again, and helped by a phone."""

from collections.abc import Callable
from dataclasses import dataclass
from hanam.dvc.filing import numbers
from hanam.dvc.filing import readers
from hanam.dvc.filing.formfield import FormField
from hanam.dvc.i18n import _


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind works.

    ``read`` and ``show`` see above; ``typed`` makes a stored value what a control holds.
    ``control`` names the macro of `templates/fields.pt`; ``inputmode`` is the keyboard of
    a phone, ``autocomplete`` what a browser may offer, ``hint`` an example below a label.
    """

    read: Callable
    show: Callable = str
    typed: Callable = str
    control: str = "line"
    inputmode: str = ""
    autocomplete: str = ""
    hint: str = ""
    spellcheck: bool = True


KINDS = {
    "text": Kind(readers.read_text),
    "multiline": Kind(readers.read_text, control="box"),
    "integer": Kind(readers.read_integer, readers.grouped, inputmode="numeric"),
    "number": Kind(
        readers.read_number,
        readers.show_number,
        readers.show_number,
        inputmode="decimal",
    ),
    "money": Kind(
        readers.read_money,
        readers.show_money,
        inputmode="numeric",
        hint=_("In đồng, for example 135.000"),
    ),
    "date": Kind(
        readers.read_date,
        readers.show_date,
        readers.show_date,
        inputmode="text",
        hint=_("Day/month/year, for example 31/8/2018"),
    ),
    "birth": Kind(
        readers.read_birth,
        readers.show_birth,
        readers.show_birth,
        inputmode="text",
        hint=_(
            "Day/month/year, for example 31/8/1985; the year where only it is known"
        ),
    ),
    "group": Kind(readers.read_text, control="group"),
    "address": Kind(readers.read_text, control="address"),
    "computed": Kind(readers.read_text, control="computed"),
    "heading": Kind(readers.read_text, control="heading"),
    "choice": Kind(readers.read_choice, control="choice"),
    "choices": Kind(readers.read_choice, control="choices"),
    "admin_unit": Kind(readers.read_choice, control="select"),
    "bool": Kind(readers.read_bool, control="tick"),
    "personal_id": Kind(
        numbers.read_personal_id,
        inputmode="numeric",
        hint=_("12 digits on the citizen card, or 9 on the older identity card"),
        spellcheck=False,
    ),
    "tax_code": Kind(
        numbers.read_tax_code,
        inputmode="numeric",
        hint=_("10 digits, a branch 13"),
        spellcheck=False,
    ),
    "phone": Kind(
        numbers.read_phone,
        numbers.show_phone,
        inputmode="tel",
        autocomplete="tel",
        hint=_("For example 0912 345 678"),
        spellcheck=False,
    ),
    "email": Kind(
        numbers.read_email, inputmode="email", autocomplete="email", spellcheck=False
    ),
}


def read(text: str, field: FormField):
    """The clean value of a normalised, non-empty text; raises `Invalid`."""
    return KINDS[field.kind].read(text, field)


def empty(field: FormField):
    """What stands for an answer that was not given."""
    return {"choices": [], "group": [], "bool": False}.get(field.kind)


def typed(text: str, field: FormField) -> str:
    """A stored text as a control holds it; what was invalid stays as it was typed."""
    return KINDS[field.kind].typed(text)


def show(text: str, field: FormField) -> str:
    """A stored text as a reader sees it."""
    if KINDS[field.kind].control in ("choice", "choices", "select"):
        return field.label_of(text)
    try:
        return KINDS[field.kind].show(text)
    except (ValueError, ArithmeticError):
        return text
