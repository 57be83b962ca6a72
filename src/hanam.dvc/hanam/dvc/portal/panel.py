"""Where an administrator edits banner, colours and footer."""

from hanam.dvc.i18n import _
from hanam.dvc.portal import colours
from hanam.dvc.portal import emblem
from hanam.dvc.portal.settings import IPortalSettings
from hanam.dvc.portal.settings import PREFIX
from hanam.dvc.rules.contrast import COLOUR
from hanam.dvc.rules.contrast import contrast
from hanam.dvc.rules.contrast import LEAST
from hanam.dvc.rules.contrast import WHITE
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm
from plone.formwidget.namedfile.widget import NamedImageFieldWidget
from z3c.form.validator import SimpleFieldValidator
from z3c.form.validator import WidgetValidatorDiscriminators
from zope.interface import Invalid
from zope.schema.interfaces import IBytes
from zope.schema.interfaces import ITextLine


class Form(RegistryEditForm):
    schema = IPortalSettings
    schema_prefix = PREFIX
    label = _("Banner and footer")
    description = _("What stays blank is not shown.")

    def updateFields(self):
        super().updateFields()
        self.fields["emblem"].widgetFactory = NamedImageFieldWidget

    def applyChanges(self, data):
        if data.get("emblem"):
            data["emblem"] = emblem.kept(data["emblem"])
        for name in RATIOS:
            data[name] = (data.get(name) or "").strip().lower() or None
        return super().applyChanges(data)


# What text of a colour, or on it, is read on: the lowest contrast. A line carries no text.
RATIOS = {
    "accent": colours.weakest,
    "band": lambda colour: contrast(colour, WHITE),
    "line": lambda colour: LEAST,
}


class Words(SimpleFieldValidator):
    """A colour is written ``#rrggbb`` and can be read; other words are free."""

    def validate(self, value, force=False):
        super().validate(value, force)
        colour = (value or "").strip().lower()
        if not colour or self.field.__name__ not in RATIOS:
            return
        if not COLOUR.fullmatch(colour):
            raise Invalid(
                _("Write a colour as # and six digits or letters a to f: #9b1c1c.")
            )
        ratio = RATIOS[self.field.__name__](colour)
        if ratio < LEAST:
            raise Invalid(colours.refusal(colour, ratio))


class Emblem(SimpleFieldValidator):
    """A picture that can be read."""

    def validate(self, value, force=False):
        super().validate(value, force)
        if value and not emblem.is_picture(value):
            raise Invalid(
                _("This file is not a PNG, JPEG or WebP picture. Choose another one.")
            )


# By kind of field: to single out one field would mark it, and the registry could not keep it.
WidgetValidatorDiscriminators(Words, view=Form, field=ITextLine)
WidgetValidatorDiscriminators(Emblem, view=Form, field=IBytes)


class Panel(ControlPanelFormWrapper):
    """The form within the frame of Plone's control panel."""

    form = Form
