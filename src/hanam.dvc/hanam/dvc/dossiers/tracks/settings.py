"""What a province decides of the tracks: records with the prefix ``hanam.dvc.tracks``."""

from hanam.dvc.i18n import _
from hanam.dvc.records import integer
from hanam.dvc.records import page
from hanam.dvc.records import switch
from plone import api
from zope import schema
from zope.interface import Interface


PREFIX = "hanam.dvc.tracks"


class ITrackSettings(Interface):
    """What an administrator may change without a new version."""

    reported = switch(
        _("Report dossiers to the national portal"),
        False,
        about=_(
            "Each change of a dossier then waits to be sent; without it nothing does."
        ),
    )
    plan_binds = switch(
        _("The internal plan binds"),
        True,
        about=_(
            "Papers and payments are asked for by whoever has the present step, and a"
            " dossier is finished on the last one; a leader may do it earlier with a reason."
        ),
    )
    reason_minutes = integer(
        _("Minutes that an administrator's reason to open a dossier holds"),
        30,
        least=0,
        about=_("0: no reason is asked for."),
    )
    pay_before_result = schema.List(
        title=_("Procedures whose result is given against payment"),
        description=_("Their codes, one a line; * for all procedures."),
        value_type=schema.TextLine(),
        default=[],
        required=False,
    )


TracksControlPanel = page(
    ITrackSettings,
    PREFIX,
    _("Money, hand-over and synchronisation"),
)


def value(name: str):
    return api.portal.get_registry_record(f"{PREFIX}.{name}", default=None)


def reported() -> bool:
    """Whether what happens to dossiers is reported to the national portal."""
    return bool(value("reported"))


def plan_binds() -> bool:
    """Whether the step of the plan binds who may do what."""
    return value("plan_binds") is not False


def is_paid_before_result(procedure: str) -> bool:
    """Whether the result of a procedure (its code) is given against payment."""
    codes = value("pay_before_result") or ()
    return "*" in codes or procedure in codes
