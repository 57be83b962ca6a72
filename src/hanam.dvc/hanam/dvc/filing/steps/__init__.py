"""The steps of a filing, one page each, in the order of the path."""

from hanam.dvc.filing.steps.base import Step
from hanam.dvc.filing.steps.check import Check
from hanam.dvc.filing.steps.declared import Declared
from hanam.dvc.filing.steps.place import Place
from hanam.dvc.filing.steps.sheets import Sheets
from hanam.dvc.filing.steps.way import Way
from hanam.dvc.filing.steps.who import Who


ALL = (Who, Place, Declared, Sheets, Way, Check)


def steps_of(draft, procedure) -> list[Step]:
    """The steps that this draft needs."""
    found = (step(draft, procedure) for step in ALL)
    return [step for step in found if step.is_needed()]
