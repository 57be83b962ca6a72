"""How files are checked and shown: records of the registry, prefix ``hanam.dvc.papers``."""

from dataclasses import dataclass
from hanam.dvc.i18n import _
from hanam.dvc.records import reader
from zope import schema
from zope.interface import Interface
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


PREFIX = "hanam.dvc.papers"
REFUSE, HOLD = "refuse", "hold"
STRIP = "strip"


def choice(*terms):
    return SimpleVocabulary([SimpleTerm(key, key, title) for key, title in terms])


class IPaperSettings(Interface):
    """What an administrator may change without a new version."""

    scanner = schema.Bool(
        title=_("Look for viruses in every file"),
        description=_(
            "With ClamAV (clamd). Switch it on once clamd runs at the address below."
        ),
        default=False,
        required=False,
    )
    scanner_address = schema.TextLine(
        title=_("Address of clamd"),
        description=_(
            "A socket as unix:/run/clamav/clamd.ctl, or a machine and its port as "
            "127.0.0.1:3310."
        ),
        default="unix:/run/clamav/clamd.ctl",
    )
    scanner_timeout = schema.Int(
        title=_("How long to wait for clamd, in seconds"), default=20, min=1, max=300
    )
    scanner_down = schema.Choice(
        title=_("When clamd does not answer"),
        description=_(
            "Refuse: nobody can add files until it answers. Hold: files are kept and the "
            "dossier can be filed; staff open a file only once it has been looked into."
        ),
        vocabulary=choice(
            (REFUSE, _("Refuse the file")), (HOLD, _("Keep the file and look later"))
        ),
        default=HOLD,
    )
    active = schema.Choice(
        title=_("PDF with scripts or files inside"),
        description=_("A signed PDF is never changed; one with scripts is refused."),
        vocabulary=choice(
            (STRIP, _("Take out what is active, keep the pages")),
            (REFUSE, _("Refuse the file")),
        ),
        default=STRIP,
    )
    megapixels = schema.Int(
        title=_("Largest picture that is opened, in millions of pixels"),
        description=_("JPEG photos may have four times as many."),
        default=50,
        min=1,
        max=500,
    )
    picture_side = schema.Int(
        title=_("Longest side of a photo that is kept, in pixels"),
        description=_("Larger photos are made smaller. 4000 prints A4 sharply."),
        default=4000,
        min=500,
        max=20000,
    )
    hand_minutes = schema.Int(
        title=_(
            "How long a phone may send photos after the code was shown, in minutes"
        ),
        default=30,
        min=1,
        max=1440,
    )
    hand_uploads = schema.Int(
        title=_("Photos that may be sent with one code in ten minutes"),
        default=100,
        min=1,
    )
    tray_hours = schema.Int(
        title=_("Hours that photos for a form at the counter are kept"),
        description=_(
            "Counted from the last change. Receiving the dossier takes them over at once."
        ),
        default=12,
        min=1,
        max=72,
    )
    hand_misses = schema.Int(
        title=_("Wrong codes that one address may try in ten minutes"),
        default=20,
        min=1,
    )


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
