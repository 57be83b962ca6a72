"""What holds a dossier up: parts of other agencies that are not done, opinions not given."""

from hanam.dvc.catalogue import lookup
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.rules import together
from hanam.dvc.rules.consulting import OpinionState
from hanam.dvc.rules.together import Leg
from hanam.dvc.rules.together import LegState


def numbers(text: str) -> tuple[int, ...]:
    """The numbers in a text with blanks between."""
    return tuple(int(no) for no in text.split())


def read(dossier) -> tuple[tuple[Leg, ...], dict[int, LegState]]:
    """The legs of a dossier, and how they stand, as the rules see them."""
    legs = tuple(
        Leg(leg["no"], numbers(leg["after"]), leg["place"], together.limit_of(leg))
        for leg in dossier.legs
    )
    return legs, {leg["no"]: LegState(leg["outcome"]) for leg in dossier.legs}


def asked(dossier) -> list[dict]:
    """The opinions that are still waited for."""
    return [one for one in dossier.opinions if one["state"] == OpinionState.ASKED]


def problems(dossier, action: str) -> list[Problem]:
    """Why a dossier cannot be finished, or leave its present step, yet."""
    if action not in ("finish", "next_step"):
        return []
    found = []
    legs, states = read(dossier)
    place = dossier.step - 1 if action == "next_step" else None
    left = together.unsettled(legs, states, place)
    if left:
        names = {
            lookup.title_of_agency(leg["agency"]) if leg["agency"] else leg["title"]: 1
            for leg in dossier.legs
            if leg["no"] in left
        }
        found.append(Problem("legs.left", "", {"agencies": ", ".join(names)}))
    if action == "finish" and (open_ones := asked(dossier)):
        names = {name_of(one): 1 for one in open_ones}
        found.append(Problem("opinions.left", "", {"names": ", ".join(names)}))
    return found


def name_of(opinion) -> str:
    """Who is asked, as the agency's staff call them."""
    if opinion["name"]:
        return opinion["name"]
    return lookup.title_of_agency(opinion["agency"])
