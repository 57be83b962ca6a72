"""What the day holds for a member of the staff: the same for the mail and the page `/tom-tat`.

No names of citizens are in it; who leads sees the officers of the agency, who supervises sees
agencies only.
"""

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import datetime
from datetime import time
from hanam.dvc.catalogue import lookup
from hanam.dvc.counter.desk import Desk
from hanam.dvc.counter.desk import name_of
from hanam.dvc.counter.late import settings
from hanam.dvc.counter.words import day_and_time
from hanam.dvc.i18n import _
from hanam.dvc.register import late_apologies
from hanam.dvc.register import late_lists
from hanam.dvc.register import late_notices
from hanam.dvc.register import queries


CODES = 10
ROWS = 30


@dataclass(frozen=True)
class Line:
    """A line of the digest: what, how many, and where it is seen (from the portal on)."""

    text: str
    path: str = ""


@dataclass
class Section:
    """A part of the digest with its own title and the address of the whole list."""

    title: str
    path: str
    lines: list[Line] = field(default_factory=list)
    name: str = ""


@dataclass(frozen=True)
class Day:
    """When and by which calendar; ``today`` and ``tomorrow`` are the ends of this day and of the
    next working day."""

    now: datetime
    today: datetime
    tomorrow: datetime
    waited: datetime

    @classmethod
    def of(cls, now: datetime, calendar) -> "Day":
        next_day = calendar.next_working_day(now.date(), inclusive=False)
        days = settings.value("waiting_days")
        waited, _closed = calendar.add_working_days(now.date(), -days)
        return cls(
            now,
            datetime.combine(now.date(), time.max),
            datetime.combine(next_day, time.max),
            datetime.combine(waited, time()),
        )

    def scope(self, agencies, assignee="", until=None) -> late_lists.Scope:
        return late_lists.Scope(
            tuple(agencies), self.now, self.waited, until or self.today, assignee
        )


def digest_of(desk: Desk, day: Day, supervises: bool, say: Callable) -> list[Section]:
    """The sections with something in them; ``say`` puts messages into the reader's language."""
    made = [
        escalated(desk, say),
        own(desk, day, say),
        counter(desk, day, say),
        unassigned(desk, day, say),
        to_decide(desk, day, say),
        officers(desk, day, say),
    ]
    if supervises:
        made.append(agencies(day, say))
    return [section for section in made if section.lines]


def summary(desk: Desk, day: Day, say: Callable) -> str:
    """The subject of the mail: what is most urgent of one's own work or of the agencies."""
    if desk.duties:
        scope = day.scope(desk.duties)
        leads = desk.agencies_as("leader")
        scope = day.scope(leads) if leads else replace(scope, assignee=desk.user_id)
    else:
        scope = day.scope(every_agency())
    found = late_lists.counts(scope)
    parts = [
        said(say, _("${n} past the appointment"), found["whole"]),
        said(say, _("${n} due today"), found["soon"]),
    ]
    told = [text for text, number in parts if number]
    return ", ".join(told) or say(_("what there is to do"))


def said(say, message, number):
    shown = f"{late_lists.MANY}+" if number > late_lists.MANY else str(number)
    return say(_(message, mapping={"n": shown})), number


def every_agency() -> tuple[str, ...]:
    return tuple(agency.getId() for agency in lookup.agencies())


def escalated(desk, say) -> Section:
    """What rules had put into the digest."""
    section = Section(say(_("Escalated to you")), "tre-han")
    found = late_notices.of_user(desk.user_id, (late_notices.DIGEST,), 200)
    for row in found[:ROWS]:
        text = f"{row.code}, {row.procedure}: {row.title} ({day_and_time(row.due)})"
        section.lines.append(Line(text, f"tim-ho-so?ma={row.code}"))
    more(section, len(found), ROWS, say)
    return section


def marked(desk, say) -> Section:
    """What rules have marked for the reader and still runs."""
    section = Section(say(_("Marked for you")), "tom-tat", name="marked")
    found = {row.code: row for row in late_notices.marks(desk.user_id)}
    for row in list(found.values())[:ROWS]:
        text = f"{row.code}: {row.title} ({day_and_time(row.due)})"
        section.lines.append(Line(text, f"tim-ho-so?ma={row.code}"))
    more(section, len(found), ROWS, say)
    return section


def more(section, total, shown, say) -> None:
    if total > shown:
        message = _("and ${n} more", mapping={"n": total - shown})
        section.lines.append(Line(say(message), section.path))


