"""How long a filing takes, as far as it can be told."""

from hanam.dvc.catalogue import lookup
from hanam.dvc.filing import duration
from hanam.dvc.filing.answers import components
from hanam.dvc.filing.drafting import settings


def of_declaration(procedure) -> int:
    """What its designer says; else the sum of its questions."""
    return duration.minutes_of(lookup.declaration(procedure)) or 0


def of_step(step) -> int:
    """Minutes for a step that was not saved yet."""
    if step.id == "nguoi-nop":
        return settings.value("minutes_who")
    if step.id == "to-khai":
        return of_declaration(step.procedure)
    if step.id == "giay-to":
        return settings.value("minutes_paper") * len(step.components)
    return settings.value("minutes_check") if step.id == "kiem-tra" else 0


def in_all(procedure) -> int:
    """Minutes for the whole path."""
    papers = len(components(procedure, ""))
    return (
        settings.value("minutes_who")
        + of_declaration(procedure)
        + settings.value("minutes_paper") * papers
        + settings.value("minutes_check")
    )


def left(steps, current) -> int:
    """Minutes from the present step on, without what was answered before."""
    return sum(of_step(step) for step in steps if step is current or not step.is_done)
