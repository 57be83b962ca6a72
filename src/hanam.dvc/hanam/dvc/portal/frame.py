"""What stands around each page: banner, menu, person, footer; cheap for every request."""

from AccessControl import getSecurityManager
from functools import cached_property
from hanam.dvc.catalogue.access import PERMISSION
from hanam.dvc.catalogue.lookup import title_of_agency
from hanam.dvc.i18n import _
from hanam.dvc.portal import colours
from hanam.dvc.portal import emblem
from hanam.dvc.portal.headers import seconds_for_guests
from hanam.dvc.portal.settings import setting
from hashlib import sha256
from pathlib import Path
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from Products.statusmessages.interfaces import IStatusMessage
from urllib.parse import parse_qsl
from urllib.parse import quote
from urllib.parse import urlencode
from zope.component.hooks import getSite
from zope.i18n import translate


MENU = (
    ("thu-tuc", _("Procedures")),
    ("tra-cuu", _("Track a dossier")),
    ("huong-dan", _("Guides")),
    ("tin-tuc", _("News")),
    ("thong-ke", _("Figures")),
)
# Named only where somebody has made the page.
SUPPORT_POINTS = ("diem-ho-tro", _("Support points"))
# Standing pages, shown with their own titles where somebody has made them.
FOOTER = (
    "gioi-thieu",
    "quyet-dinh",
    "tro-giup",
    "hoi-dap",
    "bao-chi",
    "lien-he",
    "gop-y",
    "kha-nang-tiep-can",
    "quyen-rieng-tu",
)
OPEN_DATA = ("du-lieu", _("Open data"))
ABOUT = "gioi-thieu"
SITE_MAP = ("so-do", _("Site map"))
STAFF_MENU = (
    ("viec", _("Work")),
    ("tiep-nhan", _("Reception")),
    ("thong-ke", _("Figures")),
    ("cong-cu", _("Tools")),
)
# For those who keep the catalogue or watch over it.
DESK = ("danh-muc", _("Catalogue"))
LANGUAGES = (("vi", "Tiếng Việt"), ("en", "English"))
STAFF_ROLES = {"Supervisor", "Manager", "Site Administrator"}
EDITING_ROLES = {"Editor", "Contributor", "Reviewer", "Manager", "Site Administrator"}
FONT = "5.3.0"
FONTS = tuple(
    f"be-vietnam-pro-{subset}-{weight}-normal.woff2"
    for weight in (400, 600)
    for subset in ("latin", "vietnamese")
)
DESCRIPTION = _(
    "Public services of the province: look up a procedure, file online, track a dossier."
)
# As in `static/dvc.css`.
BAND = "#9b1c1c"
OFFICE_SUFFIXES = (".clerk", ".officer", ".leader")


def digest(package: Path) -> str:
    """Eight hex digits that change when a file in any room's ``static/`` does."""
    total = sha256()
    for path in sorted(package.glob("*/static/**/*.*")):
        total.update(path.read_bytes())
    return total.hexdigest()[:8]


VERSION = digest(Path(__file__).parent.parent)


class Macros:
    """The macros of several templates in `templates/frame/`, by name."""

    def __init__(self, *names: str):
        self.templates = [
            ViewPageTemplateFile(f"templates/frame/{name}.pt") for name in names
        ]

    def __getitem__(self, name: str):
        for template in self.templates:
            try:
                return template.macros[name]
            except KeyError:
                continue
        raise KeyError(name)


