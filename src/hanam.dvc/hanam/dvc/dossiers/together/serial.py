"""Parts of agencies and opinions as JSON, each reader as much as the pages show them."""

from AccessControl import getSecurityManager
from hanam.dvc.catalogue import lookup
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import work
from hanam.dvc.dossiers.together import hold_ups
from hanam.dvc.dossiers.together import offered
from hanam.dvc.dossiers.together import roles
from hanam.dvc.rules.together import LegState
from plone import api


def shown(dossier) -> dict:
    """What the present user may read: ``legs`` for staff and agencies with a part,
    ``opinions`` for staff of the agency that has the dossier; nothing for anybody else."""
    user = getSecurityManager().getUser()
    found = {}
    if roles.reads_legs(user, dossier):
        found["legs"] = [leg(one, dossier, user) for one in dossier.legs]
    if roles.reads_opinions(user, dossier):
        found["opinions"] = [opinion(one, dossier) for one in dossier.opinions]
    return found


def agencies(dossier) -> list[dict]:
    """For the applicant: which other agencies work on the dossier now, and until when, and
    which have done their part; no person, no note, no paper."""
    if dossier.finished is not None:
        return []
    return [
        {
            "agency": one["agency"],
            "agency_title": lookup.title_of_agency(one["agency"]),
            "title": one["title"],
            "done": one["outcome"] == LegState.DONE,
            "due": moment.iso(one["due"]),
            "finished": moment.iso(one["finished"]),
        }
        for one in dossier.legs
        if one["outcome"] in (LegState.OPEN, LegState.DONE)
    ]


def leg(one, dossier, user) -> dict:
    """One part; ``turn`` is to be sent with what its agency does to it."""
    extended = one["extended"]
    return {
        "no": one["no"],
        "title": one["title"],
        "agency": one["agency"],
        "agency_title": lookup.title_of_agency(one["agency"]) if one["agency"] else "",
        "role": one["role"],
        "state": str(one["outcome"]),
        "after": list(hold_ups.numbers(one["after"])),
        "started": moment.iso(one["started"]),
        "due": moment.iso(one["due"]),
        "finished": moment.iso(one["finished"]),
        "extended_to": moment.iso(extended["to"]) if extended else "",
        "assignee": one["assignee"],
        "assignee_name": work.full_name(one["assignee"]) if one["assignee"] else "",
        "note": one["note"],
        "papers": papers(one["papers"], dossier),
        "turn": one["turn"],
        "actions": offered.of_leg(dossier, user, one),
    }


def opinion(one, dossier) -> dict:
    """One question and its answer, as its agency reads it; never an expert's address."""
    return {
        "@id": address(dossier.code, one["no"]),
        "no": one["no"],
        "kind": one["kind"],
        "agency": one["agency"],
        "person": one["person"],
        "name": hold_ups.name_of(one),
        "question": one["question"],
        "paper_ids": list(one["papers"]),
        "asked": moment.iso(one["asked"]),
        "asked_by": one["asked_by"],
        "due": moment.iso(one["due"]),
        "state": str(one["state"]),
        "late": one["late"],
        **answer(one),
        "answered_name": one["answered_name"],
        "files": papers(one["files"], dossier),
        "actions": offered.of_opinion(dossier, one),
    }


def answer(one) -> dict:
    """The answer to a question, empty while there is none."""
    answered = moment.iso(one["answered"]) if one["verdict"] else ""
    return {"answered": answered, "verdict": one["verdict"], "text": one["text"]}


def asked(one, dossier) -> dict:
    """A question as those asked read it: the question, the papers chosen for it, and nothing
    else of the dossier."""
    base = f"{api.portal.get().absolute_url()}/y-kien/{dossier.code}/{one['no']}/tai"
    found = [dossier.paper(paper_id) for paper_id in one["papers"]]
    return {
        "@id": address(dossier.code, one["no"]),
        "code": dossier.code,
        "no": one["no"],
        "procedure_title": dossier.procedure_title,
        "agency": dossier.agency,
        "agency_title": lookup.title_of_agency(dossier.agency),
        "question": one["question"],
        "due": moment.iso(one["due"]),
        "state": str(one["state"]),
        "papers": [
            {
                "id": paper.id,
                "title": paper.title or paper.filename,
                "download": f"{base}/{paper.id}" if paper.file is not None else "",
            }
            for paper in found
            if paper is not None
        ],
        **answer(one),
    }


def address(code: str, no: int) -> str:
    """Where the service of a question is."""
    return f"{api.portal.get().absolute_url()}/@opinions/{code}/{no}"


def papers(ids, dossier) -> list[dict]:
    """Papers of agencies by their ids, also those that became results."""
    kept = {paper.id: paper for paper in (*dossier.parts, *dossier.results)}
    base = f"{dossier.absolute_url()}/@@phoi-hop/tai"
    return [
        {
            "id": one,
            "title": kept[one].title,
            "number": kept[one].number,
            "filename": kept[one].filename,
            "content_type": kept[one].content_type,
            "size": kept[one].size,
            "download": f"{base}/{one}" if kept[one].file is not None else "",
        }
        for one in ids
        if one in kept
    ]
