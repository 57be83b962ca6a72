"""The watch: every few minutes it looks which rules have come to apply, notes each once, and tells
those who are to know.

It reads the register only. What it finds is written batch by batch, each a transaction with its
notices; what is to be told by a message is then told person by person, all in one message. Killed
anywhere, or run twice, it goes on where the register says it stands: nothing is told twice, and
after days without a worker everybody gets one message.
"""

from datetime import datetime
from datetime import timedelta
from hanam.dvc.catalogue import settings as catalogue
from hanam.dvc.counter.late import settings
from hanam.dvc.counter.late import telling
from hanam.dvc.counter.late.whom import People
from hanam.dvc.notify import periodic
from hanam.dvc.register import late as register
from hanam.dvc.register import late_notices
from hanam.dvc.rules import late
from hanam.dvc.rules.late import How

import transaction


EVERY = 600  # seconds


class Look:
    """One look at a moment: the rules in force, the calendar, who is who."""

    def __init__(self, now: datetime, calendar, people, common, own=None, days=10):
        self.now = now
        self.calendar = calendar
        self.people = people
        self.common = common
        self.own = own or {}
        self.since = now - timedelta(days=days)
        self._of: dict[str, tuple[late.Rule, ...]] = {}

    @classmethod
    def of_portal(cls, now: datetime) -> "Look":
        """By the rules and the calendar that are kept in the portal."""
        days = settings.value("look_back")
        rules = settings.common(), settings.own()
        return cls(now, catalogue.calendar(), People(), *rules, days)

    @property
    def rules(self) -> tuple[late.Rule, ...]:
        """All that are switched on somewhere."""
        mine = [rule for rules in self.own.values() for rule in rules]
        return tuple(rule for rule in (*self.common, *mine) if not rule.off)

    def rules_of(self, agency: str) -> tuple[late.Rule, ...]:
        """The rules for the dossiers of an agency."""
        if agency not in self._of:
            own = self.own.get(agency, ())
            self._of[agency] = late.in_force(self.common, own, agency)
        return self._of[agency]

    def batches(self):
        """(kind of term, cases) of all that a rule may have come to apply to."""
        for what in late.What:
            span = late.reach(self.rules, what, self.calendar, self.now)
            if span is None:
                continue
            since, until = span
            since -= self.now - self.since
            for cases in register.walk(what, since, until):
                yield what, cases

    def passed(self, case, what: late.What):
        """(term, the rules that have come to apply to it since `since`) of a case."""
        for term in late.terms_of(case.standing()):
            if term.what is what:
                rules = self.rules_of(case.agency)
                found = late.passed(rules, term, self.now, self.calendar)
                yield term, [one for one in found if one.at >= self.since]


def watch(portal, now: datetime) -> int:
    """Note what has come to apply and tell of it; how many firings are new."""
    look = Look.of_portal(now)
    fired = note_all(look)
    late_notices.drop_old_marks()
    transaction.commit()
    transaction.begin()
    telling.tell_all()
    return fired


def note_all(look: Look) -> int:
    """Enter all that has come to apply; how many firings are new.

    Each batch is a transaction of its own: a long list must not keep writers waiting.
    """
    fired = 0
    for what, cases in look.batches():
        new = note(look, what, cases)
        fired += new
        transaction.commit()
        transaction.begin()
    return fired


def note(look: Look, what: late.What, cases) -> int:
    """Enter the firings of a batch, with the notices they cause; how many are new."""
    found = [
        (case, term, passed)
        for case in cases
        for term, passed in look.passed(case, what)
        if passed
    ]
    if not found:
        return 0
    known = register.fired([case.code for case, _term, _passed in found])
    new = 0
    for case, term, passed in found:
        fresh = [
            one
            for one in passed
            if (case.code, one.rule.id, term.occasion) not in known
        ]
        new += note_one(look, case, term, fresh)
    return new


def note_one(look: Look, case, term: late.Term, fresh) -> int:
    """Enter what is new of one term; nobody is told more than the last of it."""
    told, new = {}, 0
    for one in fresh:
        chosen = recipients(look, case, term, one.rule)
        entered = register.fire(
            code=case.code,
            rule=one.rule.id,
            title=one.rule.title,
            occasion=term.occasion,
            what=str(term.what),
            no=term.no,
            agency=case.agency,
            due=term.due,
            at=one.at,
            noted=look.now,
            told=len({user for user, _how in chosen}),
        )
        if not entered:
            continue
        new += 1
        told |= dict.fromkeys(chosen, one)
        if one.rule.draft and look.now <= term.due:
            register.prepare(
                code=case.code, due=term.due, agency=case.agency, prepared=look.now
            )
    late_notices.add(
        {
            "user": user,
            "how": str(how),
            "code": case.code,
            "title": one.rule.title,
            "what": str(term.what),
            "procedure": case.procedure_title,
            "agency": case.agency,
            "due": term.due,
            "at": one.at,
        }
        for (user, how), one in told.items()
    )
    return new


def recipients(look: Look, case, term, rule) -> list[tuple[str, How]]:
    """(user id, way) of all whom a rule has told of a case, each once."""
    users = dict.fromkeys(
        user for whom in rule.whom for user in look.people.of(whom, case, term.what)
    )
    return [(user, how) for user in users for how in rule.how]


periodic.register("late.watch", EVERY, watch)
