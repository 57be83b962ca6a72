"""The slots of a draft, for a phone."""

from hanam.dvc.dossiers import drafts
from hanam.dvc.dossiers import facts
from hanam.dvc.dossiers.handoff import holders
from hanam.dvc.filing.steps.sheets import Sheets


class DraftSlots:
    """See `holders.Slots`."""

    def __init__(self, draft):
        self.holder = draft
        self.added_by = draft.filed_by
        self.step = Sheets(draft, facts.procedure_of(draft))

    def rows(self) -> list[dict]:
        return self.step.components

    def known(self) -> dict[str, str]:
        return self.step.known()

    def touch(self) -> None:
        drafts.touch(self.holder)


def find(name: str) -> DraftSlots | None:
    draft = drafts.get(name)
    return None if draft is None else DraftSlots(draft)


holders.register(find)
