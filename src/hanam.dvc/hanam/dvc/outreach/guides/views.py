"""`/huong-dan`: the guides, the page of each, those to look at again."""

from functools import cached_property
from hanam.dvc.catalogue import access
from hanam.dvc.catalogue import lookup
from hanam.dvc.i18n import _
from hanam.dvc.outreach import explains
from hanam.dvc.outreach import media
from hanam.dvc.outreach import places
from hanam.dvc.outreach.guides import example
from hanam.dvc.outreach.guides import stale
from hanam.dvc.outreach.page import Item
from hanam.dvc.outreach.page import Page
from hanam.dvc.rules.vietnamese import short_date
from plone import api
from plone.protect import CheckAuthenticator
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound


KINDS = {
    "video": _("With a video"),
    "sample": _("With a sample"),
    "easy": _("In easy words"),
}


def kinds_of(guide) -> list[str]:
    """Which of `KINDS` a guide has."""
    has = {
        "video": guide.video is not None,
        "sample": bool(guide.sample_of) or bool(sheets_of(guide)),
        "easy": bool(guide.easy and guide.easy.raw.strip()),
    }
    return [kind for kind in KINDS if has[kind]]


def sheets_of(guide) -> list:
    """The sheets of its sample dossier that the reader may see."""
    found = guide.objectValues()
    sheets = [item for item in found if item.portal_type == "SampleSheet"]
    return [sheet for sheet in sheets if access.may_view(sheet)]


class Guides(Page):
    """All public guides; ``?kind=`` chooses one of `KINDS`."""

    index = ViewPageTemplateFile("templates/guides.pt")

    def update(self):
        self.kind = self.asked("kind")
        self.cards = [
            {
                "url": guide.absolute_url(),
                "title": guide.title,
                "description": guide.description,
                "kinds": [KINDS[kind] for kind in kinds_of(guide)],
            }
            for guide in places.public_items(places.GUIDES, "Guide")
            if self.kind not in KINDS or self.kind in kinds_of(guide)
        ]

    def kinds(self) -> list[dict]:
        """{url, title, current} of the choices."""
        url = self.context.absolute_url()
        choices = [("", _("All guides")), *KINDS.items()]
        return [
            {
                "url": f"{url}?kind={kind}" if kind else url,
                "title": title,
                "current": "true" if kind == self.kind else None,
            }
            for kind, title in choices
        ]


class Guide(Item):
    """One guide: steps, video, samples, easy words, the procedures it explains."""

    index = ViewPageTemplateFile("templates/guide.pt")

    def update(self):
        self.procedures = explains.links(self.context)
        self.media = media.shown(self.context)
        self.changed = stale.changed_since(self.context)

    @cached_property
    def reviewed(self) -> str:
        """The day of the last review."""
        return short_date(stale.reviewed_at(self.context).date())

    def steps(self) -> list[dict]:
        """{title, text, image, alt}; ``image`` is an address or empty."""
        return [
            {
                "title": row["title"],
                "lines": [line for line in row["text"].split("\n") if line.strip()],
                "image": self.picture(row["picture"]),
                "alt": row["alt"],
            }
            for row in self.context.steps or ()
        ]

    def picture(self, name: str) -> str:
        found = self.context.get(name) if name else None
        if found is None or found.portal_type != "Image":
            return ""
        return f"{found.absolute_url()}/@@images/image/large"

    def samples(self) -> list[dict]:
        """{url, title, description} of the sheets of the sample dossier."""
        return [
            {
                "url": f"{sheet.absolute_url()}/@@images/picture/large",
                "full": f"{sheet.absolute_url()}/@@display-file/picture",
                "title": sheet.title,
                "description": sheet.description,
            }
            for sheet in sheets_of(self.context)
        ]

    def sample_declaration(self) -> str:
        """The address of the declaration filled in with an example; "" for none."""
        procedure = lookup.procedure(self.context.sample_of)
        if procedure is None or lookup.declaration(procedure) is None:
            return ""
        return f"{procedure.absolute_url()}/to-khai-mau"


class Reviewed(BrowserView):
    """`<guide>/@@da-ra-soat`: somebody made sure that the guide is right."""

    def __call__(self):
        if self.request.method != "POST":
            raise NotFound(self.request.getURL())
        CheckAuthenticator(self.request)
        stale.review(self.context)
        self.context.reindexObject(idxs=["modified"])
        api.portal.show_message(
            _("The guide is marked as reviewed today."), self.request
        )
        back = self.request.form.get("back")
        home = api.portal.get().absolute_url()
        url = f"{home}/huong-dan-can-xem-lai" if back else self.context.absolute_url()
        self.request.response.redirect(url, status=303)
        return ""


class ToReview(Page):
    """`/huong-dan-can-xem-lai`: guides older than a procedure they explain; for editors."""

    index = ViewPageTemplateFile("templates/to_review.pt")
    page_title = _("Guides to look at again")
    guest_cache = 0

    def update(self):
        self.lines = [
            {
                "url": guide.absolute_url(),
                "title": guide.title,
                "reviewed": short_date(stale.reviewed_at(guide).date()),
                "procedures": [
                    {"url": item.absolute_url(), "title": item.title}
                    for item in changed
                ],
            }
            for guide in places.public_items(places.GUIDES, "Guide")
            if (changed := stale.changed_since(guide))
        ]


class SampleDeclaration(Page):
    """`/thu-tuc/<code>/to-khai-mau`: the declaration with an example, to print."""

    index = ViewPageTemplateFile("templates/sample.pt")
    guest_cache = 300  # seconds
    page_title = _("Sample declaration")

    def update(self):
        self.sections = example.sections_of(self.context)
        if not self.sections:
            raise NotFound(self.request.getURL())

    @property
    def crumbs(self):
        return [{"url": self.context.absolute_url(), "title": self.context.title}]
