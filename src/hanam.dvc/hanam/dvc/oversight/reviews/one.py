"""`<procedure>/@@muc-do`: the way of one procedure to a higher level, and its past."""

from functools import cached_property
from hanam.dvc.catalogue import access
from hanam.dvc.catalogue import levels
from hanam.dvc.catalogue import terms
from hanam.dvc.catalogue.audit import changes
from hanam.dvc.catalogue.audit import settings
from hanam.dvc.catalogue.audit.gaps import GAPS
from hanam.dvc.catalogue.audit.page import StaffPage
from hanam.dvc.catalogue.audit.place import path_to
from hanam.dvc.i18n import _
from hanam.dvc.oversight.reviews import announce
from hanam.dvc.oversight.reviews.levels import template
from hanam.dvc.oversight.reviews.volumes import volumes
from hanam.dvc.oversight.reviews.words import CONDITIONS
from hanam.dvc.oversight.reviews.words import LATER
from hanam.dvc.rules.levels import HIGHEST
from hanam.dvc.rules.levels import LATER_TERMS
from hanam.dvc.rules.levels import online_level
from hanam.dvc.rules.readiness import checklist
from hanam.dvc.rules.readiness import readiness
from hanam.dvc.rules.vietnamese import short_date
from plone.protect import CheckAuthenticator
from zExceptions import BadRequest
from zExceptions import Forbidden


PLACES = {
    "forms": path_to("papers"),
    "online_form": "folder_contents",
    "channel": path_to("channels"),
    "result": path_to("return_by_post"),
}


class OneLevel(StaffPage):
    """The checklist, lowest level first; each open point says what to do and who does it."""

    template = template("one")

    @property
    def page_title(self):
        return _("Online level: ${title}", mapping={"title": self.context.title})

    @property
    def crumbs(self):
        title = self.say(_("Online levels"))
        url = f"{self.portal_url}/nang-muc-do"
        return [*super().crumbs, {"url": url, "title": title}]

    @cached_property
    def facts(self):
        return levels.facts_of(self.context)

    @cached_property
    def level(self) -> int:
        return online_level(self.facts)

    def declared_words(self):
        return terms.title_of(terms.ONLINE_LEVELS, self.context.declared_level)

    def level_words(self):
        return terms.title_of(terms.ONLINE_LEVELS, self.level)

    def term(self):
        return LATER[LATER_TERMS[self.level]]

    def score(self) -> int:
        return readiness(self.facts, settings.readiness_weights())

    @cached_property
    def year(self) -> dict[str, int]:
        return volumes().get(self.context.getId(), {})

    def year_text(self):
        total = sum(self.year.values())
        mapping = {"total": total, "online": self.year.get("online", 0)}
        if self.level == HIGHEST:
            return _(
                "${total} dossiers in the last 12 months, ${online} of them online.",
                mapping=mapping,
            )
        return _(
            "If all below is done, ${total} dossiers a year become fully online; "
            "${online} of them are filed online today.",
            mapping=mapping,
        )

    @cached_property
    def may_edit(self) -> bool:
        return access.may_edit(self.context)

    def items(self) -> list[dict]:
        """{title, level, met, todo, who, more, url} of each condition."""
        return [self.item(item) for item in checklist(self.facts)]

    def item(self, item) -> dict:
        words = CONDITIONS[item.condition]
        place = PLACES.get(item.condition, "")
        if item.condition == "information":
            place = path_to(next(iter(self.elements()), "how_steps"))
        return {
            "title": words.title,
            "level": item.level,
            "met": item.met,
            "todo": words.todo,
            "who": words.who,
            "more": [] if item.met else self.what_exactly(item.condition),
            "url": f"{self.context.absolute_url()}/{place}"
            if self.may_edit and place
            else "",
        }

    def what_exactly(self, condition) -> list[str]:
        """The elements or forms that a condition lacks."""
        if condition == "information":
            return [self.say(GAPS[name].title) for name in self.elements()]
        return list(levels.unoffered(self.context)) if condition == "forms" else []

    def elements(self) -> list[str]:
        return [name for name in levels.missing(self.context) if name in GAPS]

    # -- its past

    def past(self) -> list[dict]:
        """The entries of the log, newest first, each with its news."""
        book = changes.book()
        found = [] if book is None else book.of(self.context.UID())
        return [self.entry(change) for change in found]

    def entry(self, change) -> dict:
        draft = announce.draft_of(change)
        return {
            "number": change.number,
            "day": short_date(change.at),
            "before": change.before,
            "after": change.after,
            "reason": change.reason,
            "who": change.actor_name,
            "sample": change.sample,
            "draft": "" if draft is None else draft.absolute_url(),
            "announce": draft is None and self.may_announce,
        }

    @cached_property
    def may_announce(self) -> bool:
        return announce.may_announce()


class Announce(StaffPage):
    """``POST <procedure>/@@thong-bao-muc-do`` (``change``, ``_authenticator``): makes the
    draft of the news once and leads to it."""

    def __call__(self):
        if self.request.method != "POST":
            return self.request.response.redirect(self.back())
        CheckAuthenticator(self.request)
        if not announce.may_announce():
            raise Forbidden(self.say(_("You may not write news.")))
        page = announce.announce(self.change())
        return self.request.response.redirect(f"{page.absolute_url()}/view", status=303)

    def back(self) -> str:
        return f"{self.context.absolute_url()}/@@muc-do"

    def change(self) -> changes.Change:
        """The entry that was asked for, if it is one of this procedure."""
        text = str(self.request.form.get("change", ""))
        book = changes.book()
        found = None
        if book is not None and text.isascii() and text.isdigit() and len(text) < 10:
            found = book.get(int(text))
        if found is None or found.uid != self.context.UID():
            raise BadRequest(
                self.say(_("There is no such change of level to announce."))
            )
        return found
