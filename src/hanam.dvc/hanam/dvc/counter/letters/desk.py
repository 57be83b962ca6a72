"""`/mau-van-ban`: the Word templates of letters: uploaded, checked, tried, put in force.

    /mau-van-ban                              agencies and forms
    /mau-van-ban/<agency>/<form>              versions of one; agency `tinh` is the province
    /mau-van-ban/<agency>/<form>/<n>.docx     a version; `mac-dinh.docx` what comes with the portal
    /mau-van-ban/<agency>/nguoi-ky            who signs

A POST has ``go`` = ``upload``, ``try``, ``force`` or ``sign``.
"""

from hanam.dvc.catalogue.audit.desk import DeskEntry
from hanam.dvc.counter import typed
from hanam.dvc.counter.letters import answers
from hanam.dvc.counter.letters import trying
from hanam.dvc.counter.letters.issued import day_of
from hanam.dvc.counter.letters.shown import PATH
from hanam.dvc.counter.letters.shown import PERMISSION
from hanam.dvc.counter.letters.shown import PROVINCE
from hanam.dvc.counter.letters.shown import Shown
from hanam.dvc.counter.letters.shown import SIGNERS
from hanam.dvc.counter.letters.shown import TEMPLATED
from hanam.dvc.dossiers import actors
from hanam.dvc.dossiers import tools
from hanam.dvc.i18n import _
from hanam.dvc.letters import signers
from hanam.dvc.letters.kinds import kind_of
from hanam.dvc.letters.templates import defaults
from hanam.dvc.letters.templates import reading
from hanam.dvc.letters.templates import versions
from hanam.dvc.letters.templates.errors import BadTemplate
from hanam.dvc.paths import Below
from hanam.dvc.rules.vietnamese import short_date
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound

import transaction


DEFAULT = "mac-dinh.docx"
LONGEST = 200
ABOUT = _(
    "The Word files from which letters are made, for the province and each agency."
)
ENTRY = DeskEntry(_("Templates of letters"), ABOUT, PATH, 45, PERMISSION)
tools.declare(tools.Tool(PATH, ENTRY.title, ABOUT, ("Leader", "Manager")))


