"""``@@dvc-notify-settings``: channels, gateways, tries."""

from hanam.dvc.i18n import _
from hanam.dvc.notify import settings
from hanam.dvc.rules import identity
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm
from z3c.form import field
from z3c.form import group
from z3c.form.validator import SimpleFieldValidator
from z3c.form.validator import WidgetValidatorDiscriminators
from zope.interface import Invalid
from zope.schema.interfaces import IPassword
from zope.schema.interfaces import ITextLine


class Part(group.Group):
    """The settings of one channel, among the records of them all."""

    def getContent(self):
        return self.parentForm.getContent()

    def updateWidgets(self, prefix=None):
        super().updateWidgets(prefix)
        for widget in self.widgets.values():
            if IPassword.providedBy(widget.field):
                # It would stand in the page for everybody who looks at its source.
                widget.value = ""


class EmailPart(Part):
    label = _("E-mail")
    fields = field.Fields(settings.IEmailSettings)


class SmsPart(Part):
    label = _("SMS")
    fields = field.Fields(settings.ISmsSettings)


class ZaloPart(Part):
    label = _("Zalo")
    fields = field.Fields(settings.IZaloSettings)


class RetryPart(Part):
    label = _("Tries and storage")
    fields = field.Fields(settings.IRetrySettings)


class Form(RegistryEditForm):
    schema = settings.INotifySettings
    schema_prefix = settings.PREFIX
    label = _("Messages to citizens")
    description = _(
        "Channels and gateways. Afterwards send yourself a test message on the page of the outbox."
    )
    fields = field.Fields()
    groups = (EmailPart, SmsPart, ZaloPart, RetryPart)

    def updateFields(self):
        """The fields are those of the groups."""

    def applyChanges(self, data):
        """A key that was left blank stays as it is: no page ever shows it."""
        for name in list(data):
            if IPassword.providedBy(settings.INotifySettings[name]) and not data[name]:
                del data[name]
        return super().applyChanges(data)


URLS = ("sms_url", "zalo_url", "address")
GOOD = ("https://", "http://localhost", "http://127.0.0.1", settings.SANDBOX)


class Words(SimpleFieldValidator):
    """An address of a gateway is encrypted, that of the sender is an address."""

    def validate(self, value, force=False):
        super().validate(value, force)
        name, text = self.field.__name__, (value or "").strip()
        if not text:
            return
        if name in URLS and not text.startswith(GOOD):
            raise Invalid(_("Enter an address that begins with https://."))
        if name == "email_sender":
            try:
                identity.email(text)
            except identity.Invalid as error:
                raise Invalid(_("Enter an e-mail address.")) from error


WidgetValidatorDiscriminators(Words, view=Part, field=ITextLine)


class Panel(ControlPanelFormWrapper):
    """The form within the frame of Plone's control panel."""

    form = Form
