"""What is shown instead of a file that nobody may open."""

from hanam.dvc.dossiers import messages
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.dossiers.fitness import INFECTED
from pathlib import Path
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound


TEMPLATE = Path(__file__).parent / "closed.pt"
CONFLICT = 409


class ClosedPaper(BrowserView):
    """Called with the paper; has no address of its own."""

    template = ViewPageTemplateFile(str(TEMPLATE))
    page_title = ""
    message = ""

    def __call__(self, paper=None):
        if paper is None:
            raise NotFound(self.request.getURL())
        code = "paper.thrown_away" if paper.scan == INFECTED else "paper.held"
        problem = Problem(code, "", {"name": paper.filename})
        self.message = messages.text_of(problem, self.request)
        self.page_title = paper.title or paper.filename
        self.request.response.setStatus(CONFLICT)
        return self.template()
