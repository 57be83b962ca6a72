"""How files are checked and shown: records of the registry, prefix ``hanam.dvc.papers``."""

from dataclasses import dataclass
from hanam.dvc.i18n import _
from hanam.dvc.records import integer
from hanam.dvc.records import reader
from hanam.dvc.records import switch
from hanam.dvc.records import vocabulary
from zope import schema
from zope.interface import Interface


PREFIX = "hanam.dvc.papers"
REFUSE, HOLD = "refuse", "hold"
STRIP = "strip"


class IPaperSettings(Interface):
    """What an administrator may change without a new version."""

    scanner = switch(
        _("Look for viruses in every file"),
        False,
        about=_(
            "With ClamAV (clamd). Switch it on once clamd runs at the address below."
        ),
    )
    scanner_address = schema.TextLine(
        title=_("Address of clamd"),
        description=_(
            "A socket as unix:/run/clamav/clamd.ctl, or a machine and its port as "
            "127.0.0.1:3310."
        ),
        default="unix:/run/clamav/clamd.ctl",
    )
    scanner_timeout = integer(_("How long to wait for clamd, in seconds"), 20, most=300)
    scanner_down = schema.Choice(
        title=_("When clamd does not answer"),
        description=_(
            "Refuse: nobody can add files until it answers. Hold: files are kept and the "
            "dossier can be filed; staff open a file only once it has been looked into."
        ),
        vocabulary=vocabulary(
            ((REFUSE, _("Refuse the file")), (HOLD, _("Keep the file and look later")))
        ),
        default=HOLD,
    )
    active = schema.Choice(
        title=_("PDF with scripts or files inside"),
        description=_("A signed PDF is never changed; one with scripts is refused."),
        vocabulary=vocabulary(
            (
                (STRIP, _("Take out what is active, keep the pages")),
                (REFUSE, _("Refuse the file")),
            )
        ),
        default=STRIP,
    )
    megapixels = integer(
        _("Largest picture that is opened, in millions of pixels"),
        50,
        most=500,
        about=_("JPEG photos may have four times as many."),
    )
    picture_side = integer(
        _("Longest side of a photo that is kept, in pixels"),
        4000,
        least=500,
        most=20000,
        about=_("Larger photos are made smaller. 4000 prints A4 sharply."),
    )
    hand_minutes = integer(
        _("How long a phone may send photos after the code was shown, in minutes"),
        30,
        most=1440,
    )
    hand_uploads = integer(
        _("Photos that may be sent with one code in ten minutes"), 100
    )
    tray_hours = integer(
        _("Hours that photos for a form at the counter are kept"),
        12,
        most=72,
        about=_(
            "Counted from the last change. Receiving the dossier takes them over at once."
        ),
    )
    hand_misses = integer(_("Wrong codes that one address may try in ten minutes"), 20)


@dataclass(frozen=True)
class Rules:
    """The settings as they stand; names as in `IPaperSettings`."""

    scanner: bool
    scanner_address: str
    scanner_timeout: int
    scanner_down: str
    active: str
    megapixels: int
    picture_side: int
    hand_minutes: int
    hand_uploads: int
    hand_misses: int
    tray_hours: int


def rules() -> Rules:
    """The settings; defaults in a portal that has no record of them."""
    return Rules(**{name: value(name) for name in Rules.__annotations__})


value = reader(IPaperSettings, PREFIX)
