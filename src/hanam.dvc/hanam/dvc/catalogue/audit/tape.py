"""The red tape of procedures: `rules.red_tape` over what the catalogue knows."""

from dataclasses import dataclass
from hanam.dvc.catalogue.audit import settings
from hanam.dvc.catalogue.audit.records import Record
from hanam.dvc.catalogue.audit.settings import Held
from hanam.dvc.rules.levels import LevelFacts
from hanam.dvc.rules.red_tape import Burden
from hanam.dvc.rules.red_tape import holder_of
from hanam.dvc.rules.red_tape import is_form
from hanam.dvc.rules.red_tape import Paper


@dataclass(frozen=True)
class Lists:
    """What the province says about papers: kinds the state has, first words of forms."""

    held: tuple[Held, ...]
    form_words: tuple[str, ...]

    @property
    def kinds(self) -> list[tuple[str, tuple[str, ...]]]:
        return [(kind.key, kind.phrases) for kind in self.held]

    def title_of(self, title: str) -> str:
        """What the kind of paper is called that a folded title names; empty if none."""
        key = holder_of(title, self.kinds)
        return next((kind.title for kind in self.held if kind.key == key), "")


def lists() -> Lists:
    """Those of the settings."""
    return Lists(settings.held_papers(), settings.form_words())


def paper_of(row, known: Lists) -> Paper:
    """A paper out of (folded title, has a form, ``held`` of its row, case)."""
    title, has_form, held, _case = row
    if has_form or is_form(title, known.form_words):
        return Paper(form=True)
    if held:
        return Paper(held=held == "yes")
    return Paper(held=bool(holder_of(title, known.kinds)))


def asked_rows(papers) -> list:
    """The rows of the case that asks for most; all rows where there are no cases."""
    cases = {row[3] for row in papers if row[3]} or {""}
    each = [[row for row in papers if row[3] in ("", case)] for case in sorted(cases)]
    return max(each, key=len)


def papers_of(papers, known: Lists) -> tuple[Paper, ...]:
    return tuple(paper_of(row, known) for row in asked_rows(papers))


def burden_of(record: Record, facts: LevelFacts, known: Lists) -> Burden:
    """What a procedure asks of whoever files it, in its hardest case."""
    audit = record.audit
    return Burden(
        papers=papers_of(audit["papers"], known),
        form_minutes=audit["minutes"],
        channels=audit["channels"] or ("counter",),
        has_fee=facts.has_fee,
        online_payment=facts.online_payment,
        sends_result=facts.result_online or facts.result_by_post,
        same_day=audit["same_day"],
    )
