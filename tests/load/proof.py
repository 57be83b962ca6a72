"""Prove that no filing was lost or doubled: proof.py prepare | JOURNAL.

On the portal of DVC_VAR, which no server runs on. The journal holds {"attempts": [keys], "filed":
{key: [numbers]}, "before": number of dossiers before}; `prepare` tells that number.
"""

from pathlib import Path

import json
import sys


sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


def faults(portal, journal: dict) -> dict:
    """What is wrong, and counts.

    {"faults": [text], "dossiers": new ones, "filed": keys acknowledged, "unanswered": keys that led
    to a dossier though nobody heard of it}.
    """
    from hanam.dvc.dossiers import access
    from hanam.dvc.operations.verify import verify
    from hanam.dvc.register import queries
    from hanam.dvc.register.model import DossierRow
    from hanam.dvc.register.model import FilingKey
    from hanam.dvc.register.session import session
    from sqlalchemy import func
    from sqlalchemy import select

    found = []
    keys: dict[str, list[str]] = {}
    for row in session().execute(select(FilingKey.key, FilingKey.code)):
        keys.setdefault(row.key, []).append(row.code)
    for key, numbers in journal["filed"].items():
        if len(set(numbers)) != 1:
            found.append(f"{key} was answered with several numbers: {set(numbers)}")
        if keys.get(key) != [numbers[0]]:
            found.append(
                f"{key} was answered {numbers[0]}, the register says {keys.get(key)}"
            )
        for code in set(numbers):
            if queries.by_code(code) is None:
                found.append(f"{code} is not in the register")
            if access.find(code) is None:
                found.append(f"{code} is not among the documents")
    made = {key: keys[key][0] for key in journal["attempts"] if key in keys}
    if len(set(made.values())) != len(made):
        found.append("two filings have one number")
    count = session().scalar(select(func.count()).select_from(DossierRow))
    if count - journal["before"] != len(made):
        found.append(f"{count - journal['before']} dossiers came from {len(made)} keys")
    found += [str(difference) for difference in verify(portal)]
    return {
        "faults": found,
        "dossiers": count - journal["before"],
        "filed": len(journal["filed"]),
        "unanswered": len(made) - len(journal["filed"]),
    }


def prepare(portal) -> int:
    """Let guests file without a code, which no program could read; the dossiers that are there."""
    from plone import api

    import transaction

    api.portal.set_registry_record("hanam.dvc.identity.guest_code", "off")
    transaction.commit()
    return count_before()


def count_before() -> int:
    from hanam.dvc.register.model import DossierRow
    from hanam.dvc.register.session import session
    from sqlalchemy import func
    from sqlalchemy import select

    return session().scalar(select(func.count()).select_from(DossierRow))


if __name__ == "__main__":
    from hanam.dvc.operations import zope

    with zope.portal() as the_portal:
        if sys.argv[1] == "prepare":
            told = prepare(the_portal)
        else:
            told = faults(the_portal, json.loads(Path(sys.argv[1]).read_text()))
    print(json.dumps(told))
