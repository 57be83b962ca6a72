"""Fictional people, papers and words for simulated dossiers.

Nobody exists: given names are words for "sample", serials of personal numbers and phone numbers
begin with zeros, houses have the number 0. The numbers still pass the rules of `rules.identity`.
"""

from functools import cache
from hanam.dvc.dossiers.intake import NewPaper
from hanam.dvc.filing import sample_paper
from hanam.dvc.rules import identity
from pathlib import Path

import json


DATA = Path(__file__).parent / "data" / "fiction.json"
PROVINCE = "035"
CENTURY = {("male", 19): 0, ("female", 19): 1, ("male", 20): 2, ("female", 20): 3}
BORN = range(1950, 2004)
SERIALS = 1000


@cache
def words() -> dict:
    """The lists that names, reasons and weights are taken from."""
    return json.loads(DATA.read_text(encoding="utf-8"))


@cache
def tax_codes() -> tuple[str, ...]:
    """Tax codes with a right check digit out of a row of zeros."""
    numbers = (f"0700000{serial:03}" for serial in range(SERIALS))
    return tuple(number for number in numbers if identity.tax_check(number))


@cache
def paper_file() -> bytes:
    """The one sheet that all simulated papers consist of."""
    return sample_paper.pdf("GIAY TO MAU - sample, not valid")


def citizen(dice) -> dict:
    """A citizen who does not exist, with a personal number of the right form."""
    sex = dice.choice(("male", "female"))
    year = dice.choice(BORN)
    name = " ".join(
        (
            dice.choice(words()["family"]),
            dice.choice(words()["middle"][sex]),
            dice.choice(words()["given"]),
        )
    )
    century = CENTURY[sex, year // 100]
    serial = dice.randrange(SERIALS)
    return {
        "kind": "citizen",
        "name": name,
        "id_number": f"{PROVINCE}{century}{year % 100:02}{serial:06}",
        "birth_date": f"{year}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}",
        "phone": phone(dice),
        "address": address(dice),
    }


def organisation(dice) -> dict:
    """An organisation that does not exist."""
    name = dice.choice(words()["organisations"])
    return {
        "kind": "organisation",
        "name": name.format(n=dice.randint(1, 99)),
        "tax_code": dice.choice(tax_codes()),
        "phone": phone(dice),
        "address": address(dice),
    }


def phone(dice) -> str:
    return f"0900000{dice.randrange(SERIALS):03}"


def address(dice) -> str:
    place = dice.choice(words()["places"])
    return words()["address"].format(n=dice.randint(1, 99), place=place)


def reason(dice, action: str) -> str:
    """Why something is done: ask, refuse, stop, withdraw, answer."""
    return dice.choice(words()[action])


def paper(component: str, sheets_only: bool = False) -> NewPaper:
    """A paper for a component: a file, or one original handed in over the counter."""
    if sheets_only:
        return NewPaper(component, originals=1)
    return NewPaper(component, f"{component or 'giay-to'}.pdf", "", paper_file())


def received(dossier) -> str:
    """Who received the result of a dossier: its applicant."""
    return words()["received"].format(name=dossier.applicant["name"])


def receipt(dossier) -> str:
    """The number of a receipt for money, made of the dossier's own."""
    return words()["receipt"].format(n=int(dossier.code.rsplit("-", 1)[1]))


def result(dice) -> dict:
    """A result without a file: number and text."""
    made = words()["result"]
    return {
        "number": made["number"].format(n=dice.randint(1, 999)),
        "text": made["text"],
    }
