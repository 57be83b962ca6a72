"""`/tre-han`: what will be late and what is late, why, and with whom."""

from functools import cached_property
from hanam.dvc.catalogue import settings as catalogue
from hanam.dvc.counter import words
from hanam.dvc.counter.asking import BadRequest
from hanam.dvc.counter.late import asked as asking
from hanam.dvc.counter.late import settings
from hanam.dvc.counter.late.asked import Asked
from hanam.dvc.counter.lines import urgency
from hanam.dvc.counter.views.base import StaffView
from hanam.dvc.dossiers import tools
from hanam.dvc.i18n import _
from hanam.dvc.register import late_lists
from hanam.dvc.rules.clock import working_time_left
from pathlib import Path
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode


TEMPLATES = Path(__file__).parents[1] / "templates"
PATH = "tre-han"
TITLES = {
    asking.APOLOGIES: _("To apologise for"),
    late_lists.SOON: _("Due soon"),
    "whole": _("Past the appointment"),
    "step": _("Step past its limit"),
    "acceptance": _("Not accepted in time"),
    "waiting": _("Waiting for the citizen too long"),
    asking.FIGURES: _("Who is late"),
}
EMPTY = {
    asking.APOLOGIES: _("No appointment has to be put off at the moment."),
    late_lists.SOON: _("Nothing is due in the next working days."),
    "whole": _("Nothing is past its appointment."),
    "step": _("No step is past its limit."),
    "acceptance": _("Everything filed online was accepted in time."),
    "waiting": _("No dossier has waited for its citizen too long."),
    asking.FIGURES: _("Nothing is late."),
}
BY_TITLES = {
    "agency": _("By agency"),
    "officer": _("By officer"),
    "procedure": _("By procedure"),
    "step": _("By step"),
}
BY_HEADS = {
    "agency": _("Agency"),
    "officer": _("Officer"),
    "procedure": _("Procedure"),
    "step": _("Step"),
}
NOBODY = _("nobody yet")

tools.declare(
    tools.Tool(
        PATH,
        _("Late work"),
        _("What will be late and what is late, apologies in time, and who is late."),
    )
)


class Listing(StaffView):
    """What the page and its files share: the choices, the scope, the rows."""

    problem = ""

    @cached_property
    def calendar(self):
        return catalogue.calendar()

    @cached_property
    def scope(self) -> late_lists.Scope:
        return asking.scope_of(self.asked, self.desk, self.now, self.calendar)

    @property
    def is_figures(self) -> bool:
        return self.asked.list == asking.FIGURES

    def line(self, case) -> dict:
        """A dossier that is late or will be: when, how long, where it lies."""
        cause = self.asked.list
        due = {"step": case.step_due, "waiting": case.state_since}.get(
            cause, case.due or case.accept_due
        )
        left = None
        if due is not None and cause != "waiting":
            left = working_time_left(self.now, due, self.calendar)
        return {
            "code": case.code,
            "url": self.reader.url(case),
            "procedure": case.procedure_title,
            "agency": self.reader.agency(case.agency, case.filed.date()),
            "step": case.step_title,
            "officer": self.officer_of(case),
            "due": words.day_and_time(due),
            "left": "" if left is None else self.say(words.left_message(left)),
            "urgency": urgency(left),
        }

    def officer_of(self, case) -> str:
        if not self.desk.shows_persons:
            return ""
        return self.reader.name(case.assignee) or self.say(NOBODY)

    def groups(self) -> list[dict]:
        """The figures: a row for each group with its causes."""
        return [
            {
                "title": self.group_title(group.key),
                "note": self.group_note(group.key),
                "late": group.late,
                "open": group.open,
                "counts": [
                    {
                        "cause": cause,
                        "count": getattr(group, cause),
                        "url": self.group_url(cause, group.key),
                    }
                    for cause in late_lists.CAUSES
                ],
            }
            for group in late_lists.groups_by(self.asked.by, self.scope)
        ]

    def group_title(self, key) -> str:
        if self.asked.by == "agency":
            return self.reader.agency(key[0])
        if self.asked.by == "officer":
            return self.reader.name(key[1]) or self.say(NOBODY)
        if self.asked.by == "step":
            return key[1] or self.say(_("before the first step"))
        return key[1] or key[0]

    def group_note(self, key) -> str:
        if self.asked.by == "officer":
            return self.reader.agency(key[0])
        return key[0] if self.asked.by == "step" else ""

    def group_url(self, cause, key) -> str:
        names = {
            "agency": {"agency": key[0]},
            "officer": {"agency": key[0], "officer": key[-1]},
            "procedure": {"procedure": key[0]},
            "step": {"procedure": key[0]},
        }
        changes = names[self.asked.by]
        if self.asked.by == "officer" and not key[-1]:
            return ""
        return self.address(list=cause, part="", after="", **changes)

    def address(self, **changes) -> str:
        query = urlencode(self.asked.parameters(**changes))
        return f"{self.portal_url}/{PATH}?{query}"

    @property
    def sees_officers(self) -> bool:
        return asking.sees_officers(self.desk)

    def ways(self) -> list[str]:
        """How figures may be grouped for this reader."""
        return [by for by in asking.BY if by != "officer" or self.sees_officers]


