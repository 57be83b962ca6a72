"""``@@dvc-drafting-settings``: how long drafts are kept, what is offered, who needs a paper."""

from hanam.dvc.dossiers import authority
from hanam.dvc.dossiers import lasting
from hanam.dvc.dossiers.authority import IAuthoritySettings
from hanam.dvc.dossiers.lasting import IDraftSettings
from hanam.dvc.filing.drafting import settings
from hanam.dvc.filing.drafting.settings import IDraftingSettings
from hanam.dvc.i18n import _
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm
from plone.z3cform import layout


class DraftingForm(RegistryEditForm):
    """What is offered and told while a draft is filled in."""

    schema = IDraftingSettings
    schema_prefix = settings.PREFIX
    label = _("Drafts")
    description = _("A change holds from the next page on.")


class LastingForm(RegistryEditForm):
    """How long drafts and practice are kept."""

    schema = IDraftSettings
    schema_prefix = lasting.PREFIX
    label = _("How long drafts are kept")


class AuthorityForm(RegistryEditForm):
    """Who needs a paper to act for somebody else."""

    schema = IAuthoritySettings
    schema_prefix = authority.PREFIX
    label = _("Acting for somebody else")


DraftingPage = layout.wrap_form(DraftingForm, ControlPanelFormWrapper)
LastingPage = layout.wrap_form(LastingForm, ControlPanelFormWrapper)
AuthorityPage = layout.wrap_form(AuthorityForm, ControlPanelFormWrapper)
