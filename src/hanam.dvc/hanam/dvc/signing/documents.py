"""Results that the portal writes itself, from a template and the facts of a dossier.

A template is declared once, by whoever has it: `declare(Template("notice", title, make))` with
``make(dossier, facts, code) -> bytes`` (a PDF that shows the QR code of its result's ``code``).
``facts``: title, number, dated (a date), text, signer and office (who is to sign).
"""

from collections.abc import Callable
from dataclasses import dataclass
from hanam.dvc import printing
from hanam.dvc.catalogue import lookup
from hanam.dvc.dossiers import moment
from hanam.dvc.i18n import _
from hanam.dvc.rules import result_codes
from hanam.dvc.rules.vietnamese import long_date
from hanam.dvc.signing import stamping
from plone import api


NOTICE = "notice"


@dataclass(frozen=True)
class Template:
    """``title`` is a message; ``make(dossier, facts, code)`` gives the PDF."""

    key: str
    title: str
    make: Callable


_known: dict[str, Template] = {}


def declare(template: Template) -> None:
    """Offer a template; a second of its key takes the place of the first."""
    _known[template.key] = template


def every() -> list[Template]:
    return list(_known.values())


def make(key: str, dossier, facts: dict, code: str) -> bytes:
    """The document of a template; KeyError for one that nobody has declared."""
    return _known[key].make(dossier, facts, code)


def notice(dossier, facts: dict, code: str) -> bytes:
    """A general notice of a result, in the layout of official letters."""
    return printing.pdf(
        "notice.typ", notice_data(dossier, facts, code), folder=stamping.FOLDER
    )


def notice_data(dossier, facts: dict, code: str) -> dict:
    """What the template says; in the language of the portal."""
    language = api.portal.get_default_language()
    agency = lookup.agency(dossier.agency)
    dated = facts.get("dated") or moment.now().date()
    name = (
        dossier.agency if agency is None else lookup.name_of(agency, dated, long=True)
    )

    def say(message):
        return api.portal.translate(message, lang=language)

    number = facts.get("number") or ""
    return {
        "language": "vi",
        "title": facts["title"],
        "agency": name,
        "number_line": say(_("No.: ${number}", mapping={"number": number}))
        if number
        else "",
        "dated": long_date(dated),
        "facts": [
            {"label": say(label), "value": value}
            for label, value in (
                (_("Number of the dossier"), dossier.code),
                (_("Procedure"), dossier.procedure_title),
                (_("For whom"), dossier.owner["name"]),
                (_("Address"), dossier.owner["address"]),
            )
        ],
        "lines": [line for line in facts.get("text", "").splitlines() if line.strip()],
        "office": facts.get("office") or "",
        "signer": facts.get("signer") or "",
        "missing_note": say(
            _("□ stands for a character that this document cannot show.")
        ),
        **_code_data(code, say),
    }


def _code_data(code: str, say) -> dict:
    url = stamping.address_of(code)
    shown = stamping.facts_of(code, url)
    return {
        "qr": shown["qr"],
        "qr_alt": shown["alt"],
        "code_line": f"{shown['title']}: {result_codes.shown(code)}",
        "verify_line": say(
            _(
                "Scan the QR code or go to ${address} to verify this document.",
                mapping={"address": shown["address"]},
            )
        ),
    }


declare(Template(NOTICE, _("Notice of the result"), notice))
