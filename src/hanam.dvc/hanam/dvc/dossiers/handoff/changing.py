"""What can be done to the papers of a draft beside adding: a name and a value of the form.

remove  <paper>            take it out
turn    <paper>:left       a photo by a quarter; also :right
up      <paper>            before the one above it
join    <component>        the photos of the slot into one PDF, in their order
split   <paper>            such a PDF into its photos again
"""

from hanam.dvc.catalogue import settings
from hanam.dvc.dossiers import drafts
from hanam.dvc.dossiers import fitness
from hanam.dvc.dossiers import joining
from hanam.dvc.dossiers import kinds
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import paper_settings
from hanam.dvc.dossiers.content import Paper
from hanam.dvc.dossiers.content import Papers
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.dossiers.fitness import megabytes
from hanam.dvc.dossiers.inspection import pictures
from hanam.dvc.dossiers.inspection.errors import Unfit
from hanam.dvc.dossiers.scanning import held
from hashlib import sha256


PICTURES = ("image/jpeg", "image/png")
PDF = "application/pdf"
QUARTERS = {"left": 270, "right": 90}


def perform(draft, form, touch=drafts.touch) -> list[Problem]:
    """Do what the form asks for; nothing happens for papers that are not there.

    ``touch`` notes that the draft, or whatever has the slots, has changed.
    """
    for name, change in CHANGES.items():
        value = form.get(name)
        if isinstance(value, str) and value:
            problems = change(draft, value) or []
            if not problems:
                touch(draft)
            return problems
    return []


def remove(draft, paper_id: str) -> None:
    draft.papers.discard(paper_id)


def is_picture(paper) -> bool:
    """Whether the photo can be turned and joined."""
    return paper.content_type in PICTURES and paper.file is not None


def turn(draft, value: str) -> list[Problem]:
    """Turn a photo by a quarter; always made from what was sent, so that it stays sharp."""
    paper_id, _colon, way = value.partition(":")
    paper = draft.papers.get(paper_id)
    if paper is None or not is_picture(paper) or way not in QUARTERS:
        return []
    degrees = (getattr(paper, "turn", 0) + QUARTERS[way]) % 360
    source = getattr(paper, "original", None) or paper.file
    try:
        data = pictures.turn(
            source.data, paper.content_type, degrees, paper_settings.rules()
        )
    except Unfit as error:
        return [problem_of(error.code, paper, **error.facts)]
    paper.original = source
    paper.turn = degrees
    paper.fill(data)
    return []


def up(draft, paper_id: str) -> None:
    """Move a paper before the one above it in its slot."""
    paper = draft.papers.get(paper_id)
    if paper is None:
        return
    slot = draft.papers.of(paper.component)
    place = slot.index(paper)
    if place == 0:
        return
    found = list(draft.papers)
    here, there = found.index(paper), found.index(slot[place - 1])
    found[here], found[there] = found[there], found[here]
    draft.papers[:] = found


def join(draft, component: str) -> list[Problem]:
    """Make one PDF of the photos in a slot."""
    slot = [paper for paper in draft.papers.of(component) if is_picture(paper)]
    if len(slot) < 2:
        return []
    limits = settings.limits()
    try:
        data = joining.pdf_of([(paper.file.data, paper.content_type) for paper in slot])
    except Unfit as error:
        return [problem_of(error.code, slot[0])]
    if len(data) > limits.file_size:
        return [problem_of("paper.joined", slot[0], most=megabytes(limits.file_size))]
    first = slot[0]
    made = Paper(
        component,
        first.title,
        moment.now(),
        added_by=first.added_by,
        filename=kinds.safe_name(f"{first.title[:80]}.pdf"),
        content_type=PDF,
    )
    made.fill(data)
    made.digest = sha256(data).hexdigest()
    made.scan = scan_of(slot)
    made.parts = Papers(slot)
    replace(draft, slot, [made])
    held.note(draft)
    return []


def scan_of(papers) -> str:
    """What is known of a file made of others: as much as of the one least known."""
    states = [paper.scan for paper in papers]
    for state in (fitness.HELD, fitness.UNSCANNED):
        if state in states:
            return state
    return fitness.CLEAN


def split(draft, paper_id: str) -> None:
    """Take a PDF apart that was joined here."""
    paper = draft.papers.get(paper_id)
    parts = list(getattr(paper, "parts", ()))
    if parts:
        replace(draft, [paper], parts)
        held.note(draft)


def replace(draft, old, new) -> None:
    """Put papers into the place of others."""
    found = list(draft.papers)
    at = found.index(old[0])
    found[at:at] = new
    draft.papers[:] = [paper for paper in found if paper not in old]


def problem_of(code: str, paper, **facts) -> Problem:
    return Problem(code, f"papers.{paper.component}", {"name": paper.filename} | facts)


CHANGES = {"remove": remove, "turn": turn, "up": up, "join": join, "split": split}