class LateWork(Listing):
    """Lists by cause with their numbers, and the figures."""

    page_title = _("Late work")
    template = ViewPageTemplateFile(str(TEMPLATES / "lists.pt"))
    after = ""

    def page(self):
        try:
            self.asked = asking.read(self.request.form, self.desk)
        except BadRequest as error:
            self.request.response.setStatus(400)
            self.problem = self.say(error.args[0])
            self.asked = Asked()
        return self.shown()

    def shown(self):
        """The page for what is asked."""
        return self.template()

    @cached_property
    def counts(self) -> dict[str, int]:
        return late_lists.counts(self.scope)

    def tabs(self) -> list[dict]:
        """Each list with its number."""
        return [
            {
                "title": self.say(TITLES[name]),
                "count": self.count_of(name),
                "alarm": name in late_lists.CAUSES
                and self.count_of(name) not in ("", "0"),
                "current": name == self.asked.list,
                "url": self.address(list=name, part="", after=""),
            }
            for name in asking.LISTS
        ]

    def count_of(self, name) -> str:
        """The number behind a list; "" where there is none to show."""
        number = self.counts.get(name)
        if number is None:
            return ""
        return f"{late_lists.MANY}+" if number > late_lists.MANY else str(number)

    @cached_property
    def lines(self) -> list[dict]:
        """The page of the list that is asked for."""
        place = asking.position(self.asked.after)
        found = late_lists.listed(self.asked.list, self.scope, place, asking.SIZE)
        self.after = asking.token_of(found.after)
        return [self.line(case) for case in found.cases]

    @property
    def next_url(self) -> str:
        return self.address(after=self.after) if self.after else ""

    @property
    def first_url(self) -> str:
        return self.address(after="") if self.asked.after else ""

    @property
    def empty_words(self) -> str:
        return self.say(EMPTY[self.asked.list])

    @property
    def shows_agency(self) -> bool:
        return len(self.desk.agencies) > 1 and not self.asked.agency

    @property
    def waiting_words(self) -> str:
        """What "too long" means in the list of those who wait."""
        days = settings.value("waiting_days")
        return self.say(
            _("Waiting for more than ${n} working days.", mapping={"n": days})
        )

    def agencies(self) -> list[dict]:
        """Choices of the filter; none where there is one agency only."""
        if len(self.desk.agencies) < 2:
            return []
        return [
            {
                "value": slug,
                "title": self.reader.agency(slug),
                "selected": slug == self.asked.agency,
            }
            for slug in self.desk.agencies
        ]

    def by_links(self) -> list[dict]:
        return [
            {
                "title": self.say(BY_TITLES[by]),
                "current": by == self.asked.by,
                "url": self.address(by=by, after=""),
            }
            for by in self.ways()
        ]

    @property
    def due_head(self) -> str:
        """What the moment in the last column is."""
        if self.asked.list == "waiting":
            return self.say(_("Waiting since"))
        if self.asked.list == "acceptance":
            return self.say(_("To accept until"))
        return self.say(_("Due"))

    @property
    def by_head(self) -> str:
        return self.say(BY_HEADS[self.asked.by])

    def cause_heads(self) -> list[str]:
        return [self.say(TITLES[cause]) for cause in late_lists.CAUSES]

    def chosen(self) -> list[str]:
        """What narrows the list beside the agency, in words."""
        found = []
        if self.asked.officer:
            found.append(self.reader.name(self.asked.officer))
        if self.asked.procedure:
            found.append(self.asked.procedure)
        return found

    @property
    def plain_url(self) -> str:
        return self.address(officer="", procedure="", agency="", part="", after="")

    def file_url(self, ending) -> str:
        query = urlencode(self.asked.parameters(part="", after=""))
        return f"{self.portal_url}/{PATH}.{ending}?{query}"
