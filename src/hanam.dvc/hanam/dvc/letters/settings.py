"""Settings of letters: records of the registry with the prefix ``hanam.dvc.letters``."""

from hanam.dvc.i18n import _
from hanam.dvc.letters.kinds import KINDS
from hanam.dvc.records import are_pairs
from hanam.dvc.records import integer
from hanam.dvc.records import pairs
from hanam.dvc.records import reader
from zope import schema
from zope.interface import Interface


PREFIX = "hanam.dvc.letters"
SYMBOLS = "01 = GTN\n02 = HDHS\n03 = TCHS\n04 = PXL\n05 = PKS"


def is_symbols(text: str) -> bool:
    """Whether each line names a form and its letters; `Invalid` otherwise."""
    message = _("Write lines such as “01 = GTN”.")
    return are_pairs(text, lambda kind, letters: kind in KINDS and letters, message)


class ILettersSettings(Interface):
    """What an administrator may change."""

    symbols = schema.Text(
        title=_("Letters in the numbers of the forms"),
        description=_("The number of a form, an equals sign and its letters."),
        default=SYMBOLS,
        constraint=is_symbols,
    )
    place = schema.TextLine(
        title=_("Place in front of the date, for provincial agencies"),
        default="Hà Nam",
        required=False,
    )
    office = schema.TextLine(
        title=_("Name of the office that receives dossiers"),
        default="Bộ phận Tiếp nhận và Trả kết quả",
    )
    part = integer(_("Lines of the register in one document"), 300, least=50, most=1000)
    template_size = integer(
        _("Largest template of a letter, in KB"), 2048, least=20, most=10240
    )


value = reader(ILettersSettings, PREFIX)


def symbol(kind: str) -> str:
    """The letters of a form in its number, such as "GTN"; "" for none."""
    found = (letters for number, letters in pairs(value("symbols")) if number == kind)
    return next(found, "")
