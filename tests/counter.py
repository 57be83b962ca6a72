"""A clerk's browser without a screen: pages, their forms, and sending them."""

from hanam.dvc.dossiers import access
from hanam.dvc.register import queries
from hanam.dvc.register import session
from hanam.dvc.register.model import DossierRow
from hanam.dvc.testing import FUNCTIONAL
from lxml import html
from tests.dossiers import build_world
from tests.dossiers import dossier_in
from tests.dossiers import PASSWORD

import requests
import transaction
import unittest


class Page:
    """An answer with its forms."""

    def __init__(self, browser, answer):
        self.browser = browser
        self.status = answer.status_code
        self.url = answer.url
        self.headers = answer.headers
        self.source = answer.text
        self.history = answer.history
        self.root = html.fromstring(answer.text) if answer.text.strip() else None

    def find(self, path):
        """Elements by XPath."""
        return [] if self.root is None else self.root.xpath(path)

    @property
    def words(self) -> str:
        """What a reader reads in the main part."""
        main = self.find("//main")
        return " ".join(main[0].text_content().split()) if main else ""

    @property
    def problems(self) -> list[str]:
        """The messages of the summary of errors."""
        return [" ".join(item.text_content().split()) for item in
                self.find("//*[@id='errors']//li")]  # fmt: skip

    def form(self, path="//main//form"):
        """The first form there; its ``fields`` as a browser would send them."""
        found = self.find(path)
        return None if not found else Form(self.browser, self.url, found[0])

    def action(self, name):
        """The form of an action of a dossier, or None where it is not offered."""
        return self.form(f"//details[@id='{name}']//form")

    def actions(self) -> list[str]:
        return self.find("//details[contains(@class, 'ctr-action')]/@id")


class Form:
    """A form as it stands in a page; change ``fields`` (name → list of values)."""

    def __init__(self, browser, url, element):
        self.browser = browser
        self.target = element.get("action") or url
        self.buttons = {
            (button.get("name"), button.get("value"))
            for button in element.xpath(".//button[@name]")
        }
        self.fields: dict[str, list[str]] = {}
        for name, value in element.form_values():
            self.fields.setdefault(name, []).append(value)

    def send(self, button=None, files=(), **changes):
        """Press a button, a (name, value) pair; ``files`` are (name, (filename, bytes))."""
        fields = dict(self.fields)
        for name, value in changes.items():
            fields[name] = value if isinstance(value, list) else [value]
        if button is not None:
            assert button in self.buttons, (button, self.buttons)
            fields[button[0]] = [button[1]]
        data = [(name, value) for name, values in fields.items() for value in values]
        # Always multipart, as the page says.
        parts = [(name, (None, value)) for name, value in data] + list(files)
        return self.browser.post(self.target, files=parts)


class Browser:
    """Somebody at their desk."""

    def __init__(self, portal_url, user=""):
        self.base = portal_url
        self.session = requests.Session()
        self.session.headers["Accept"] = "text/html"
        if user:
            self.session.auth = (user, PASSWORD)

    def address(self, path):
        return path if path.startswith("http") else f"{self.base}/{path}"

    def get(self, path, **more) -> Page:
        answer = self.session.get(self.address(path), timeout=60, **more)
        return Page(self, answer)

    def post(self, path, **more) -> Page:
        answer = self.session.post(self.address(path), timeout=60, **more)
        return Page(self, answer)

    def json(self, path, **parameters):
        """(status, body) of a service."""
        answer = self.session.get(
            self.address(path),
            params=parameters,
            headers={"Accept": "application/json"},
            timeout=60,
        )
        return answer.status_code, answer.json()


class DossierCase(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        build_world(self.portal)
        transaction.commit()

    def dossier(self, state, **changes):
        """The address of a dossier in a state."""
        dossier = dossier_in(self.portal, state, **changes)
        self.code = dossier.code
        transaction.commit()
        return dossier.absolute_url()

    def at_desk(self, user):
        return Browser(self.portal.absolute_url(), user)

    def row(self):
        """The register as it stands now."""
        session.session().close()
        transaction.begin()
        return queries.by_code(self.code)

    def history(self):
        self.row()
        return queries.history(self.code)


FORM = "tiep-nhan?procedure=1.999001"
TYPED = {
    "applicant.name": "Trần Thị Giấy",
    "applicant.id_number": "035185000077",
    "applicant.birth_date": "06/9/1985",
    "applicant.phone": "0912 345 679",
    "papers.to-khai": "1",
    "papers.don": "1",
    "papers.don.copies": "2",
}
SEND = ("do", "receive")


class ReceptionCase(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        build_world(self.portal)
        transaction.commit()
        self.clerk = self.at_desk("clerk")

    def at_desk(self, user):
        return Browser(self.portal.absolute_url(), user)

    def form(self, path=FORM):
        return self.clerk.get(path).form("//main//form[@method='post']")

    def rows(self):
        """All dossiers of the register as it stands now."""
        session.session().close()
        transaction.begin()
        return session.session().query(DossierRow).all()

    def received(self):
        """The one dossier there is."""
        (row,) = self.rows()
        return access.find(row.code)
