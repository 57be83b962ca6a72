"""`/thu-tuc/<code>`: all that is published about a procedure."""

from functools import cached_property
from hanam.dvc.catalogue import access
from hanam.dvc.catalogue import fees
from hanam.dvc.catalogue import levels
from hanam.dvc.catalogue import limits
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import terms
from hanam.dvc.catalogue.views.page import NotHere
from hanam.dvc.catalogue.views.page import Page
from hanam.dvc.catalogue.views.page import template
from hanam.dvc.catalogue.views.sections import Sections
from hanam.dvc.i18n import _
from hanam.dvc.rules.vietnamese import short_date
from plone import api


FEW = 3
BLOCKERS = {
    "information": _("complete information"),
    "forms": _("forms to download"),
    "online_form": _("an online declaration"),
    "channel": _("filing online among its ways of filing"),
    "online_payment": _("online payment"),
    "result": _("a way to give the result"),
}


class Procedure(Sections):
    """The page of a procedure; one that is not public looks as if it were not there."""

    template = template("procedure")

    def __call__(self):
        if not access.may_view(self.context):
            page = NotHere(api.portal.get(), self.request)
            page.name = self.context.getId()
            return page()
        return self.template()

    @property
    def page_title(self):
        return self.context.title

    @property
    def page_description(self):
        """For search engines."""
        return _(
            "${title}: papers, steps, time limit, fee and where to file.",
            mapping={"title": self.context.title},
        )

    @property
    def guest_cache(self):
        return Page.guest_cache if self.is_published else 0

    @property
    def crumbs(self):
        crumbs = [self.crumb(lookup.PROCEDURES)]
        if self.sector is not None:
            url = self.sector.absolute_url()
            crumbs.append({"url": url, "title": self.sector.title})
        return crumbs

    @cached_property
    def sector(self):
        return lookup.sector(self.context.sector)

    # -- whether it can be filed

    @cached_property
    def is_published(self) -> bool:
        return api.content.get_state(self.context, default="") == "published"

    def closed_text(self):
        """Why nobody can file it today."""
        start, end = self.context.effective_from, self.context.effective_to
        if end is not None and end < self.today:
            return _(
                "This procedure was in force until ${day}. It can no longer be filed.",
                mapping={"day": short_date(end)},
            )
        if start is not None and start > self.today:
            return _(
                "This procedure comes into force on ${day}. It cannot be filed yet.",
                mapping={"day": short_date(start)},
            )
        return _("This procedure is not published. Only staff see this page.")

    # -- the three facts

    def limit_fact(self) -> str:
        return self.say(limits.in_words(limits.longest(self.context)))

    def limit_varies(self) -> bool:
        return len(self.context.limits or ()) > 1

    def fee_fact(self) -> str:
        return self.say(fees.summary(fees.summary_facts(self.context)))

    def place_fact(self) -> str:
        names = self.agency_names(self.context.agencies or ())
        more = " …" if len(names) > FEW else ""
        return ", ".join(names[:FEW]) + more

    def level_words(self):
        return terms.title_of(terms.ONLINE_LEVELS, self.context.declared_level)

    # -- for staff

    @cached_property
    def is_staff(self) -> bool:
        return access.is_staff()

    @cached_property
    def may_edit(self) -> bool:
        return access.may_edit(self.context)

    def mismatch_text(self):
        """What the declared level lacks; empty if nothing."""
        missing = levels.what_blocks(self.context)
        if not missing:
            return ""
        return _(
            "Declared is online level ${declared}; what is offered makes level "
            "${computed}. Missing: ${missing}.",
            mapping={
                "declared": self.context.declared_level,
                "computed": levels.level_of(self.context),
                "missing": ", ".join(self.say(BLOCKERS[name]) for name in missing),
            },
        )