def own(desk, day, say) -> Section:
    """What is assigned to the reader: overdue, due today, due on the next working day."""
    section = Section(say(_("Your dossiers")), "viec?tab=mine")
    mine = day.scope(desk.duties, desk.user_id)
    later = replace(mine, until=day.tomorrow)
    for title, cause, scope in (
        (_("Past the appointment"), "whole", mine),
        (_("Step past its limit"), "step", mine),
        (_("Due today"), "soon", mine),
        (_("Due on the next working day"), "soon", later),
    ):
        found = late_lists.listed(cause, scope, None, CODES).cases
        if scope is later:
            found = [case for case in found if case.due > day.today]
        for case in found:
            due = case.step_due if cause == "step" else case.due
            text = f"{say(title)}: {case.code}, {case.procedure_title}"
            section.lines.append(
                Line(f"{text} ({day_and_time(due)})", f"tim-ho-so?ma={case.code}")
            )
    return section


def counter(desk, day, say) -> Section:
    """What waits at the one-stop office: to accept, late with that, to hand over."""
    section = Section(say(_("At the one-stop office")), "viec?tab=to_accept")
    slugs = desk.agencies_as("clerk", "leader")
    if not slugs:
        return section
    found = queries.counts(slugs, desk.user_id, day.now, day.today)
    late = late_lists.counts(day.scope(slugs))["acceptance"]
    for message, number, path in (
        (_("To accept: ${n}"), found["to_accept"], "viec?tab=to_accept"),
        (_("Not accepted in time: ${n}"), late, "tre-han?list=acceptance"),
        (_("To hand over: ${n}"), found["to_hand_over"], "viec?tab=to_hand_over"),
    ):
        text, number = said(say, message, number)
        if number:
            section.lines.append(Line(text, path))
    return section


def unassigned(desk, day, say) -> Section:
    """What nobody works on yet."""
    section = Section(say(_("Nobody's yet")), "viec?tab=unassigned")
    slugs = desk.agencies_as("officer", "leader")
    if slugs:
        number = queries.counts(slugs, "", day.now, day.today)["unassigned"]
        text, number = said(say, _("Dossiers that nobody works on: ${n}"), number)
        if number:
            section.lines.append(Line(text, section.path))
    return section


def to_decide(desk, day, say) -> Section:
    """Apologies that wait for the reader's decision."""
    section = Section(say(_("Apologies that wait for you")), "tre-han")
    leads = desk.agencies_as("leader")
    found = late_apologies.to_decide(leads, day.now)
    text, number = said(say, _("Proposals to decide: ${n}"), len(found))
    if number:
        section.lines.append(Line(text, "tre-han"))
    return section


def officers(desk, day, say) -> Section:
    """How each officer stands, for leaders."""
    section = Section(say(_("Your officers")), "tre-han?list=figures&by=officer")
    leads = desk.agencies_as("leader")
    for slug, user, total, today, late in late_lists.loads(leads, day.now, day.today):
        facts = {
            "name": name_of(user) or say(_("nobody yet")),
            "open": total,
            "today": today,
            "late": late,
        }
        message = _(
            "${name}: ${open} open, ${today} due today, ${late} past the appointment",
            mapping=facts,
        )
        if today or late:
            path = f"tre-han?list=whole&agency={slug}&officer={user}"
            section.lines.append(Line(say(message), path if user else section.path))
    cut(section, say)
    return section


def agencies(day, say) -> Section:
    """How each agency stands, for who supervises; numbers only."""
    section = Section(say(_("Agencies")), "tre-han?list=figures")
    for group in late_lists.groups_by("agency", day.scope(every_agency())):
        facts = {
            "name": lookup.title_of_agency(group.key[0]),
            "late": group.whole,
            "accept": group.acceptance,
            "step": group.step,
        }
        message = _(
            "${name}: ${late} past the appointment, ${accept} not accepted in time, "
            "${step} with a step past its limit",
            mapping=facts,
        )
        path = f"tre-han?list=figures&by=procedure&agency={group.key[0]}"
        section.lines.append(Line(say(message), path))
    cut(section, say)
    return section


def cut(section, say) -> None:
    total = len(section.lines)
    del section.lines[ROWS:]
    more(section, total, ROWS, say)


def as_text(sections, portal_url: str) -> str:
    """The digest as the text of a mail."""
    parts = []
    for section in sections:
        lines = "\n".join(f"- {line.text}" for line in section.lines)
        parts.append(f"{section.title}\n{lines}\n{portal_url}/{section.path}")
    return "\n\n".join(parts)
