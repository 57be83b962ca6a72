"""Numbers of people and organisations: the rules read them, the catalogue has the words."""

from hanam.dvc.catalogue.identity import message
from hanam.dvc.filing.formfield import FormField
from hanam.dvc.filing.formfield import Invalid
from hanam.dvc.rules import identity


def reader(rule):
    """A reader of a kind that follows ``rule`` of `rules.identity`."""

    def read(text: str, field: FormField) -> str:
        try:
            return rule(text)
        except identity.Invalid as error:
            raise Invalid(message(error)) from None

    return read


def any_identity(text: str) -> str:
    """A personal number, or a passport's where a letter begins it."""
    if text[:1].isalpha():
        return identity.passport(text, foreign=True)
    return identity.personal_id(text)


read_personal_id = reader(any_identity)
read_tax_code = reader(lambda text: identity.tax_code(text, personal=True))
read_phone = reader(identity.phone)
read_email = reader(identity.email)


def show_phone(value: str) -> str:
    """0912345678 as ``0912 345 678``; other numbers as they are."""
    if len(value) == 10 and value.isdigit():
        return f"{value[:4]} {value[4:7]} {value[7:]}"
    return value
