"""On the page of a procedure: papers that a state body has already."""

from hanam.dvc.catalogue.audit import tape
from hanam.dvc.catalogue.audit.facts import required_papers
from hanam.dvc.catalogue.views.page import Page
from hanam.dvc.i18n import _
from pathlib import Path
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


TEMPLATES = Path(__file__).parent / "templates"


class HeldPapers(Page):
    """One line under the three facts; nothing where the state has none of the papers."""

    weight = 20
    template = ViewPageTemplateFile(str(TEMPLATES / "held.pt"))

    def __init__(self, context, request, view, manager):
        super().__init__(context, request)
        self.text = ""

    def update(self):
        papers = tape.papers_of(required_papers(self.context), tape.lists())
        others = sum(not paper.form for paper in papers)
        held = sum(paper.held for paper in papers)
        if held:
            self.text = _(
                "You need ${count} papers; a state body already has ${held} of them.",
                mapping={"count": others, "held": held},
            )

    def render(self) -> str:
        return self.template() if self.text else ""
