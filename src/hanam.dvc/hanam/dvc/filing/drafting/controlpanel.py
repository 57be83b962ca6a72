"""``@@dvc-drafting-settings``: how long drafts are kept, what is offered, who needs a paper."""

from hanam.dvc.dossiers import authority
from hanam.dvc.dossiers import lasting
from hanam.dvc.dossiers.authority import IAuthoritySettings
from hanam.dvc.dossiers.lasting import IDraftSettings
from hanam.dvc.filing.drafting import settings
from hanam.dvc.filing.drafting.settings import IDraftingSettings
from hanam.dvc.i18n import _
from hanam.dvc.records import page


DraftingPage = page(
    IDraftingSettings,
    settings.PREFIX,
    _("Drafts"),
    _("A change holds from the next page on."),
)
LastingPage = page(
    IDraftSettings,
    lasting.PREFIX,
    _("How long drafts are kept"),
)
AuthorityPage = page(
    IAuthoritySettings,
    authority.PREFIX,
    _("Acting for somebody else"),
)
