"""The answer to a request for papers, gathered in several rounds before it is sent.

What is gathered lies in ``dossier.pending``: the agency does not see it, the clock does not run
from it. A file that cannot be taken keeps none of the others out.
"""

from hanam.dvc.catalogue import settings
from hanam.dvc.dossiers import facts
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import sheets
from hanam.dvc.filing import serial
from hanam.dvc.filing import uploads
from hanam.dvc.filing.formfield import Problem
from hanam.dvc.filing.guard import user_id
from hanam.dvc.filing.wording import told


DROP = "drop-"


def slots(dossier) -> list[dict]:
    """The components to which papers may be added: {key, name, title}."""
    procedure = facts.procedure_of(dossier)
    return [] if procedure is None else serial.slots(procedure, dossier.case)


def note_of(dossier) -> str:
    """The words kept with what is gathered."""
    return getattr(dossier.pending, "note", "")


def keep(dossier, request, note: str) -> list[Problem]:
    """Keep the files and words of a form; returns what is wrong with single files."""
    limits, known = settings.limits(), {}
    names = {"papers": ""}
    for slot in slots(dossier):
        names[slot["name"]] = slot["key"]
        known[slot["key"]] = slot["title"]
    problems = []
    for name, component in names.items():
        for upload in uploads.files_in(request, name):
            paper = uploads.as_paper(upload, component, limits)
            if is_there(dossier, paper):
                continue
            made, wrong = sheets.read(
                [*dossier.pending, paper],
                limits,
                known,
                added=moment.now(),
                added_by=user_id(),
                asked=dossier.rounds,
            )
            if wrong:
                problems.extend(Problem(name, told(problem)) for problem in wrong)
                continue
            sheets.store(made[-1:])
            dossier.pending.append(made[-1])
    if note != note_of(dossier):
        dossier.pending.note = note
    return problems


def is_there(dossier, paper) -> bool:
    """Whether a file lies there already: a page loaded or sent again."""
    return any(
        earlier.component == paper.component
        and earlier.file is not None
        and earlier.size == len(paper.data)
        and earlier.file.data == paper.data
        for earlier in dossier.pending
    )


def drop(dossier, name: str) -> None:
    """Take a file out of what is gathered."""
    dossier.pending.discard(name)
