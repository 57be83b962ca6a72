"""Time passes for opinions that nobody has given: a reminder, then what silence means."""

from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import locks
from hanam.dvc.dossiers.together import opinions
from hanam.dvc.register import together
from hanam.dvc.rules import consulting
from hanam.dvc.rules.consulting import OpinionState


def pass_time(portal, now) -> None:
    """Look after all opinions whose moment has come; called by the worker."""
    # Their rows are forgotten when the register is opened for writing.
    for code, no in [(row.code, row.no) for row in together.to_remind(now)]:
        pass_time_of(code, no, now)


def pass_time_of(code: str, no: int, now) -> bool:
    """Remind of an opinion, or say what silence means, if it is time; whether it was."""
    dossier = access.find(code)
    if dossier is None or no > len(dossier.opinions):
        return False
    opinion = dossier.opinions[no - 1]
    if opinion["state"] != OpinionState.ASKED:
        return False
    current, row = locks.lock(dossier)
    if now > opinion["due"]:
        state = consulting.after_silence(consulting.Silence(opinion["silence"]))
        opinion = opinions.change(dossier, no, state=str(state), remind=None)
        action = f"opinion_{state}"
    elif opinion["remind"] is not None and opinion["remind"] <= now:
        opinion = opinions.change(dossier, no, remind=None)
        action = "opinion_remind"
    else:
        return False
    opinions.tell(dossier, action, opinion, now, ("", ""))
    opinions.go_on(dossier, now)
    locks.save(current, row, dossier)
    return True
