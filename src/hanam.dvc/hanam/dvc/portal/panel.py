"""Where an administrator edits banner and footer."""

from hanam.dvc.i18n import _
from hanam.dvc.portal.settings import IPortalSettings
from hanam.dvc.portal.settings import PREFIX
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm


class Form(RegistryEditForm):
    schema = IPortalSettings
    schema_prefix = PREFIX
    label = _("Banner and footer")
    description = _("What stays blank is not shown.")


class Panel(ControlPanelFormWrapper):
    """The form within the frame of Plone's control panel."""

    form = Form
