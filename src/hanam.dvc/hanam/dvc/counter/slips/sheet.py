"""The slip on paper: which folders went from where to where, to be signed at both ends."""

from hanam.dvc import printing
from hanam.dvc.catalogue import lookup
from hanam.dvc.counter import printed
from hanam.dvc.counter import words
from hanam.dvc.dossiers import slips
from hanam.dvc.i18n import _
from hanam.dvc.spoken import language
from hanam.dvc.spoken import long_date
from pathlib import Path
from zope.i18n import translate


FOLDER = Path(__file__).with_name("print")


def answer(slip, rows: list[dict], request):
    """The PDF of a slip that was handed over; ``rows`` as of `lines.rows_of`."""
    name = f"ban-giao-{slip.number}-{slip.year}"
    return printed.send(request, "slip.typ", data(slip, rows, request), FOLDER, name)


def data(slip, rows, request) -> dict:
    def say(message):
        return translate(message, context=request)

    def signer(title, name=""):
        return {
            "title": say(title),
            "hint": say(_("(signature and full name)")),
            "name": name,
        }

    receivers = {row["by"] for row in rows if row["by"]}
    number = _("No.: ${code}", mapping={"code": f"{slips.title(slip)}/PBG"})
    return {
        "language": language(),
        "title": say(_("Hand-over slip of dossiers")),
        "agency": lookup.title_of_agency(slip.agency),
        "number": say(number),
        "dated": long_date(slip.handed.date()),
        "facts": [
            {
                "label": say(_("Handed over by")),
                "value": slips.end(slip.agency, slip.from_office),
            },
            {
                "label": say(_("Handed over to")),
                "value": slips.end(slip.to_agency, slip.to_office),
            },
            {
                "label": say(_("Folders handed over at")),
                "value": words.day_and_time(slip.handed),
            },
            {"label": say(_("Number of folders")), "value": str(len(rows))},
        ],
        "head": [
            say(word)
            for word in (
                *(_("No."), _("Number of the dossier"), _("Procedure")),
                *(_("For whom"), _("Folder received")),
            )
        ],
        "alt": say(_("Bar code of the number")),
        "rows": [
            {
                "no": str(row["no"]),
                "code": row["code"],
                "bars": printing.code128(row["code"]),
                "procedure": row["procedure"],
                "who": row["who"],
                "received": row["at"] or (row["state"] if row["is_missing"] else ""),
            }
            for row in rows
        ],
        "signers": [
            signer(_("Who hands over"), slip.handed_name),
            signer(_("Who receives"), receivers.pop() if len(receivers) == 1 else ""),
        ],
    }
