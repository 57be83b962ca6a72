"""Where the tests of papers begin: a guest at the papers of a draft, as its script sees them."""

from hanam.dvc.dossiers.handoff import codes
from tests.filing import Visitor
from tests.wizard import WizardCase

import re


JSON = {"Accept": "application/json"}
SLOT = "papers.don"


class Desk(Visitor):
    """A browser whose script sends files one by one."""

    def begin_papers(self):
        self.begin()
        self.tell_who()
        self.choose_place()
        self.declare()
        self.page_url = self.answer.url
        found = re.search(r"(.*)/nop-ho-so/(\w+)", self.page_url)
        self.base = f"{found[1]}/@@giay-to-nhap/{found[2]}"
        self.remember()
        return self

    def remember(self):
        """The token of the page."""
        [field] = self.page.cssselect("main [name=_authenticator]")[:1]
        self.token = field.get("value")

    def send_file(self, name, data, component="don", url=None):
        return self.session.post(
            url or self.base,
            headers=JSON,
            data={"_authenticator": self.token, "component": component},
            files={"file": (name, data)},
        )

    def act(self, name, value, url=None):
        body = {"_authenticator": self.token, name: value}
        return self.session.post(url or f"{self.base}/viec", headers=JSON, data=body)

    def state(self, mark=""):
        return self.session.get(self.base, headers={**JSON, "If-None-Match": mark})


class PapersCase(WizardCase):
    """A guest stands at the papers of a draft."""

    def setUp(self):
        super().setUp()
        codes.MISSES.forget()
        codes.UPLOADS.forget()
        self.guest = Desk(self.portal).begin_papers()

    def papers(self):
        return list(self.draft(self.guest).papers)

    def names(self):
        return [paper.filename for paper in self.papers()]
