"""``@@dvc-identity``: codes, accounts, second factors and providers of the portal."""

from hanam.dvc.i18n import _
from hanam.dvc.identity.settings import IIdentitySettings
from hanam.dvc.identity.settings import PREFIX
from hanam.dvc.records import page


IdentityPage = page(
    IIdentitySettings,
    PREFIX,
    _("Codes, accounts and national login"),
)
