"""`/bao-chi`: what the press writes about public services, and the desks of its people."""

from functools import cached_property
from hanam.dvc.i18n import _
from hanam.dvc.outreach import explains
from hanam.dvc.outreach import media
from hanam.dvc.outreach import moment
from hanam.dvc.outreach import places
from hanam.dvc.outreach.fields import title_of
from hanam.dvc.outreach.page import Item
from hanam.dvc.outreach.page import may
from hanam.dvc.outreach.page import Page
from hanam.dvc.outreach.press import newsroom
from hanam.dvc.outreach.press.content import KINDS
from hanam.dvc.outreach.press.content import MEDIA
from hanam.dvc.rules.vietnamese import short_date
from plone import api
from plone.protect import CheckAuthenticator
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound


SIZE = 20
LONGEST_REASON = 1000
RECORDS = "hanam.dvc: View records of outreach"


def latest(place, size: int, **query) -> list:
    """The latest published articles of a folder that the reader may see."""
    brains = api.content.find(
        context=place,
        portal_type="PressArticle",
        review_state="published",
        sort_on="effective",
        sort_order="reverse",
        **query,
    )
    return [brain.getObject() for brain in brains[:size]]


def teaser(article) -> dict:
    """{url, title, description, kind, day, credit, sound, image} of an article."""
    url = article.absolute_url()
    day = moment.local_day(article.effective_date)
    return {
        "url": url,
        "title": article.title,
        "description": article.description,
        "kind": title_of(KINDS, article.kind),
        "day": "" if day is None else short_date(day),
        "organisation": article.aq_parent.title,
        "author": article.author,
        "video": article.video is not None,
        "audio": article.audio is not None,
        "image": f"{url}/@@images/picture/preview" if article.picture else "",
        "alt": article.picture_alt,
    }


class Press(Page):
    """The organisations and the latest articles of all of them."""

    index = ViewPageTemplateFile("templates/press.pt")

    def update(self):
        self.kind = self.asked("kind")
        found = latest(self.context, 100)
        if self.kind in dict(KINDS):
            found = [article for article in found if article.kind == self.kind]
        self.teasers = [teaser(article) for article in found[:SIZE]]
        self.is_staff = may(RECORDS, self.context)

    def kinds(self) -> list[dict]:
        """{url, title, current} of the choices."""
        url = self.context.absolute_url()
        return [
            {
                "url": f"{url}?kind={kind}" if kind else url,
                "title": title,
                "current": "true" if kind == self.kind else None,
            }
            for kind, title in (("", _("All")), *KINDS)
        ]

    def organisations(self) -> list[dict]:
        return [
            {
                "url": item.absolute_url(),
                "title": item.title,
                "medium": title_of(MEDIA, item.medium),
                "desk": newsroom.has_desk(item),
            }
            for item in places.public_items(places.PRESS, "PressOrganisation")
        ]


class Organisation(Item):
    """An organisation: its articles and, for its people, their desk."""

    index = ViewPageTemplateFile("templates/organisation.pt")

    def update(self):
        self.teasers = [teaser(item) for item in latest(self.context, SIZE)]
        self.has_desk = newsroom.has_desk(self.context)
        self.medium = title_of(MEDIA, self.context.medium)

    def desk(self) -> list[dict]:
        """{url, title, state, changed} of what is not published, the newest first."""
        brains = api.content.find(
            context=self.context,
            portal_type="PressArticle",
            review_state=["draft", "pending", "approved", "withdrawn"],
            sort_on="modified",
            sort_order="reverse",
        )
        return [
            {
                "url": brain.getURL(),
                "title": brain.Title,
                "state": newsroom.STATES[brain.review_state],
                "changed": short_date(moment.local_day(brain.modified)),
            }
            for brain in brains
        ]


class Article(Item):
    """An article, credited; for its people and the portal's editors with what to do."""

    index = ViewPageTemplateFile("templates/article.pt")
    problems = ()
    reason = ""

    def update(self):
        self.here = teaser(self.context)
        self.media = media.shown(self.context)
        self.procedures = explains.links(self.context)
        self.state = api.content.get_state(self.context)

    @property
    def crumbs(self):
        organisation = self.context.aq_parent
        press = organisation.aq_parent
        return [
            {"url": item.absolute_url(), "title": item.title}
            for item in (press, organisation)
        ]

    @cached_property
    def actions(self) -> list[dict]:
        """{id, title, reasoned} of what this user may do now."""
        return [
            {
                "id": name,
                "title": newsroom.TRANSITIONS[name],
                "reasoned": name in newsroom.REASONED,
            }
            for name in newsroom.transitions(self.context)
        ]

    def state_words(self):
        return newsroom.STATES[self.state]

    def said(self) -> str:
        """Why it was withdrawn or returned, for those who work on it."""
        if self.state not in ("draft", "withdrawn"):
            return ""
        return newsroom.last_reason(self.context)

    def picture(self) -> str:
        if self.context.picture is None:
            return ""
        return f"{self.context.absolute_url()}/@@images/picture/large"


class Move(Article):
    """`<article>/@@chuyen-trang-thai`: a step of the workflow, sent from its page."""

    def __call__(self):
        if self.request.method != "POST":
            raise NotFound(self.request.getURL())
        CheckAuthenticator(self.request)
        form = self.request.form
        name, reason = form.get("action"), form.get("reason", "")
        self.reason = reason[:LONGEST_REASON] if isinstance(reason, str) else ""
        if name not in newsroom.transitions(self.context):
            return self.again(
                409, _("This step is no longer possible. Look at the page.")
            )
        if name in newsroom.REASONED and not self.reason.strip():
            return self.again(400, newsroom.NO_REASON)
        api.content.transition(self.context, name, comment=self.reason.strip())
        done = _(
            "Done: ${step}", mapping={"step": self.say(newsroom.TRANSITIONS[name])}
        )
        api.portal.show_message(done, self.request)
        self.request.response.redirect(self.after(), status=303)
        return ""

    def after(self) -> str:
        """The article; its folder for somebody who may no longer see it."""
        seen = may("View", self.context)
        return (self.context if seen else self.context.aq_parent).absolute_url()

    def again(self, status: int, message):
        """The page once more, with what is wrong; nothing typed is lost."""
        self.request.response.setStatus(status)
        self.problems = [{"field": "reason", "message": message}]
        self.update()
        return self.index()
