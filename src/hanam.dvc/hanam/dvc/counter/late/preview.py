"""What the rules of escalation would send today: counted, with nobody told and nothing written."""

from collections import Counter
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from datetime import time
from hanam.dvc.counter.late.watch import Look
from hanam.dvc.counter.late.watch import recipients
from hanam.dvc.register import late_notices
from hanam.dvc.rules.late import Rule


MOST = 5000


@dataclass(frozen=True)
class Row:
    """What a rule does at an agency today: dossiers it comes to apply to, entries that go to
    people by message, how many persons those are."""

    rule: Rule
    agency: str
    dossiers: int
    messages: int
    persons: int


def today(now: datetime, agencies, rules=None) -> tuple[list[Row], bool]:
    """The rows for these agencies, and whether there was too much to look at all of it.

    ``rules``: a `Look` has its own; given, these (common, own) are tried instead.
    """
    look = Look.of_portal(datetime.combine(now.date(), time.max))
    look.since = datetime.combine(now.date(), time())
    if rules is not None:
        look.common, look.own = rules
    dossiers, messages = Counter(), Counter()
    persons, known, seen = defaultdict(set), {}, 0
    wanted = set(agencies)
    for what, cases in look.batches():
        for case in cases:
            if case.agency not in wanted:
                continue
            seen += 1
            for term, passed in look.passed(case, what):
                for one in passed:
                    key = (one.rule.id, case.agency)
                    known[key] = one.rule
                    dossiers[key] += 1
                    sent = [
                        user
                        for user, how in recipients(look, case, term, one.rule)
                        if how in late_notices.SENT
                    ]
                    messages[key] += len(sent)
                    persons[key].update(sent)
        if seen >= MOST:
            break
    rows = [
        Row(known[key], key[1], dossiers[key], messages[key], len(persons[key]))
        for key in known
    ]
    return sorted(rows, key=lambda row: (row.rule.id, row.agency)), seen >= MOST
