"""What the pages of a filing show: progress, saved state, what was typed, summaries."""

from functools import cached_property
from hanam.dvc.catalogue import lookup
from hanam.dvc.dossiers import moment
from hanam.dvc.filing import carried
from hanam.dvc.filing import controls
from hanam.dvc.filing import declaration
from hanam.dvc.filing import duration
from hanam.dvc.filing import gates
from hanam.dvc.filing import guard
from hanam.dvc.filing import hiding
from hanam.dvc.filing.answers import components
from hanam.dvc.filing.confirming.gate import was_stated
from hanam.dvc.filing.drafting.words import when
from hanam.dvc.filing.formfield import FormField
from hanam.dvc.filing.page import Page
from hanam.dvc.filing.page import template
from hanam.dvc.filing.steps import steps_of
from hanam.dvc.i18n import _
from hanam.dvc.spoken import decimal
from urllib.parse import quote
from zlib import crc32


STATEMENT = FormField(
    "statement",
    "bool",
    _("I confirm that what I declare is true and that I answer for it before the law."),
    required=True,
)
KILO = 1024


class Shown(Page):
    """The part of the wizard that its templates read."""

    step_parts = template("steps")
    step = None
    draft = None

    # -- where we are

    @property
    def url(self) -> str:
        return f"{self.context.absolute_url()}/nop-ho-so"

    def step_url(self, step) -> str:
        return f"{self.url}/{self.draft.getId()}/{step.id}"

    @cached_property
    def steps(self):
        return steps_of(self.draft, self.context)

    @property
    def number(self) -> int:
        """The place of this step on the path, from 1."""
        return self.steps.index(self.step) + 1

    @property
    def page_title(self):
        if self.step is None:
            return self.context.title
        wrong = f"{self.say(_('Error'))}: " if self.problems else ""
        return f"{wrong}{self.progress} ({self.draft_words}) – {self.context.title}"

    @property
    def progress(self) -> str:
        """ "Step 2 of 5: Declaration" in the reader's language."""
        return self.say(
            _(
                "Step ${number} of ${total}: ${title}",
                mapping={
                    "number": self.number,
                    "total": len(self.steps),
                    "title": self.say(self.step.title),
                },
            )
        )

    @property
    def saved_at(self) -> str:
        return when(self.draft.changed)

    @property
    def saved_words(self) -> str:
        """ "Saved at 09:14 · not filed" in the reader's language."""
        words = _("Saved at ${time} · not filed", mapping={"time": self.saved_at})
        if self.draft.practice:
            words = _(
                "Saved at ${time} · practice, never filed",
                mapping={"time": self.saved_at},
            )
        return self.say(words)

    @property
    def crumbs(self):
        return [
            {"url": f"{self.portal_url}/thu-tuc", "title": self.say(_("Procedures"))},
            {"url": self.context.absolute_url(), "title": self.context.title},
        ]

    # -- the first page

    @property
    def is_guest(self) -> bool:
        return not guard.user_id()

    @property
    def login_url(self) -> str:
        """The login form, which leads back to the start of this filing."""
        return f"{self.portal_url}/login?came_from={quote(self.url, safe='')}"

    def papers_needed(self) -> list[dict]:
        return components(self.context, "")

    def agencies(self) -> list:
        """Where the procedure can be filed on paper; at most a few."""
        return lookup.agencies_of(self.context, moment.now().date())[:8]

    def minutes(self) -> int | None:
        """How long the declaration takes, where its designer has said so."""
        return duration.minutes_of(lookup.declaration(self.context))

    # -- what was typed before a page was lost

    def carried(self) -> list[dict]:
        """Hidden fields with what was typed on a page whose draft could not be opened.

        The address of a page brings nothing here: see `drafting.handed`.
        """
        if self.is_from_link:
            return []
        return carried.fields_of(self.request)

    def typed_rows(self) -> list[dict]:
        return carried.shown(self.request, self.context)

    # -- a step

    def part(self):
        """The macro with the controls of the step."""
        return self.step_parts.macros[self.step.template]

    @property
    def default_go(self) -> str:
        """What the enter key does: never file, never leave a search."""
        return "next" if self.step.enter_goes_on else "stay"

    @property
    def sought(self) -> str:
        """The name of an agency somebody looks for."""
        value = self.request.form.get("place.q", "")
        return value[:100] if isinstance(value, str) else ""

    @property
    def conditions_url(self) -> str:
        """The style sheet for the conditions of the declaration, if it has any."""
        digest = getattr(self.draft, "declaration", "")
        sheet = declared_conditions(self.context, digest)
        if self.step.id != "to-khai" or not sheet:
            return ""
        version = f"v={crc32(sheet.encode())}&b={digest}"
        return f"{self.context.absolute_url()}/@@to-khai.css?{version}"

    def size(self, size: int) -> str:
        """A file's size for a reader: "340 KB", "1,5 MB"."""
        if size < KILO * KILO:
            return f"{max(round(size / KILO), 1)} KB"
        return decimal(f"{size / KILO / KILO:.1f} MB")

    # -- the last page

    def statement(self, problems):
        ticked = self.request.form.get("check.statement") or was_stated(self.draft)
        typed = {"statement": ticked}
        return controls.controls((STATEMENT,), typed, "check", problems)

    def gates(self) -> list:
        """What has to be passed on the last page (`filing.gates`) and is drawn there."""
        found = gates.gates(self.draft, self.request)
        return [gate for gate in found if gate.macro is not None]

    def summaries(self) -> list[dict]:
        """The steps before this one with what they hold."""
        return [
            {
                "id": f"part-{step.id}",
                "title": step.title,
                "url": self.step_url(step),
                "blocks": blocks(step.summary()),
                "problems": step.problems(),
            }
            for step in self.steps[:-1]
        ]


def blocks(rows) -> list[dict]:
    """Rows of a summary under the headings among them."""
    found = [{"title": "", "rows": []}]
    for row in rows:
        if "title" in row:
            found.append({"title": row["title"], "rows": []})
        else:
            found[-1]["rows"].append(row)
    return [block for block in found if block["rows"]]


def declared_conditions(procedure, digest: str = "") -> str:
    """The style sheet of the conditions in a procedure's declaration, in the version kept
    under ``digest``."""
    form = lookup.declaration(procedure)
    return "" if form is None else hiding.sheet(declaration.fields_of(form, digest))


class ConditionsSheet(Page):
    """`<procedure>/@@to-khai.css`: hides what the other answers do not call for; ``b`` is
    the digest of the declaration's version."""

    def __call__(self):
        response = self.request.response
        response.setHeader("Content-Type", "text/css; charset=utf-8")
        response.setHeader("Cache-Control", "public, max-age=31536000")
        digest = self.request.form.get("b", "")
        return declared_conditions(
            self.context, digest if isinstance(digest, str) else ""
        )
