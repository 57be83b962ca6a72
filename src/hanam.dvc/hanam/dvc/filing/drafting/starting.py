"""The first page: what is there already, what can be used again, and the new draft."""

from functools import cached_property
from hanam.dvc.dossiers import drafts
from hanam.dvc.filing import carried
from hanam.dvc.filing import guard
from hanam.dvc.filing import prefill
from hanam.dvc.filing.drafting import earlier
from hanam.dvc.filing.drafting import handed
from hanam.dvc.filing.drafting import practice
from hanam.dvc.filing.drafting import reuse
from hanam.dvc.filing.drafting import shared
from hanam.dvc.filing.drafting.words import STALE_FORM
from hanam.dvc.filing.drafting.words import when
from hanam.dvc.filing.steps.place import Place


class Starting:
    """The part of the wizard before there is a draft."""

    def begin(self):
        if self.closed:
            return self.show_closed()
        if self.request.method != "POST":
            return self.start_page()
        if not self.is_genuine():
            self.tell([STALE_FORM])
            return self.start_page()
        token = self.handed_token
        given = handed.take(token, self.context) if token else None
        if token and given is None:
            return self.start_page()
        shared.choose(self.request)
        self.draft = drafts.create(
            self.context, guard.user_id(), practice=self.practice_class
        )
        if not self.draft.filed_by:
            self.draft.guest = guard.digest(self.mark)
            guard.remember(self.request, self.draft.getId())
        self.put_in(given)
        Place(self.draft, self.context).settle()
        drafts.touch(self.draft)
        # What was put in may have changed which steps there are.
        self.__dict__.pop("steps", None)
        return self.go(self.step_url(self.next_open()))

    def put_in(self, given) -> None:
        """What is known, asked for or carried along goes into the new draft."""
        prefill.fill(self.draft)
        dossier = self.asked_again()
        if dossier is not None:
            reuse.fill(self.draft, dossier, self.context, self.steps)
        elif self.draft.practice and self.request.form.get("sample") == "1":
            practice.fill(self.draft, self.context, self.steps)
        elif given is not None:
            handed.fill(self.draft, given, self.context)
        elif self.is_from_link:
            handed.fill_from_link(self.draft, self.request, self.context)
        else:
            carried.put_in(self.request, self.steps)

    # -- what a template reads

    @cached_property
    def last(self):
        """The visitor's last dossier under this procedure, or None."""
        if self.is_practice:
            return None
        return earlier.last_of(self.context, self.request)

    def asked_again(self):
        """The earlier dossier that the visitor wants to use again, or None."""
        code = self.request.form.get("reuse")
        if not isinstance(code, str) or not code or self.is_practice:
            return None
        found = earlier.mine(code, self.request)
        same = found is not None and found.procedure_uid == self.context.UID()
        return found if same else None

    def last_words(self) -> dict | None:
        """The earlier dossier as {code, day, owner, papers}."""
        if self.last is None:
            return None
        draft = Again(self.last)
        offered = reuse.sheets_offered(draft, self.context, [self.last])
        return {
            "code": self.last.code,
            "day": when(self.last.filed),
            "owner": self.last.owner["name"],
            "papers": len(offered),
        }

    def unfinished(self) -> list[dict]:
        """Drafts of this procedure that the visitor has begun: {url, saved}."""
        return [
            {"url": f"{self.url}/{draft.getId()}", "saved": when(draft.changed)}
            for draft in guard.drafts_of(self.request)
            if draft.procedure_uid == self.context.UID()
            and draft.practice == self.is_practice
        ]

    # -- practice

    @property
    def is_practice(self) -> bool:
        """Whether the filing is for practice: asked for here, or said by the draft."""
        if self.draft is not None:
            return self.draft.practice
        return self.request.form.get("lam-thu") == "1"

    @property
    def practice_class(self) -> str | None:
        """The code of the class to practise in ("" for none); None for a real filing."""
        return practice.class_of(self.request) if self.is_practice else None

    # -- what another page or system hands over

    @property
    def handed_token(self) -> str:
        """The token of a filing prepared by another system, or ""."""
        value = self.request.form.get("tu")
        return value if isinstance(value, str) else ""

    @cached_property
    def handed_state(self) -> str:
        """ "open" or "gone" of the filing prepared elsewhere; "" where there is none."""
        if not self.handed_token:
            return ""
        return "open" if handed.is_open(self.handed_token, self.context) else "gone"

    @property
    def is_from_link(self) -> bool:
        """Whether the address of the page, not a form of ours, brought the answers."""
        form = self.request.form
        return self.request.method == "GET" or form.get("from") == "link"

    @cached_property
    def link(self) -> handed.Linked:
        """What the link to this page wants to put in."""
        return handed.read_link(self.request, self.context)


class Again:
    """An earlier dossier seen as the draft it would become, with nothing in it yet."""

    def __init__(self, dossier):
        self.applicant, self.owner = dossier.applicant, dossier.owner
        self.answers = {"for": "other" if dossier.is_for_another() else "self"}
        self.case, self.relation = dossier.case, dossier.relation
        self.papers = type(dossier.papers)()
