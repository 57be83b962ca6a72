"""What the site search knows of guides, press and questions: their public texts."""

from hanam.dvc.outreach.guides.content import IGuide
from hanam.dvc.outreach.press.content import IPressArticle
from hanam.dvc.outreach.questions.content import IQuestion
from hanam.dvc.portal.finding.plain import plain_text
from plone.indexer import indexer


def texts_of(item, *names) -> str:
    """Title, description and the named fields, without tags."""
    values = (getattr(item, name, None) for name in names)
    return " ".join((item.Title(), item.Description(), *map(plain_text, values)))


@indexer(IGuide)
def guide_text(item):
    return texts_of(item, "steps", "text", "easy")


@indexer(IPressArticle)
def article_text(item):
    return texts_of(item, "text", "author")


@indexer(IQuestion)
def question_text(item):
    """Without what was asked word by word: that is for staff only."""
    return texts_of(item, "answer")
