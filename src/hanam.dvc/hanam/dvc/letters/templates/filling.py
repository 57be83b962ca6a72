"""Values into Word files."""

from docx.shared import Mm
from docxtpl import DocxTemplate
from docxtpl import InlineImage
from hanam.dvc.dossiers import moment
from hanam.dvc.i18n import _
from hanam.dvc.letters.templates import careful
from hanam.dvc.letters.templates import defaults
from hanam.dvc.letters.templates import variables
from hanam.dvc.letters.templates import versions
from hanam.dvc.letters.templates.errors import BadTemplate
from hanam.dvc.letters.templates.errors import Fault
from io import BytesIO
from jinja2 import TemplateError
from unicodedata import category

import segno


NOT_FILLED = _("The template cannot be filled in: ${reason}")


def fill(kind, agency: str, values: dict, at=None) -> bytes:
    """A letter from the template that was in force on the day of ``at`` (default: today):
    the agency's, else the province's, else the one that comes with the portal."""
    day = (at or moment.now()).date()
    found = versions.in_force(agency, kind.id, day) or versions.in_force(
        "", kind.id, day
    )
    template = defaults.docx(kind) if found is None else found.data()
    return render(template, kind.id, values)


def render(template: bytes, kind: str, values: dict) -> bytes:
    """The bytes of a Word file with the values in it; raises `BadTemplate`."""
    try:
        document = DocxTemplate(BytesIO(template))
        context = variables.named(kind, clean(values))
        if variables.has_qr(kind):
            context[variables.QR] = picture(document, values.get("url") or "-")
        document.render(
            context, jinja_env=careful.environment(careful.Running), autoescape=True
        )
        made = BytesIO()
        document.save(made)
    except TemplateError as error:
        facts = {"reason": error.message or type(error).__name__}
        raise BadTemplate([Fault(_(NOT_FILLED, mapping=facts))]) from None
    except (ValueError, KeyError, OSError) as error:
        facts = {"reason": type(error).__name__}
        raise BadTemplate([Fault(_(NOT_FILLED, mapping=facts))]) from None
    return made.getvalue()


def picture(document, url: str):
    """The QR code of an address as a picture in the text."""
    drawn = BytesIO()
    segno.make(url, error="m").save(drawn, kind="png", scale=8, border=2)
    drawn.seek(0)
    return InlineImage(document, drawn, width=Mm(24))


def clean(value):
    """Without the characters that no XML may hold."""
    if isinstance(value, str):
        return "".join(
            c for c in value if c in "\n\t" or category(c) not in ("Cc", "Cs")
        )
    if isinstance(value, dict):
        return {key: clean(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [clean(inner) for inner in value]
    return value
