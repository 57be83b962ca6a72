"""Forms bound to the browser of a guest or to a user, and the pages that show them."""

from dataclasses import dataclass
from functools import cached_property
from hanam.dvc.i18n import _
from hanam.dvc.identity import browser
from pathlib import Path
from plone import api
from plone.protect.authenticator import createToken
from Products.CMFCore.utils import getToolByName
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import quote
from zlib import crc32
from zope.component import getMultiAdapter
from zope.i18n import translate

import transaction


STATIC = Path(__file__).parent / "static"
VERSION = f"{crc32(b''.join(path.read_bytes() for path in sorted(STATIC.iterdir()))):x}"
OLD_FORM = _("This page was open for long. Please press the button once more.")


def template(name: str) -> ViewPageTemplateFile:
    """A template of this room."""
    return ViewPageTemplateFile(str(Path(__file__).parent / "templates" / f"{name}.pt"))


def user_id() -> str:
    """The id of the signed-in user, "" for a guest."""
    return "" if api.user.is_anonymous() else api.user.get_current().getId()


def token(request) -> str:
    """The hidden field that proves a form to be ours; see `is_genuine`."""
    value = createToken("" if user_id() else browser.mark_of(request))
    return f'<input type="hidden" name="_authenticator" value="{value}" />'


def is_genuine(context, request) -> bool:
    """Whether a form came by POST from a page of ours, shown to this visitor."""
    if request.method != "POST":
        return False
    mark = browser.mark_of(request)
    if not user_id() and not mark:
        return False
    authenticator = getMultiAdapter((context, request), name="authenticator")
    return authenticator.verify(extra="" if user_id() else mark)


def keep_private(response) -> None:
    """Headers of a page that only this visitor may see."""
    response.setHeader("Cache-Control", "private, no-store")
    response.setHeader("Referrer-Policy", "no-referrer")
    response.setHeader("X-Robots-Tag", "noindex")


@dataclass(slots=True)
class Field:
    """A control: ``kind`` is the type of an input, or ``code`` or ``tick``."""

    name: str
    label: str
    hint: str = ""
    kind: str = "text"
    value: str = ""
    autocomplete: str = ""
    inputmode: str = ""
    required: bool = True
    error: str = ""

    @property
    def type(self) -> str:
        return "text" if self.kind == "code" else self.kind

    @property
    def css(self) -> str:
        return "form-control dvc-code" if self.kind == "code" else "form-control"

    @property
    def described_by(self) -> str:
        parts = [("hint", self.hint), ("error", self.error)]
        return " ".join(f"{self.name}-{part}" for part, there in parts if there)


@dataclass(slots=True)
class Button:
    """A button named ``go``; the first one of a page is what the enter key presses."""

    go: str
    label: str
    look: str = "btn btn-link"


def code_field() -> Field:
    """Where a code is typed; phones offer it by themselves."""
    return Field(
        "code",
        _("Confirmation code"),
        _("6 digits. Do not tell anybody the code."),
        kind="code",
        autocomplete="one-time-code",
        inputmode="numeric",
    )


class FormPage(BrowserView):
    """A page with one form: a few fields and buttons, drawn by `templates/form.pt`."""

    index = template("form")
    page_title = ""
    name = ""
    # The banner needs no second link to the login.
    is_error = True
    problems: tuple = ()

    def __call__(self):
        keep_private(self.request.response)
        self.update()
        if self.request.method == "POST":
            if not is_genuine(self.context, self.request):
                return self.again("", OLD_FORM)
            return self.post()
        browser.ensure_mark(self.request)
        return self.get()

    def update(self) -> None:
        """Read what is under way."""

    def get(self):
        return self.index()

    def post(self):
        raise NotImplementedError

    # -- what the template reads

    heading = ""
    lead = ""
    note = ""

    def fields(self) -> list[Field]:
        return []

    def buttons(self) -> list[Button]:
        return []

    def links(self) -> list[dict]:
        """Below the form: {url, label}."""
        return []

    def shown_fields(self) -> list[Field]:
        found = self.fields()
        for field in found:
            field.error = self.error(field.name)
            if field.kind in ("text", "email", "tel") and not field.value:
                field.value = self.typed(field.name)
        return found

    def error(self, name: str):
        return next((p["message"] for p in self.problems if p["field"] == name), "")

    static_version = VERSION

    @property
    def macros(self):
        """The macro that draws fields."""
        return template("field").macros

    @property
    def static_url(self) -> str:
        return f"{self.portal_url}/++resource++dvc-identity"

    @cached_property
    def portal_url(self) -> str:
        return api.portal.get().absolute_url()

    @property
    def url(self) -> str:
        return f"{self.portal_url}/{self.name}"

    def token(self) -> str:
        return token(self.request)

    def say(self, message) -> str:
        return translate(message, context=self.request)

    # -- what the handlers need

    def typed(self, name: str, longest: int = 300) -> str:
        """A text of the form; "" where there is none."""
        found = self.request.form.get(name, "")
        return found.strip()[:longest] if isinstance(found, str) else ""

    def secret(self, name: str) -> str:
        """A password of the form, just as it was typed."""
        found = self.request.form.get(name, "")
        return found if isinstance(found, str) else ""

    @property
    def going(self) -> str:
        return self.typed("go", 30)

    def again(self, field: str, message, status: int = 400):
        """The page once more with what is wrong; nothing else is changed."""
        transaction.doom()
        self.request.response.setStatus(status)
        self.problems = ({"field": field, "message": message},)
        return self.index()

    def go(self, url: str):
        self.request.response.redirect(url, status=303)
        return ""

    @property
    def back(self) -> str:
        """Where the visitor came from, inside the portal; "" for nowhere."""
        return inside(self.context, self.typed("came_from", 2000))

    def with_back(self, name: str) -> str:
        """The address of another page of this room that leads back there too."""
        url = f"{self.portal_url}/{name}"
        back = self.back
        return f"{url}?came_from={quote(back, safe='')}" if back else url


def inside(context, url: str) -> str:
    """An address where it lies in the portal, else "": nobody is led away."""
    if not url or any(ord(sign) < 33 for sign in url) or "\\" in url:
        return ""
    return url if getToolByName(context, "portal_url").isURLInPortal(url) else ""