class Templates(Below, Shown):
    """See the module."""

    longest_path = 3
    list_page = ViewPageTemplateFile("templates/desk.pt")
    one_page = ViewPageTemplateFile("templates/template.pt")
    sign_page = ViewPageTemplateFile("templates/signers.pt")
    problems = ()
    faults = ()

    # -- ways

    @property
    def page_title(self):
        return self.kind.title if self.kind else ENTRY.title

    @property
    def crumbs(self) -> list[dict]:
        home = {"url": f"{self.portal_url}/{PATH}", "title": self.say(ENTRY.title)}
        return [home] if self.path else []

    def page(self):
        if not self.path:
            return self.list_page()
        place, name, rest = [*self.path, "", ""][:3]
        self.agency = "" if place == PROVINCE else place
        if not (self.edits_all if place == PROVINCE else place in self.own):
            raise NotFound(place)
        if name == SIGNERS and self.agency and not rest:
            return self.sign() if self.is_post else self.sign_page()
        if name not in TEMPLATED:
            raise NotFound(name)
        self.kind = kind_of(name)
        if rest:
            return self.download(rest)
        return self.post() if self.is_post else self.one_page()

    def download(self, name: str):
        """A version as it was uploaded, or the template that comes with the portal."""
        if name == DEFAULT:
            return answers.send(
                self.request, defaults.docx(self.kind), f"mau-{self.kind.id}", "docx"
            )
        version = self.version_of(name.removesuffix(".docx"))
        if version is None or not name.endswith(".docx"):
            raise NotFound(name)
        filename = f"mau-{self.kind.id}-{version.number}"
        return answers.send(self.request, version.data(), filename, "docx")

    def version_of(self, number: str):
        if not number.isdecimal():
            return None
        return versions.get(self.agency, self.kind.id, int(number))

    # -- changes

    def post(self):
        if not self.is_genuine():
            return self.again(
                _("This page was open for long. Press the button again."), 403
            )
        way = {"upload": self.upload, "try": self.attempt, "force": self.force}
        go = typed.text(self.request.form, "go")
        if go not in way:
            raise NotFound(go)
        return way[go]()

    @property
    def by(self) -> tuple[str, str]:
        user = api.user.get_current()
        return user.getId(), actors.name_of(user)

    def again(self, message, status: int = 400, field: str = ""):
        """The page once more with what is wrong; nothing is changed."""
        transaction.doom()
        self.request.response.setStatus(status)
        self.problems = [{"field": field, "message": self.say(message)}]
        return self.one_page()

    def upload(self):
        """Keep a template that passes every check; else name what is wrong and where."""
        upload = self.request.form.get("file")
        if not getattr(upload, "filename", ""):
            return self.again(_("Choose a Word file."), field="file")
        upload.seek(0)
        data, filename = upload.read(), upload.filename
        try:
            reading.check(data, filename, self.kind.id)
        except BadTemplate as error:
            self.faults = [
                {"message": self.say(fault.message), "place": fault.place}
                for fault in error.faults
            ]
            return self.again(
                _("The template was not kept: see what is wrong below."), field="file"
            )
        by, by_name = self.by
        version = versions.add(
            self.agency,
            self.kind.id,
            data,
            filename,
            by=by,
            by_name=by_name,
            note=typed.text(self.request.form, "note")[:LONGEST],
        )
        facts = {"number": version.number}
        self.tell(
            _(
                "Version ${number} is kept and has passed the check. Try it, then put it "
                "in force.",
                mapping=facts,
            )
        )
        return self.go(self.here)

    def attempt(self):
        """The letter of a sample, or of a dossier the reader may see, from a version."""
        number = typed.text(self.request.form, "number")
        code = typed.text(self.request.form, "code") if self.tells_of_one else ""
        template = self.template_of(number)
        if template is None:
            return self.again(_("There is no such version any more."), 409)
        made, problem = trying.fill(template, self.kind, self.agency, code)
        if problem:
            return self.again(problem, field=f"code-{number}")
        version = self.version_of(number)
        if version is not None:
            version.tried = (*version.tried[-9:], (code, self.now, self.by[1]))
        return answers.send(self.request, made, f"thu-mau-{self.kind.id}", "docx")

    def template_of(self, number: str) -> bytes | None:
        if number == "0":
            return defaults.docx(self.kind)
        version = self.version_of(number)
        return None if version is None else version.data()

    def force(self):
        """Put a version in force from a day on; number 0 gives the agency's own up."""
        number = typed.text(self.request.form, "number")
        day = day_of(self.request.form, "day") or self.now.date()
        if day < self.now.date():
            return self.again(
                _("Choose today or a later day: issued letters do not change."),
                field=f"day-{number}",
            )
        if not number.isdecimal():
            raise NotFound(number)
        try:
            versions.put_in_force(
                self.agency, self.kind.id, int(number), day, self.by, self.now
            )
        except versions.NotPassed:
            return self.again(_("There is no such version any more."), 409)
        self.tell(_("In force from ${day} on.", mapping={"day": short_date(day)}))
        return self.go(self.here)

    def sign(self):
        if not self.is_genuine():
            transaction.doom()
            self.request.response.setStatus(403)
            message = _("This page was open for long. Press the button again.")
            self.problems = [{"field": "", "message": self.say(message)}]
            return self.sign_page()
        form = self.request.form
        values = {key: typed.text(form, key)[:LONGEST] for key in signers.KEYS}
        if values["authority"] not in signers.AUTHORITIES:
            values["authority"] = ""
        signers.save(self.agency, **values)
        self.tell(_("Saved. The next letters bear this signature."))
        return self.go(self.here)
