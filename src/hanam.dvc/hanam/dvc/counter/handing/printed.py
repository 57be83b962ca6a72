"""The confirmation of a hand-over as PDF."""

from hanam.dvc import printing
from hanam.dvc.catalogue import lookup
from hanam.dvc.counter import words
from hanam.dvc.counter.handing import handing
from hanam.dvc.dossiers.content import Papers
from hanam.dvc.i18n import _
from hanam.dvc.rules.vietnamese import long_date
from pathlib import Path
from plone import api


FOLDER = Path(__file__).with_name("print")


def confirmation(dossier) -> bytes:
    """What was handed over last, to whom, and how it was confirmed."""
    return printing.pdf("handed.typ", data(dossier), folder=FOLDER)


def data(dossier) -> dict:
    entry = dossier.handed[-1]
    language = api.portal.get_default_language()
    agency = lookup.agency(dossier.agency)
    day = entry["at"].date()

    def say(message):
        return api.portal.translate(message, lang=language) if message else ""

    titles = {one.id: line(one) for one in dossier.results}
    papers = {one.id: one.title or one.component for one in dossier.papers}
    facts = (
        (_("Number of the dossier"), dossier.code),
        (_("Procedure"), dossier.procedure_title),
        (_("Applicant"), dossier.applicant["name"]),
        (_("Received by"), entry["receiver"]),
        (_("Identity card"), entry["receiver_id"]),
        (_("Paper of authority"), entry["authority"]),
        (_("At"), words.day_and_time(entry["at"])),
        (_("Confirmed"), say(handing.PROOF_WORDS.get(entry["proof"]))),
        (_("Number at the post"), entry["tracking"]),
        (_("Note"), entry["note"]),
    )
    return {
        "title": say(_("Confirmation of the hand-over")),
        "agency": dossier.agency
        if agency is None
        else lookup.name_of(agency, day, long=True),
        "dated": long_date(day),
        "facts": [{"label": say(label), "value": value} for label, value in facts],
        "results_title": say(_("Handed over")),
        "results": [titles[one] for one in entry["results"] if one in titles],
        "originals_title": say(_("Originals returned")),
        "originals": [papers[one] for one in entry["originals"] if one in papers],
        "drawing": list(picture(dossier, entry["drawing"])),
        "drawing_alt": say(_("Drawn signature")),
        "receiver_title": say(_("Receiver")),
        "receiver": entry["receiver"],
        "clerk_title": say(_("Handed over by")),
        "clerk": entry["by"][1],
        "missing_note": say(
            _("□ stands for a character that this document cannot show.")
        ),
    }


def line(paper) -> str:
    return ", ".join(
        part for part in (paper.title or paper.filename, paper.number) if part
    )


def picture(dossier, name: str) -> bytes:
    """The PNG of a drawn signature, b"" where there is none."""
    kept = dossier.drawings
    paper = kept.get(name) if isinstance(kept, Papers) else None
    return b"" if paper is None else paper.file.data
