"""``@@dvc-publication``: how soon decisions must come."""

from hanam.dvc.catalogue.decisions.settings import IPublicationSettings
from hanam.dvc.catalogue.decisions.settings import PREFIX
from hanam.dvc.i18n import _
from hanam.dvc.records import page


PublicationPage = page(
    IPublicationSettings,
    PREFIX,
    _("Terms of publication decisions"),
)
