"""Settings of letters: records of the registry with the prefix ``hanam.dvc.letters``."""

from hanam.dvc.i18n import _
from hanam.dvc.letters.kinds import KINDS
from hanam.dvc.records import reader
from zope import schema
from zope.interface import Interface
from zope.interface import Invalid


PREFIX = "hanam.dvc.letters"
SYMBOLS = "01 = GTN\n02 = HDHS\n03 = TCHS\n04 = PXL\n05 = PKS"


def is_symbols(text: str) -> bool:
    """Whether each line names a form and its letters; `Invalid` otherwise."""
    for line in text.splitlines():
        kind, _equals, letters = line.partition("=")
        if line.strip() and not (kind.strip() in KINDS and letters.strip()):
            raise Invalid(_("Write lines such as “01 = GTN”."))
    return True


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
    part = schema.Int(
        title=_("Lines of the register in one document"), default=300, min=50, max=1000
    )
    template_size = schema.Int(
        title=_("Largest template of a letter, in KB"), default=2048, min=20, max=10240
    )


value = reader(ILettersSettings, PREFIX)


def symbol(kind: str) -> str:
    """The letters of a form in its number, such as "GTN"; "" for none."""
    for line in (value("symbols") or "").splitlines():
        number, _equals, letters = line.partition("=")
        if number.strip() == kind:
            return letters.strip()
    return ""
