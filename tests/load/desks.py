"""Fifty desks at one agency: desks.py prepare N | check JOURNAL, on the portal of DVC_VAR.

`prepare` makes the accounts and files N dossiers; `check` holds what clerks were told against what the
stores say. The journal: {"done": [[code, action, version seen, user]], "since": id of the last entry before}.
"""

from collections import Counter
from pathlib import Path

import json
import sys


sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

AGENCY = "so-tu-phap"
PROCEDURE = "2.000635"
PASSWORD = "Mau-2018-hanam"
DESKS = {"clerk": 28, "officer": 16, "leader": 6}


def users() -> list[tuple[str, str]]:
    """(user id, role) of each desk."""
    roles = [role for role, number in DESKS.items() for _desk in range(number)]
    return [(f"ban.{number:02}", role) for number, role in enumerate(roles)]


def prepare(portal, count: int) -> dict:
    """Accounts and dossiers; {"since": the last entry of the history}."""
    from hanam.dvc.catalogue import lookup
    from hanam.dvc.dossiers import intake
    from hanam.dvc.filing import example
    from plone import api

    import transaction

    for user, role in users():
        if api.user.get(user) is None:
            api.user.create(
                username=user,
                email=f"{user.replace('.', '-')}@mau.example",
                password=PASSWORD,
                properties={"fullname": f"Cán bộ mẫu {user[-2:]}"},
            )
            api.group.add_user(groupname=f"{AGENCY}.{role}", username=user)
    transaction.commit()
    procedure = lookup.procedure(PROCEDURE)
    body = example.body_for(procedure, AGENCY)
    for number in range(count):
        person = body["applicant"] | {
            "name": f"Nguyễn Văn Mẫu {number}",
            "id_number": f"035185{number:06d}",
        }
        papers = [
            intake.NewPaper(paper["component"], originals=1) for paper in body["papers"]
        ]
        intake.file(
            intake.Filing(
                procedure=procedure,
                agency=AGENCY,
                channel="counter",
                applicant=person,
                case=body["case"],
                data=dict(body["data"]),
                papers=papers,
                result_by="counter",
            )
        )
        if number % 100 == 99:
            transaction.commit()
    transaction.commit()
    return {"since": last_entry()}


def last_entry() -> int:
    from hanam.dvc.register.model import HistoryRow
    from hanam.dvc.register.session import session
    from sqlalchemy import func
    from sqlalchemy import select

    return session().scalar(select(func.max(HistoryRow.id))) or 0


def check(portal, journal: dict) -> dict:
    """{"faults": [text], "changes": number}: each change told as done is in the history once, and
    nothing is in it that nobody was told or that two were told of the same version."""
    from hanam.dvc.operations.verify import verify
    from hanam.dvc.register import queries
    from hanam.dvc.register.model import HistoryRow
    from hanam.dvc.register.session import session
    from sqlalchemy import select

    found = []
    told = Counter((code, action) for code, action, _version, _user in journal["done"])
    seen = Counter((code, version) for code, _action, version, _user in journal["done"])
    found += [
        f"{code}: version {v} was changed twice"
        for (code, v), n in seen.items()
        if n > 1
    ]
    ids = {user for user, _role in users()}
    rows = session().execute(
        select(HistoryRow.code, HistoryRow.action)
        .where(HistoryRow.id > journal["since"])
        .where(HistoryRow.actor.in_(ids))
        .where(HistoryRow.action.in_(sorted({action for _code, action in told})))
    )
    entered = Counter((row.code, row.action) for row in rows)
    for key in sorted(set(told) | set(entered)):
        if told[key] != entered[key]:
            found.append(f"{key}: told {told[key]} times, entered {entered[key]} times")
    for code in sorted({code for code, _action in told}):
        if queries.by_code(code) is None:
            found.append(f"{code} is gone")
    found += [str(difference) for difference in verify(portal)]
    return {"faults": found, "changes": sum(entered.values())}


if __name__ == "__main__":
    from hanam.dvc.operations import zope

    with zope.portal() as the_portal:
        if sys.argv[1] == "prepare":
            answer = prepare(the_portal, int(sys.argv[2]))
        else:
            answer = check(the_portal, json.loads(Path(sys.argv[2]).read_text()))
    print(json.dumps(answer, ensure_ascii=False))
