"""A dossier as JSON for those who may see it, and the little that everybody may."""

from hanam.dvc.catalogue.geography.bodies import stands_for
from hanam.dvc.catalogue.lookup import title_of_agency
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import actions
from hanam.dvc.dossiers import clock
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import secrets
from hanam.dvc.dossiers.together import serial as together
from hanam.dvc.filing import progress
from hanam.dvc.filing.after import settings
from hanam.dvc.filing.answers import components
from hanam.dvc.filing.receipt import track_url
from hanam.dvc.register import queries
from zope.i18n import translate


def reached(row, request) -> dict:
    """What everybody may know who has the code: how much of the way is done, no more
    (TT 01/2018/TT-VPCP art. 16)."""
    steps = progress.path(row)
    return {
        "code": row.code,
        "progress": progress.percent(row),
        "step": progress.reached(row) + 1,
        "steps": [translate(step["title"], context=request) for step in steps],
        "ended": progress.said(row).ended,
        "track_url": track_url(row.code),
    }


def track(row, request) -> dict:
    """What its applicant may know of a dossier from the register alone."""
    next_step = settings.next_step(row.state, row.procedure)
    return reached(row, request) | {
        "procedure": row.procedure_title,
        "agency": row.agency,
        "agency_title": title_of_agency(row.agency, row.filed.date()),
        "agency_now": stands_for(row.agency),
        "state": str(row.state),
        "state_title": translate(progress.title(row), context=request),
        "state_text": translate(progress.sentence(row), context=request),
        "next": {"who": next_step["who"], "text": next_step["text"]},
        "due": moment.iso(row.due),
        "accept_due": moment.iso(row.accept_due),
        "received": moment.iso(row.received),
        "result_by": row.result_by,
    }


def followed(dossier, row, request, proof="") -> dict:
    """`track` and what the applicant may know beside it."""
    found = clock.deadline(dossier)
    return track(row, request) | {
        "filed": moment.iso(dossier.filed),
        "finished": moment.iso(dossier.finished),
        "returned": moment.iso(dossier.returned),
        "trace": [] if found is None else clock.describe(found.trace, request),
        "history": history(dossier, request),
        "papers": [paper(item, dossier, proof) for item in dossier.papers],
        "results": [paper(item, dossier, proof) for item in dossier.results],
        "letters": [paper(item, dossier, proof) for item in dossier.letters],
        "actions": [
            {
                "id": action.id,
                "title": translate(action.title, context=request),
                "needs": list(action.needs),
            }
            for action in actions.available(dossier, proof=proof or None)
        ],
        "agencies": together.agencies(dossier),
    }


def dossier(dossier, request, proof="") -> dict:
    """All of a dossier, for those who may see it."""
    row = queries.by_code(dossier.code)
    return followed(dossier, row, request, proof) | {
        "@id": dossier.absolute_url(),
        "procedure": {
            "code": dossier.procedure_code,
            "title": dossier.procedure_title,
            "version": dossier.procedure_version,
        },
        "case": dossier.case,
        "channel": dossier.channel,
        "assisted_by": dossier.assisted_by,
        "place": dossier.place,
        "applicant": dict(dossier.applicant),
        "owner": dict(dossier.owner),
        "data": dict(dossier.data),
        "result_by": dossier.result_by,
        "note": dossier.note,
        "rounds": dossier.rounds,
        "version": dossier.version,
        **together.shown(dossier),
    }


def slots(procedure, case: str) -> list[dict]:
    """The components papers may be added to: {key, name of the control, title}."""
    return [
        {"key": row["key"], "name": f"papers.{row['key']}", "title": row["title"]}
        for row in components(procedure, case)
    ]


def history(dossier, request) -> list[dict]:
    """What happened, without the names of those who did it."""
    rows = progress.told_history(queries.history(dossier.code))
    return [
        {
            "at": moment.iso(row.at),
            "action": row.action,
            "title": translate(progress.ACTIONS[row.action], context=request),
            "state": row.to_state,
            "note": row.note,
        }
        for row in rows
    ]


def paper(item, dossier, proof="") -> dict:
    """A paper with the address its file is fetched from."""
    facts = {
        "id": item.id,
        "component": item.component,
        "title": item.title,
        "number": item.number,
        "text": item.text,
        "added": moment.iso(item.added),
        "round": item.round,
    }
    if item.file is None:
        return facts | {"originals": item.originals, "copies": item.copies}
    return facts | {
        "filename": item.filename,
        "content_type": item.content_type,
        "size": item.size,
        "@id": paper_url(item, dossier, proof),
    }


def paper_url(item, dossier, proof="") -> str:
    """Where the file of a paper is fetched: with an account, or with the secret."""
    if proof and not access.may_see(dossier):
        secret = secrets.secret_of(dossier.code)
        return f"{track_url(dossier.code, secret)}/tai/{item.id}"
    return f"{dossier.absolute_url()}/@@paper/{item.id}"
