"""`docs/who-may-do-what.md`, written from the one table of duties."""

from gettext import GNUTranslations
from hanam.dvc.counter.words import ROLES
from hanam.dvc.dossiers import states as flow
from hanam.dvc.dossiers.permissions import OF_ACTION
from hanam.dvc.dossiers.tracks import words
from hanam.dvc.i18n import _
from hanam.dvc.rules import duties
from hanam.dvc.rules.states import Actor
from hanam.dvc.rules.states import CODES
from hanam.dvc.rules.states import State
from pathlib import Path
from pythongettext.msgfmt import Msgfmt

import os


PACKAGE = Path(__file__).parents[1]
FILE = "docs/who-may-do-what.md"
HEAD = """# Who may do what

Written by `bin/dvc roles` from the table `rules/duties.py`; a test holds this page equal to it, the
permissions and the workflow. Change the table, not this page.

A role is held at an agency, through the groups `<agency>.clerk`, `<agency>.officer`, `<agency>.leader`:
on the dossiers of another agency it is nothing, and such a dossier is not there for who asks. The
applicant acts on their own dossiers, with their account or with the secret of the receipt. Supervisors
see figures and lists without personal data; the administrator (`Manager`) sees every dossier after giving
a reason, and decides none.

Each action is refused with a sentence that says what is missing and what to do. Nothing is overwritten:
who acts on what somebody else has changed since is told so (409), and what they typed is kept.
"""
STEP = {
    duties.Step.FREE: "",
    duties.Step.HOLDER: "role of the present step, or a leader",
    duties.Step.LAST: "last step; before it a leader with a reason",
}
ACTORS = {Actor.APPLICANT: _("The applicant"), **ROLES}


def write(top: Path | None = None) -> Path:
    """Write the page below the folder of the project; its path."""
    path = (top or Path(os.environ["DVC_HOME"])) / FILE
    path.write_text(page(), encoding="utf-8")
    return path


def page() -> str:
    """The page as Markdown."""
    say = vietnamese()
    parts = [
        HEAD,
        "## Roles\n",
        table(("role", "Vietnamese"), [(str(a), say(ACTORS[a])) for a in Actor]),
        "## States\n",
        table(("state", "code", "Vietnamese"), states(say)),
        "## Actions that change the state\n",
        table(COLUMNS, [line(duty, say) for duty in duties.BUSINESS]),
        "## Work that leaves the state as it is\n",
        table(COLUMNS, [line(duty, say) for duty in duties.WORK]),
        "## Money, hand-over and national portal\n",
        "Moved by hand; what moves by itself stands in [tracks](tracks.md).\n",
        table(MOVES, [move(duty, say) for duty in duties.TRACKS]),
        "## Parts, opinions and results of a dossier\n",
        table(PARTS, [part(row, say) for row in duties.PARTS]),
        "Entered in the history by the portal itself:\n",
        ", ".join(say(flow.title_of(name)) for name in duties.BY_ITSELF) + ".\n",
        "## By state\n",
        table(("state", *(str(actor) for actor in Actor)), by_state()),
    ]
    return "\n".join(parts)


COLUMNS = (
    "action", "Vietnamese", "who", "in states", "needs", "step of the plan", "also",
    "permission",
)  # fmt: skip
PARTS = ("action", "Vietnamese", "who", "in states", "needs", "also")
MOVES = ("track", "from", "to", "Vietnamese", "who", "in states", "needs")


def line(duty, say) -> tuple:
    """One action that is no move of a track."""
    once = ["once"] if duty.once else []
    return (
        f"`{duty.action}`",
        say(flow.title_of(duty.action)),
        listed(duty.actors, Actor),
        listed(duty.states, State),
        ", ".join(duty.needs),
        STEP[duty.step],
        "; ".join([*once, *filter(None, [duty.rule])]),
        OF_ACTION.get(duty.action, "").removeprefix("hanam.dvc: "),
    )


def move(duty, say) -> tuple:
    """One move of a track by hand."""
    return (
        duty.action,
        ", ".join(sorted(duty.sources)),
        duty.target,
        say(words.title_of(duty.action, duty.target)),
        listed(duty.actors, Actor),
        listed(duty.states, State),
        ", ".join(duty.needs),
    )


def part(row, say) -> tuple:
    """One action on something inside a dossier."""
    return (
        f"`{row.action}`",
        say(flow.title_of(row.action)),
        row.who,
        listed(row.states, State),
        ", ".join(row.needs),
        row.rule,
    )


def states(say) -> list[tuple]:
    return [(str(s), str(CODES[s] or ""), say(flow.TITLES[s])) for s in State]


def by_state() -> list[tuple]:
    """What each role may do in each state."""
    rows = []
    for state in State:
        cells = [
            ", ".join(
                dict.fromkeys(
                    duty.action
                    for duty in duties.DUTIES
                    if state in duty.states and actor in duty.actors
                )
            )
            for actor in Actor
        ]
        rows.append((str(state), *cells))
    return rows


def listed(found, kind) -> str:
    """Values of an enumeration in its order."""
    if kind is State and len(found) == len(State) - 1 and State.DRAFT not in found:
        return "all but draft"
    return ", ".join(str(value) for value in kind if value in found)


def table(head, rows) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"|{'|'.join(cell(text) for text in row)}|\n" for row in lines)


def cell(text: str) -> str:
    return f" {text} " if text else " "


def vietnamese():
    """A function from a message to its Vietnamese, read from the catalogues of the rooms."""
    found = {}
    for path in sorted(PACKAGE.glob("**/locales/vi/LC_MESSAGES/hanam.dvc.po")):
        with path.open("rb") as source:
            compiled = GNUTranslations(Msgfmt(source).getAsFile())
        found |= {key: text for key, text in compiled._catalog.items() if key}

    def say(message) -> str:
        return found[str(message)]

    return say
