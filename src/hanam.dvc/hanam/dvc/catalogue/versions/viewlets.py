"""What the page of a procedure tells of its versions."""

from functools import cached_property
from hanam.dvc.catalogue import access
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import moment
from hanam.dvc.catalogue.versions import lifecycle
from hanam.dvc.catalogue.versions import present
from hanam.dvc.catalogue.versions import steps
from hanam.dvc.catalogue.versions.keeping import PinnedProcedure
from hanam.dvc.catalogue.versions.pages import template
from hanam.dvc.catalogue.versions.words import IN_FORCE
from hanam.dvc.catalogue.versions.words import known_versions
from hanam.dvc.catalogue.versions.words import standing
from hanam.dvc.catalogue.versions.words import STANDINGS
from hanam.dvc.catalogue.versions.words import writer
from hanam.dvc.rules import versions
from hanam.dvc.rules.vietnamese import short_date
from plone.app.layout.viewlets.common import ViewletBase


class Viewlet(ViewletBase):
    """Something about the versions of a procedure; empty where there is nothing to say."""

    def update(self):
        self.day = moment.today()
        self.url = f"{self.context.absolute_url()}/{present.FOLDER}"

    @property
    def is_one_version(self) -> bool:
        return isinstance(self.context.aq_base, PinnedProcedure)

    @property
    def procedure(self):
        return self.context

    @property
    def written(self):
        """What the page is about and somebody may be writing at."""
        return self.context

    writer_box = template("writer")

    def writer(self) -> dict | None:
        return writer(self.written, self.request)

    @cached_property
    def known(self) -> list[dict]:
        return known_versions(self.procedure, self.request, self.day)

    def one(self, key) -> dict | None:
        found = [item for item in self.known if item["standing"] == key]
        return found[-1] if found else None


class Notices(Viewlet):
    """Above a procedure: what comes, what took its place, what is being written."""

    weight = 10
    template = template("notices")

    def render(self):
        return "" if self.is_one_version else self.template()

    def coming(self) -> dict | None:
        """The next version to come: {url, day, note}."""
        span = versions.upcoming(present.spans_of(self.context), self.day)
        if span is None:
            return None
        version = present.version_of(self.context, span.number)
        return {
            "url": version.absolute_url(),
            "day": short_date(span.start),
            "note": version.change_note or "",
        }

    def ending(self) -> str:
        """The last day of a procedure that was repealed and can still be filed."""
        repealed = getattr(self.context.aq_base, "repealed_by", "")
        spans = present.spans_of(self.context)
        end = spans[-1].end if spans else self.context.effective_to
        if not repealed or end is None or end < self.day:
            return ""
        return short_date(end)

    def successor(self) -> dict | None:
        """{url, title} of the procedure that takes the place of this one."""
        code = getattr(self.context.aq_base, "replaced_by", "")
        found = lookup.procedure(code) if code else None
        if found is None or not access.may_view(found):
            return None
        return {"url": found.absolute_url(), "title": found.title}

    def unfinished(self) -> dict | None:
        """The version that is being written, for those who may see it."""
        version = lifecycle.unfinished(self.context)
        if version is None or not access.may_view(version):
            return None
        return next(v for v in self.known if v["number"] == version.number)

    @property
    def may_start(self) -> bool:
        published = self.view.is_published
        return access.may_add(self.context) and published and not self.unfinished()


class OneVersion(Viewlet):
    """Above one version: which one it is, which one is in force, what staff can do."""

    weight = 10
    template = template("one_version")

    def render(self):
        return self.template() if self.is_one_version else ""

    @property
    def procedure(self):
        return self.view.procedure

    @property
    def version(self):
        return self.view.version

    written = version

    @cached_property
    def standing(self) -> str:
        return standing(self.procedure, self.version, self.day)

    def standing_title(self):
        return STANDINGS[self.standing][0]

    def look(self) -> str:
        return STANDINGS[self.standing][1]

    @property
    def is_unfinished(self) -> bool:
        return self.standing in (lifecycle.DRAFT, lifecycle.PENDING)

    def in_force(self) -> dict | None:
        """The version in force, unless it is this one."""
        found = self.one(IN_FORCE)
        mine = found is not None and found["number"] == self.version.number
        return None if mine else found

    def days(self) -> str:
        return next(v["days"] for v in self.known if v["number"] == self.version.number)

    def obstacle(self) -> str:
        """Why it could not be approved as it stands, once it has a first day."""
        if not self.is_unfinished or self.version.effective_from is None:
            return ""
        try:
            lifecycle.check(self.version)
        except lifecycle.Refused as refused:
            return str(refused)
        return ""

    @property
    def begins_late(self) -> bool:
        """Whether it is still to be approved though its first day has passed."""
        start = self.version.effective_from
        return self.is_unfinished and start is not None and start < self.day

    def ways(self) -> list[dict]:
        return steps.ways(self.version)

    def last_note(self):
        return steps.last_note(self.version) if self.is_unfinished else None

    @property
    def may_edit(self) -> bool:
        return access.may_edit(self.version)

    @property
    def may_discard(self) -> bool:
        return access.may_delete(self.version)

    @property
    def note(self) -> str:
        return getattr(self.view, "note", "")

    @property
    def problems(self):
        return getattr(self.view, "problems", ())

    def compare_url(self) -> str:
        """The comparison with the version in force, or with the one before."""
        others = [v["number"] for v in self.known if v["number"] != self.version.number]
        older = [n for n in others if n < self.version.number]
        current = self.in_force()
        other = current["number"] if current else (older or others or [None])[0]
        if other is None:
            return ""
        first, second = sorted((other, self.version.number))
        return f"{self.url}/so-sanh?tu={first}&den={second}"


class List(Viewlet):
    """Below a procedure: its versions, once it has them."""

    weight = 10
    template = template("list")

    def render(self):
        if self.is_one_version or not present.spans_of(self.context):
            return ""
        return self.template()

    def shown(self) -> list[dict]:
        """What everybody may see: the approved ones."""
        unfinished = (lifecycle.DRAFT, lifecycle.PENDING)
        return [item for item in self.known if item["standing"] not in unfinished]
