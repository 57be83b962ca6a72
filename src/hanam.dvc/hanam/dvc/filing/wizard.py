"""`/thu-tuc/<code>/nop-ho-so`: start a filing, and its steps, one page each."""

from functools import cached_property
from hanam.dvc.catalogue import levels
from hanam.dvc.catalogue import lookup
from hanam.dvc.dossiers import drafts
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers.errors import DossierError
from hanam.dvc.filing import gates
from hanam.dvc.filing import guard
from hanam.dvc.filing import receipt
from hanam.dvc.filing import row_buttons
from hanam.dvc.filing.drafting import people
from hanam.dvc.filing.drafting.leaving import Leaving
from hanam.dvc.filing.drafting.saving import AUTOSAVE
from hanam.dvc.filing.drafting.saving import Saving
from hanam.dvc.filing.drafting.starting import Starting
from hanam.dvc.filing.drafting.using import Using
from hanam.dvc.filing.drafting.words import STALE_FORM
from hanam.dvc.filing.formfield import Problem
from hanam.dvc.filing.page import template
from hanam.dvc.filing.shown import Shown
from hanam.dvc.filing.steps.place import Place
from hanam.dvc.filing.steps.sheets import Sheets
from hanam.dvc.filing.wording import from_dossiers

import transaction


class Wizard(Starting, Saving, Using, Leaving, Shown):
    """The path of one filing.

    Every POST saves what was sent, right or wrong, and answers with a redirect, so that
    going back, loading again and sending twice do no harm.
    """

    start_page = template("start")
    step_page = template("step")
    closed_page = template("closed")
    lost_page = template("lost")
    discard_page = template("discard")
    both_page = template("both")

    def __call__(self):
        guard.keep_private(self.request.response)
        self.mark = guard.ensure_mark(self.request)
        if not self.path:
            return self.begin()
        self.draft = drafts.get(self.path[0])
        if self.draft is None or not self.is_of_procedure():
            earlier = receipt.of_draft(self.path[0], self.request)
            return self.go(earlier) if earlier else self.lost()
        if not guard.is_mine(self.draft, self.request):
            return self.lost()
        if self.closed:
            return self.show_closed()
        step = next((step for step in self.steps if step.id == self.step_id), None)
        if step is None:
            return self.go(self.step_url(self.next_open()))
        self.step = step
        return self.post() if self.request.method == "POST" else self.show()

    # -- where we are

    @property
    def step_id(self) -> str:
        return self.path[1] if len(self.path) > 1 else ""

    @cached_property
    def closed(self) -> str:
        """Why nobody can file here online today: "closed", "offline" or ""."""
        if lookup.is_closed(self.context, moment.now().date()):
            return "closed"
        return "" if levels.is_online(self.context) else "offline"

    def is_of_procedure(self) -> bool:
        return self.draft.procedure_uid == self.context.UID()

    def next_open(self):
        """The first step not yet done without problems, else the last."""
        for step in self.steps:
            if not step.is_done or step.problems():
                return step
        return self.steps[-1]

    def neighbour(self, offset: int):
        """The step so many places on, or None."""
        at = self.number - 1 + offset
        return self.steps[at] if 0 <= at < len(self.steps) else None

    def show_closed(self):
        self.request.response.setStatus(410 if self.closed == "closed" else 200)
        return self.closed_page()

    def lost(self):
        """The draft is not there for this visitor; nothing typed is thrown away."""
        self.request.response.setStatus(404)
        return self.lost_page()

    # -- a step

    def show(self, problems=None):
        if problems is None:
            problems = self.step.problems() if self.step.is_done else []
        self.found = problems
        self.tell(problems)
        return self.step_page()

    def post(self):
        if self.request.getHeader(AUTOSAVE):
            return self.autosave()
        going = self.going
        problems, behind = self.keep()
        if not self.is_genuine():
            transaction.doom()
            return self.show([STALE_FORM])
        if going == "discard":
            return self.discard_page()
        if going == "discard-yes":
            drafts.discard(self.draft)
            return self.go(self.context.absolute_url())
        if behind:
            return self.show_both()
        Place(self.draft, self.context).settle()
        self.use_again()
        asked = self.resume_asked()
        if asked is not None:
            return asked
        if going == "file":
            return self.file(problems)
        if going != "stay":
            self.step.mark_done()
        self.note_sequence()
        drafts.touch(self.draft)
        if problems:
            # Files that were refused cannot be kept, so there is nothing to come back to.
            return self.show([*problems, *self.step.problems()])
        return self.go(self.after(going))

    @property
    def going(self) -> str:
        """Which button was pressed: next, back, stay, file, discard, discard-yes."""
        form = self.request.form
        staying = ("drop", "reuse", "resume", *self.step.staying)
        pressed = any(form.get(name) for name in staying)
        if pressed or row_buttons.pressed(self.request):
            return "stay"
        going = form.get("go")
        if going == "file" and self.step is not self.steps[-1]:
            return "next"
        known = ("back", "stay", "file", "discard", "discard-yes")
        return going if going in known else "next"

    def after(self, going: str) -> str:
        """Where a saved page leads."""
        if going == "back":
            return self.step_url(self.neighbour(-1) or self.step)
        if going == "stay" or self.step.problems():
            anchor = getattr(self.step, "anchor", "")
            return self.step_url(self.step) + (f"#{anchor}" if anchor else "")
        if all(step.is_done and not step.problems() for step in self.steps[:-1]):
            return self.step_url(self.steps[-1])
        return self.step_url(self.neighbour(1) or self.step)

    # -- the end

    def file(self, problems):
        """Hand the draft in; the second of two attempts finds the first one's receipt."""
        for step in self.steps[:-1]:
            step.mark_done()
        unready = [
            Problem(f"part-{step.id}", problem.message)
            for step in self.steps[:-1]
            for problem in step.problems()
        ]
        problems = [*unready, *problems, *self.step.unready(self.request)]
        if problems:
            drafts.touch(self.draft)
            return self.show(problems)
        for step in self.steps:
            step.clean()
        if not any(isinstance(step, Sheets) for step in self.steps):
            Sheets(self.draft, self.context).clean()
        if not self.draft.filed_by and guard.user_id():
            drafts.give_to(self.draft, guard.user_id())
        draft = self.draft
        try:
            filed = drafts.submit(self.draft, self.draft.getId())
        except DossierError as error:
            transaction.doom()
            return self.show(from_dossiers(error.problems))
        people.save(filed.dossier, filed.dossier.filed_by)
        gates.filed(draft, filed.dossier, self.request)
        return self.go(receipt.url_of(filed.code, filed.secret))
