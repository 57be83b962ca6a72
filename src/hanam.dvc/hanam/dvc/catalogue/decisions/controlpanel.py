"""``@@dvc-publication``: how soon decisions must come."""

from hanam.dvc.catalogue.decisions.settings import IPublicationSettings
from hanam.dvc.catalogue.decisions.settings import PREFIX
from hanam.dvc.i18n import _
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm
from plone.z3cform import layout


class PublicationForm(RegistryEditForm):
    """The limits of NĐ 63/2010 for decisions."""

    schema = IPublicationSettings
    schema_prefix = PREFIX
    label = _("Terms of publication decisions")


PublicationPage = layout.wrap_form(PublicationForm, ControlPanelFormWrapper)
