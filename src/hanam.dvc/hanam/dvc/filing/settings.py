"""Settings of this room: records of the registry with the prefix ``hanam.dvc.filing``."""

from hanam.dvc.i18n import _
from hanam.dvc.records import integer
from hanam.dvc.records import reader
from zope import schema
from zope.interface import Interface


PREFIX = "hanam.dvc.filing"


class IFilingSettings(Interface):
    """What an administrator may change without a new version."""

    example_procedure = schema.TextLine(
        title=_("Procedure of the API's example"), default="2.000635", required=False
    )
    example_agency = schema.TextLine(
        title=_("Agency of the API's example"), default="so-tu-phap", required=False
    )
    lookups = integer(
        _("Look-ups of dossiers by one address"),
        300,
        about=_("In as many seconds as the window has."),
    )
    misses = integer(
        _("Look-ups by one address that found nothing"),
        30,
        about=_("More than a person mistypes; each window."),
    )
    window = integer(_("Window of the two limits above, in seconds"), 600)


value = reader(IFilingSettings, PREFIX)


def example_procedure() -> tuple[str, str]:
    """Code of the procedure and slug of the agency that the example files with."""
    return value("example_procedure") or "", value("example_agency") or ""
