"""Numbers that identify people and organisations, and how to reach them.

Each function takes what a person typed, with its blanks, dots and hyphens, and gives
the normal form, or raises ``Invalid``. A reserved number proves nothing about the
person: only its form is checked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hanam.dvc.rules.frozen import FrozenMap
from typing import Literal

import re


FILLING = re.compile(r"[\s.\-()\u2010-\u2015\u00a0]+")
CCCD_LENGTH = 12
CMND_LENGTH = 9
LAST_PROVINCE = 96
# Births registered abroad carry the code of the country (TT 07/2016/TT-BCA art. 7).
COUNTRIES = range(101, 400)
# Century of birth by half of the fourth digit; even is male, odd is female
# (NĐ 137/2015 art. 13). Nobody of the 22nd century files yet.
FIRST_CENTURY = 1900
CENTURIES = 2
TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
TAX_LENGTH = 10
BRANCH_LENGTH = 3
EMAIL_LONGEST = 254
LOCAL_LONGEST = 64
PASSPORT = re.compile(r"[A-Z][0-9]{7,8}")
FOREIGN_PASSPORT = re.compile(r"(?=.*[0-9])[A-Z0-9]{5,20}")
EMAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)


class Invalid(ValueError):
    """Not such a number: ``code`` is a stable key, ``facts`` its values. The facts
    never hold what was typed."""

    def __init__(self, code: str, facts: Mapping[str, str | int] | None = None) -> None:
        self.code = code
        self.facts: dict[str, str | int] = dict(facts or {})
        super().__init__(code, self.facts)


@dataclass(frozen=True, slots=True)
class CccdFacts:
    """What a 12-digit personal number says: the code of the province where the birth
    was registered ("035"; of the country, from "101", for a birth abroad), the sex and
    the year of birth."""

    province: str
    sex: Literal["male", "female"]
    birth_year: int


def digits(text: str, kind: str) -> str:
    """The digits alone. ``Invalid`` "<kind>_empty", "<kind>_digits"."""
    bare = FILLING.sub("", text)
    if not bare:
        raise Invalid(f"{kind}_empty")
    if not (bare.isascii() and bare.isdigit()):
        raise Invalid(f"{kind}_digits")
    return bare


def personal_id(
    text: str, birth_year: int | None = None, today: date | None = None
) -> str:
    """A CCCD (12 digits) or a CMND (9 digits).

    With ``birth_year`` the number must be of that year; with ``today`` it must not be
    of a year to come. ``Invalid``: personal_id_empty, personal_id_digits, cccd_length
    {expected, given}, cccd_province {given}, cccd_century {given}, cccd_birth_year
    {expected, given}, cccd_future {given}.
    """
    bare = digits(text, "personal_id")
    if len(bare) == CMND_LENGTH:
        return bare
    facts = cccd_facts(bare)
    if birth_year is not None and facts.birth_year != birth_year:
        raise Invalid(
            "cccd_birth_year", {"expected": birth_year, "given": facts.birth_year}
        )
    if today is not None and facts.birth_year > today.year:
        raise Invalid("cccd_future", {"given": facts.birth_year})
    return bare


def cccd_facts(text: str) -> CccdFacts:
    """What the number says; ``Invalid`` as ``personal_id``, a CMND included."""
    bare = digits(text, "personal_id")
    if len(bare) != CCCD_LENGTH:
        raise Invalid("cccd_length", {"expected": CCCD_LENGTH, "given": len(bare)})
    place = int(bare[:3])
    if not (1 <= place <= LAST_PROVINCE or place in COUNTRIES):
        raise Invalid("cccd_province", {"given": bare[:3]})
    century, female = divmod(int(bare[3]), 2)
    if century >= CENTURIES:
        raise Invalid("cccd_century", {"given": int(bare[3])})
    year = FIRST_CENTURY + 100 * century + int(bare[4:6])
    return CccdFacts(bare[:3], "female" if female else "male", year)


def passport(text: str, foreign: bool = False) -> str:
    """A Vietnamese passport: a letter and 7 or 8 digits; a foreign one is 5 to 20
    letters and digits. ``Invalid``: passport_empty, passport_form."""
    bare = FILLING.sub("", text).upper()
    if not bare:
        raise Invalid("passport_empty")
    if not (FOREIGN_PASSPORT if foreign else PASSPORT).fullmatch(bare):
        raise Invalid("passport_form")
    return bare


def tax_code(text: str, personal: bool = False) -> str:
    """A tax code (MST): 10 digits, or 13 for a branch, written ``0100109106-001``.

    ``personal`` also takes the 12-digit personal number that is the tax code of people
    and households since 01/7/2025. ``Invalid``: tax_code_empty, tax_code_digits,
    tax_code_length {expected, given}, tax_code_check, tax_code_branch, and those of
    ``cccd_facts``.
    """
    bare = digits(text, "tax_code")
    if personal and len(bare) == CCCD_LENGTH:
        cccd_facts(bare)
        return bare
    if len(bare) not in (TAX_LENGTH, TAX_LENGTH + BRANCH_LENGTH):
        raise Invalid("tax_code_length", {"expected": TAX_LENGTH, "given": len(bare)})
    number, branch = bare[:TAX_LENGTH], bare[TAX_LENGTH:]
    if not tax_check(number):
        raise Invalid("tax_code_check")
    if branch and not int(branch):
        raise Invalid("tax_code_branch")
    return f"{number}-{branch}" if branch else number


def tax_check(number: str) -> bool:
    """Whether the tenth digit fits the nine before it. A weighted sum that 11 divides
    would ask for the digit 10: such a number is never issued (TT 105/2020, annex 1)."""
    total = sum(
        weight * int(digit) for weight, digit in zip(TAX_WEIGHTS, number, strict=False)
    )
    return 10 - total % 11 == int(number[-1])


MOBILE = re.compile(r"0[35789][0-9]{8}")
LANDLINE = re.compile(r"02[0-9]{9}")
# Mobile prefixes of 11-digit numbers and what they became between 15/9 and 14/11/2018.
MODERN_PREFIXES: Mapping[str, str] = FrozenMap(
    {
        **{f"016{n}": f"03{n}" for n in range(2, 10)},
        "0120": "070",
        "0121": "079",
        "0122": "077",
        "0126": "076",
        "0128": "078",
        "0123": "083",
        "0124": "084",
        "0125": "085",
        "0127": "081",
        "0129": "082",
        "0186": "056",
        "0188": "058",
        "0199": "059",
    }
)
OLD_LENGTH = 11


def phone(text: str) -> str:
    """A phone number of Vietnam as dialled at home, digits only.

    Mobile of 10 digits, mobile of 11 digits as before 14/11/2018, landline of 11;
    ``+84``, ``0084`` and ``84`` are understood. ``Invalid``: phone_empty,
    phone_digits, phone_form {given: number of digits}.
    """
    bare = FILLING.sub("", text)
    for country in ("+84", "0084", "84"):
        if bare.startswith(country) and len(bare) > len(country):
            bare = "0" + bare.removeprefix(country).removeprefix("0")
            break
    bare = digits(bare, "phone")
    old = len(bare) == OLD_LENGTH and bare[:4] in MODERN_PREFIXES
    if not (old or MOBILE.fullmatch(bare) or LANDLINE.fullmatch(bare)):
        raise Invalid("phone_form", {"given": len(bare)})
    return bare


def modern_phone(text: str) -> str:
    """``phone`` with an 11-digit mobile number brought to its form since 2018, so that
    one person's numbers are equal."""
    bare = phone(text)
    if len(bare) == OLD_LENGTH and bare[:4] in MODERN_PREFIXES:
        return MODERN_PREFIXES[bare[:4]] + bare[4:]
    return bare


def email(text: str) -> str:
    """An address with the domain in small letters. ``Invalid``: email_empty,
    email_form."""
    bare = text.strip()
    if not bare:
        raise Invalid("email_empty")
    local, _, domain = bare.rpartition("@")
    if len(bare) > EMAIL_LONGEST or len(local) > LOCAL_LONGEST:
        raise Invalid("email_form")
    if not EMAIL.fullmatch(bare):
        raise Invalid("email_form")
    return f"{local}@{domain.lower()}"
