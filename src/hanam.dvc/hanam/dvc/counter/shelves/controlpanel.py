"""``@@dvc-labels-settings``: the sheets of labels that the offices print on."""

from hanam.dvc.counter.shelves.settings import ILabelSettings
from hanam.dvc.counter.shelves.settings import PREFIX
from hanam.dvc.i18n import _
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm
from plone.z3cform import layout


class LabelForm(RegistryEditForm):
    """The records of `ILabelSettings`."""

    schema = ILabelSettings
    schema_prefix = PREFIX
    label = _("Labels of paper folders")
    description = _("The sheet of A4 that labels are printed on.")


LabelPage = layout.wrap_form(LabelForm, ControlPanelFormWrapper)
