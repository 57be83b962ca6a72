"""``@@dvc-papers-settings``: how files are checked, shown, and sent from a phone."""

from hanam.dvc.dossiers.paper_settings import IPaperSettings
from hanam.dvc.dossiers.paper_settings import PREFIX
from hanam.dvc.i18n import _
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm
from plone.z3cform import layout


class PaperSettingsForm(RegistryEditForm):
    """The records of `IPaperSettings`."""

    schema = IPaperSettings
    schema_prefix = PREFIX
    label = _("Files and virus scanner")
    description = _("A change holds from the next file on.")


PaperSettingsPage = layout.wrap_form(PaperSettingsForm, ControlPanelFormWrapper)
