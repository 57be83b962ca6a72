"""``@@dvc-whynot-settings``: the reasons, and whether one must be given."""

from hanam.dvc.counter.whynot.settings import IWhyNotSettings
from hanam.dvc.counter.whynot.settings import PREFIX
from hanam.dvc.i18n import _
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm
from plone.z3cform import layout


class WhyNotForm(RegistryEditForm):
    """The records of `IWhyNotSettings`."""

    schema = IWhyNotSettings
    schema_prefix = PREFIX
    label = _("Why not online")
    description = _("What clerks tap when a dossier could have been filed online.")


WhyNotPage = layout.wrap_form(WhyNotForm, ControlPanelFormWrapper)
