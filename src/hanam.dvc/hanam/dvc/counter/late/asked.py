"""What a request asks of `/tre-han`, read the same for the page and its files."""

from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from datetime import time
from hanam.dvc.counter.asking import BadRequest
from hanam.dvc.counter.desk import Desk
from hanam.dvc.counter.late import settings
from hanam.dvc.i18n import _
from hanam.dvc.register import late_lists


APOLOGIES = "apologies"
FIGURES = "figures"
LISTS = (APOLOGIES, late_lists.SOON, "whole", "step", "acceptance", "waiting", FIGURES)
BY = ("agency", "officer", "procedure", "step")
# What is due within so many working days is due soon.
SOON_DAYS = 2
SIZE = 25
# The parts of the list of apologies: each has pages of its own.
NEAR, LATE = PARTS = ("near", "late")
LONGEST = 100


@dataclass(frozen=True)
class Asked:
    """The choices of a reader, checked; empty means no choice."""

    list: str = APOLOGIES
    by: str = "agency"
    agency: str = ""
    procedure: str = ""
    officer: str = ""
    part: str = ""
    after: str = ""

    def parameters(self, **changes) -> dict:
        """What an address carries to ask the same again, defaults left out."""
        changed, plain = replace(self, **changes), Asked()
        return {
            name: value
            for name, value in vars(changed).items()
            if name == "list" or value != getattr(plain, name)
        }


def read(form, desk: Desk) -> Asked:
    """The choices in a query string; raises `BadRequest`."""

    def given(name, default=""):
        value = form.get(name) or default
        if not isinstance(value, str):
            raise BadRequest(_("Say “${name}” only once.", mapping={"name": name}))
        return value.strip()[:LONGEST]

    asked = Asked(
        list=given("list", APOLOGIES),
        by=given("by", "agency"),
        agency=given("agency"),
        procedure=given("procedure"),
        officer=given("officer"),
        part=given("part"),
        after=given("after"),
    )
    for name, values in (("list", LISTS), ("by", BY), ("part", ("", *PARTS))):
        if getattr(asked, name) not in values:
            facts = {"name": name, "choices": ", ".join(values)}
            raise BadRequest(_("“${name}” must be one of: ${choices}.", mapping=facts))
    if asked.agency and asked.agency not in desk.agencies:
        raise BadRequest(_("You do not work for an agency of this name."))
    if asked.by == "officer" and not desk.shows_persons:
        raise BadRequest(_("Officers are shown to the leaders of their agency only."))
    if asked.officer and not sees_officers(desk) and asked.officer != desk.user_id:
        raise BadRequest(_("Officers are shown to the leaders of their agency only."))
    position(asked.after)
    return asked


def sees_officers(desk: Desk) -> bool:
    """Whether somebody may see what others are late with: leaders and administrators."""
    return desk.all_agencies or bool(desk.agencies_as("leader"))


def position(token: str) -> tuple[datetime, str] | None:
    """The place in a list that a page begins after; raises `BadRequest`."""
    if not token:
        return None
    moment, _space, code = token.partition(" ")
    try:
        return datetime.fromisoformat(moment), code
    except ValueError as error:
        message = _("This page of the list is not known. Begin at the first page.")
        raise BadRequest(message) from error


def token_of(after: tuple[datetime, str] | None) -> str:
    """The parameter that asks for what comes after a position; "" at the end."""
    return "" if after is None else f"{after[0].isoformat()} {after[1]}"


def scope_of(asked: Asked, desk: Desk, now: datetime, calendar) -> late_lists.Scope:
    """Whose dossiers are asked for.

    Who leads no agency sees the agency's lists too: work left lying is everybody's to see.
    """
    waited, _closed = calendar.add_working_days(
        now.date(), -settings.value("waiting_days")
    )
    last, _closed = calendar.add_working_days(now.date(), SOON_DAYS)
    return late_lists.Scope(
        agencies=(asked.agency,) if asked.agency else desk.agencies,
        now=now,
        since=datetime.combine(waited, time()),
        until=datetime.combine(last, time.max),
        assignee=asked.officer,
        procedure=asked.procedure,
    )