class Frame(BrowserView):
    """The macros of `templates/frame/` and the facts they show.

    A page uses it by name: ``metal:use-macro="context/@@frame/macros/public"``.
    """

    macros = Macros("public", "staff", "head", "banner", "footer", "parts")
    version = VERSION
    setting = staticmethod(setting)

    @cached_property
    def portal_url(self) -> str:
        return getSite().absolute_url()

    @cached_property
    def static_url(self) -> str:
        """Where the files in `static/` are served."""
        return f"{self.portal_url}/++resource++dvc"

    def fonts(self) -> list[str]:
        """The fonts that every page needs at once, as `static/dvc.css` names them."""
        return [f"{self.static_url}/vendor/{name}?v={FONT}" for name in FONTS]

    @cached_property
    def icons(self) -> str:
        """The file of icons; ``#name`` picks one."""
        return f"{self.static_url}/vendor/icons.svg?v={VERSION}"

    @cached_property
    def site_title(self) -> str:
        return getSite().title

    @cached_property
    def emblem_url(self) -> str:
        """The province's emblem, or the star that is drawn without one."""
        found = emblem.version()
        if found:
            return f"{self.portal_url}/@@dvc-emblem?v={found}"
        return f"{self.static_url}/emblem.svg?v={VERSION}"

    @cached_property
    def colours_url(self) -> str:
        """The style sheet of the colours that were chosen; empty where none was."""
        sheet = colours.sheet(*colours.chosen())
        if not sheet:
            return ""
        return f"{self.portal_url}/@@dvc-colours?v={colours.version(sheet)}"

    @cached_property
    def band(self) -> str:
        """The colour of the banner, for the browser's own bar."""
        accent, band, _line = colours.chosen()
        return band or accent or BAND

    @cached_property
    def language(self) -> str:
        return (self.request.get("LANGUAGE") or "vi").split("-")[0]

    @property
    def data_language(self) -> str | None:
        """For ``lang`` of what is data and stays Vietnamese on a page in another language."""
        return None if self.language == "vi" else "vi"

    @cached_property
    def user(self):
        """The signed-in user, or None for a guest."""
        user = getSecurityManager().getUser()
        return None if user is None or user.getId() is None else user

    @cached_property
    def user_name(self) -> str:
        """The name to greet with; empty for a guest."""
        if self.user is None:
            return ""
        full_name = getattr(self.user, "getProperty", lambda *_: "")("fullname", "")
        return full_name or self.user.getUserName()

    @cached_property
    def roles(self) -> set[str]:
        return set(self.user.getRoles()) if self.user is not None else set()

    @cached_property
    def agencies(self) -> list[str]:
        """Slugs of the agencies in whose office groups the user is."""
        groups = getattr(self.user, "getGroups", tuple)()
        return sorted(
            {g.rpartition(".")[0] for g in groups if g.endswith(OFFICE_SUFFIXES)}
        )

    @cached_property
    def is_staff(self) -> bool:
        """Whether the user works for an agency or watches over them."""
        return bool(STAFF_ROLES & self.roles or self.agencies)

    @cached_property
    def place_of_work(self) -> str:
        """The agencies' titles, for the staff bar."""
        return ", ".join(title_of_agency(slug) for slug in self.agencies)

    @cached_property
    def is_editor(self) -> bool:
        return bool(EDITING_ROLES & self.roles)

    @cached_property
    def keeps_catalogue(self) -> bool:
        """Whether the page of the catalogue's keepers is open to the user."""
        allowed = getSecurityManager().checkPermission
        return self.user is not None and bool(allowed(PERMISSION, getSite()))

    @cached_property
    def section(self) -> str:
        """The first step of the path below the portal; empty on the home page."""
        path = self.request.get("ACTUAL_URL", "")[len(self.portal_url) :]
        return path.strip("/").partition("/")[0]

    def own_page(self) -> None:
        """Note that the page is made of our macros and carries the tokens it needs."""
        self.request.set("dvc_own_page", True)

    def _entries(self, pairs) -> list[dict]:
        return [
            {
                "url": f"{self.portal_url}/{name}",
                "title": title,
                "current": "page" if name == self.section else None,
            }
            for name, title in pairs
        ]

    def menu(self) -> list[dict]:
        """The main sections: {url, title, current}."""
        support = (SUPPORT_POINTS,) if SUPPORT_POINTS[0] in getSite() else ()
        return self._entries(MENU + support)

    def staff_menu(self) -> list[dict]:
        """What staff do all day: {url, title, current}."""
        desk = (DESK,) if self.keeps_catalogue else ()
        return self._entries(STAFF_MENU + desk)

    def banner_links(self) -> list[dict]:
        """Home, about the portal and its map: the words that art. 16 of TT 32/2017 asks for."""
        site = getSite()
        about = [(ABOUT, site[ABOUT].title)] if ABOUT in site else []
        home = {"url": self.portal_url, "title": _("Home"), "current": None}
        return [home, *self._entries([*about, SITE_MAP])]

    def footer_links(self) -> list[dict]:
        """Standing pages, those that exist, and the map of the portal."""
        site = getSite()
        pages = [(name, site[name].title) for name in FOOTER if name in site]
        return self._entries([*pages, OPEN_DATA, SITE_MAP])

    def address_in(self, code: str) -> str:
        """The address of this page in a language; without a code in the reader's own."""
        url = self.request.get("ACTUAL_URL", self.portal_url)
        query = parse_qsl(self.request.get("QUERY_STRING", ""))
        kept = [(name, value) for name, value in query if name != "set_language"]
        if code:
            kept.append(("set_language", code))
        return f"{url}?{urlencode(kept)}" if kept else url

    def other_languages(self) -> list[dict]:
        """The languages to switch to: {code, title, url}; the page stays the same."""
        return [
            {"code": code, "title": title, "url": self.address_in(code)}
            for code, title in LANGUAGES
            if code != self.language
        ]

    def alternates(self) -> list[dict]:
        """{code, url} of a page that everybody may see, for search engines."""
        if not seconds_for_guests(self.request):
            return []
        codes = [code for code, _title in LANGUAGES]
        found = [{"code": code, "url": self.address_in(code)} for code in codes]
        return [*found, {"code": "x-default", "url": self.address_in("")}]

    def description(self, view) -> str:
        """What search engines show of a page: its ``page_description``, or the portal's words."""
        words = getattr(view, "page_description", "") or DESCRIPTION
        return translate(words, context=self.request)

    def login_url(self, view=None) -> str:
        """The login form; it leads back here if the page is one that everybody may see."""
        url = f"{self.portal_url}/login"
        if not getattr(view, "guest_cache", 0):
            return url
        return f"{url}?came_from={quote(self.request.get('ACTUAL_URL', ''), safe='')}"

    def messages(self) -> list:
        """Status messages for this reader; reading them removes them."""
        return IStatusMessage(self.request).show()
