"""``/thu-tuc/tu-dong-nghia``: groups of synonyms and quiet words, with a preview."""

from functools import cached_property
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import synonyms
from hanam.dvc.catalogue.interfaces import IMissed
from hanam.dvc.catalogue.views.page import Page
from hanam.dvc.catalogue.wording import changes
from hanam.dvc.i18n import _
from pathlib import Path
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from Products.statusmessages.interfaces import IStatusMessage
from zope.component import getMultiAdapter
from zope.component import queryUtility


TEMPLATE = Path(__file__).parent / "templates" / "synonyms.pt"
LONGEST = 200
RECENT = 10
EXAMPLES = (
    "gplx = giấy phép lái xe = bằng lái xe",
    "karaoke > an ninh, trật tự; thành lập hộ kinh doanh",
)


class Synonyms(Page):
    """Shows what is kept; ``go=preview`` shows what a change does, ``go=save`` keeps it.

    Nothing typed is lost: with a mistake, or when somebody else saved in between, the
    page comes again with what was typed.
    """

    template = ViewPageTemplateFile(str(TEMPLATE))
    page_title = _("Synonyms")
    examples = EXAMPLES
    guest_cache = 0

    def __call__(self):
        self.problems: list[dict] = []
        self.changes = None
        self.conflict = False
        if self.request.get("REQUEST_METHOD") == "POST":
            return self.post()
        return self.template()

    def post(self):
        if not self.genuine:
            return self.again(
                403,
                _("This form is too old or was sent from elsewhere. Send it again."),
            )
        found, problems = synonyms.understood(self.groups, self.quiet)
        self.problems = [self.problem(item) for item in problems]
        saves = self.request.form.get("go") == "save"
        self.conflict = saves and self.request.form.get("digest") != synonyms.digest()
        if self.problems or self.conflict or not saves:
            # What is saved needs no look at what it changes.
            self.changes = changes.between(
                synonyms.thesaurus(), found, [self.trial, *self.recent]
            )
        if self.problems:
            self.conflict = False
            return self.again(400)
        if not saves:
            return self.template()
        if self.conflict:
            return self.again(409)
        message = _("Saved. Search follows from the next question on.")
        if not synonyms.store(found):
            message = _("Nothing was changed.")
        IStatusMessage(self.request).add(message, "info")
        self.request.response.redirect(self.url, status=303)
        return ""

    def again(self, status: int, message=None):
        if message is not None:
            self.problems = [{"field": "", "message": message}]
        self.request.response.setStatus(status)
        return self.template()

    def problem(self, item) -> dict:
        message = item.message
        if item.line:
            words = {"line": item.line, "text": self.say(item.message)}
            message = _("Line ${line}: ${text}", mapping=words)
        return {"field": item.field, "message": message}

    @property
    def genuine(self) -> bool:
        pair = self.context, self.request
        return getMultiAdapter(pair, name="authenticator").verify()

    # -- what the page shows

    @property
    def crumbs(self):
        return [self.crumb(lookup.PROCEDURES)]

    @property
    def url(self) -> str:
        return f"{self.context.absolute_url()}/tu-dong-nghia"

    def typed(self, name: str) -> str | None:
        value = self.request.form.get(name)
        return value if isinstance(value, str) else None

    @cached_property
    def groups(self) -> str:
        """The lines as typed; else as kept, with a new one for ``?them=``."""
        typed = self.typed("groups")
        if typed is not None:
            return typed.replace("\r\n", "\n")
        text = synonyms.lines(synonyms.thesaurus())
        added = " ".join((self.typed("them") or "").split())[:LONGEST]
        return f"{added} = \n{text}" if added else text

    @cached_property
    def quiet(self) -> str:
        typed = self.typed("quiet")
        return ", ".join(synonyms.thesaurus().quiet) if typed is None else typed

    @cached_property
    def trial(self) -> str:
        return (self.typed("trial") or self.typed("them") or "").strip()[:LONGEST]

    @property
    def digest(self) -> str:
        """What the form was made of; after a conflict that of what is kept now."""
        typed = self.typed("digest")
        return synonyms.digest() if typed is None or self.conflict else typed

    @cached_property
    def recent(self) -> list[str]:
        """Questions that were answered badly of late, where they are counted."""
        missed = queryUtility(IMissed)
        return [] if missed is None else missed.recent(RECENT)

    def place_url(self, place) -> str:
        return self.request.physicalPathToURL(place.url)

    def invalid(self, name: str):
        """For ``aria-invalid``."""
        wrong = any(problem["field"] == name for problem in self.problems)
        return "true" if wrong else None
