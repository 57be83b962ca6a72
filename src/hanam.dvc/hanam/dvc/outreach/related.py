"""At the end of a procedure's page: guides, samples, press, answers, and whom to ask."""

from functools import cached_property
from hanam.dvc.cards import Card
from hanam.dvc.catalogue import lookup
from hanam.dvc.outreach import explains
from hanam.dvc.outreach import places
from hanam.dvc.outreach.guides import stale
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


MOST = 5


class Related(Card):
    """What explains the procedure; nothing of it is personal, so pages may be cached."""

    template = ViewPageTemplateFile("templates/related.pt")
    weight = 20

    @cached_property
    def guides(self) -> list[dict]:
        """{url, title, stale} of the guides."""
        return [
            {
                "url": guide.absolute_url(),
                "title": guide.title,
                "stale": stale.is_stale(guide),
            }
            for guide in self.items("Guide")
        ]

    @cached_property
    def articles(self) -> list[dict]:
        """{url, title, organisation} of the press."""
        return [
            {
                "url": article.absolute_url(),
                "title": article.title,
                "organisation": article.aq_parent.title,
            }
            for article in self.items("PressArticle", review_state="published")
        ]

    @cached_property
    def questions(self) -> list[dict]:
        """{title, answer} of the questions answered."""
        return [
            {"title": item.title, "answer": item.answer.output if item.answer else ""}
            for item in self.items("Question", review_state="published")
        ]

    @cached_property
    def sample_url(self) -> str:
        """The declaration filled in with an example; "" where there is none."""
        if lookup.declaration(self.context) is None:
            return ""
        return f"{self.context.absolute_url()}/to-khai-mau"

    def items(self, portal_type: str, **query) -> list:
        return explains.items_for(self.context, portal_type, MOST, **query)

    @cached_property
    def ask_url(self) -> str:
        """Where a question is asked; "" where nobody answers any."""
        if places.QUESTIONS not in api.portal.get():
            return ""
        return f"{self.portal_url}/{places.QUESTIONS}"

    @cached_property
    def has_points(self) -> bool:
        return places.POINTS in api.portal.get()
