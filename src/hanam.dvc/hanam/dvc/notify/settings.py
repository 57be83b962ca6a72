"""Channels and gateways of the portal: records of the registry, edited by an administrator."""

from dataclasses import dataclass
from hanam.dvc.i18n import _
from hanam.dvc.records import integer
from hanam.dvc.records import switch
from hanam.dvc.records import vocabulary
from plone import api
from plone.registry.interfaces import IRegistry
from zope import schema
from zope.component import queryUtility
from zope.interface import Interface

import os


PREFIX = "hanam.dvc.notify"
# An address of a gateway that begins so is one of the stand-ins of the sample province.
SANDBOX = "sandbox:"
SANDBOX_URL = "http://127.0.0.1:8090"
SECURITY = vocabulary(
    (
        ("starttls", _("STARTTLS (usual on port 587)")),
        ("tls", _("TLS from the beginning (usual on port 465)")),
        ("none", _("None: only for a server on the same machine")),
    )
)


class IEmailSettings(Interface):
    """How e-mail is sent."""

    email_on = switch(_("Send e-mail"), False)
    smtp_host = schema.TextLine(
        title=_("Mail server"),
        description=_("Blank: the server and account of Plone's mail settings."),
        required=False,
    )
    smtp_port = integer(_("Port"), 587, most=65535)
    smtp_security = schema.Choice(
        title=_("Encryption"), vocabulary=SECURITY, default="starttls"
    )
    smtp_user = schema.TextLine(title=_("User name"), required=False)
    smtp_password = schema.Password(
        title=_("Password"),
        description=_("It is not shown. Leave it blank to keep it."),
        required=False,
    )
    email_sender = schema.TextLine(
        title=_("Address of the sender"),
        description=_("Blank: the address of Plone's mail settings."),
        required=False,
    )
    email_name = schema.TextLine(title=_("Name of the sender"), required=False)
    email_timeout = integer(_("Seconds to wait for an answer"), 20, most=120)


class ISmsSettings(Interface):
    """How SMS is sent."""

    sms_on = switch(_("Send SMS"), False)
    sms_url = schema.TextLine(
        title=_("Address of the gateway"),
        description=_("https://… as the contract with the operator says."),
        required=False,
    )
    sms_key = schema.Password(
        title=_("Key"),
        description=_("It is not shown. Leave it blank to keep it."),
        required=False,
    )
    sms_secret = schema.Password(
        title=_("Secret of the signature"),
        description=_("It is not shown. Leave it blank to keep it."),
        required=False,
    )
    sms_sender = schema.TextLine(
        title=_("Name of the sender"),
        description=_(
            "The brand name registered with the operators, at most 11 letters."
        ),
        required=False,
        max_length=11,
    )
    sms_plain = switch(
        _("Send without diacritics"),
        True,
        about=_(
            "With diacritics a part holds 70 letters instead of 160, so that most messages "
            "cost twice as much."
        ),
    )
    sms_timeout = integer(_("Seconds to wait for an answer"), 10, most=120)


class IZaloSettings(Interface):
    """How messages are sent over Zalo."""

    zalo_on = switch(_("Send over Zalo"), False)
    zalo_url = schema.TextLine(
        title=_("Address of the gateway"),
        description=_("https://… as the contract with the operator says."),
        required=False,
    )
    zalo_key = schema.Password(
        title=_("Key"),
        description=_("It is not shown. Leave it blank to keep it."),
        required=False,
    )
    zalo_secret = schema.Password(
        title=_("Secret of the signature"),
        description=_("It is not shown. Leave it blank to keep it."),
        required=False,
    )
    zalo_sender = schema.TextLine(
        title=_("Number of the official account"), required=False
    )
    zalo_timeout = integer(_("Seconds to wait for an answer"), 10, most=120)


class IRetrySettings(Interface):
    """How often and how long something is tried, and how long it is kept."""

    address = schema.TextLine(
        title=_("Address of the portal"),
        description=_(
            "For links in messages, such as https://dichvucong.example.vn. Blank: the "
            "address of the page that caused the message."
        ),
        required=False,
    )
    attempts = integer(_("Tries before a message is given up"), 30, most=100)
    retry_base = integer(
        _("Seconds before the second try"),
        30,
        most=3600,
        about=_("Doubled after each further one."),
    )
    retry_most = integer(_("Seconds between two tries at most"), 7200, most=86400)
    keep_days = integer(
        _("Days that texts and addresses are kept"),
        60,
        most=3650,
        about=_("Afterwards only event, state and times remain."),
    )


class INotifySettings(IEmailSettings, ISmsSettings, IZaloSettings, IRetrySettings):
    """All records below `PREFIX`."""


@dataclass(frozen=True)
class Settings:
    """The records as they are now; texts are never None."""

    values: dict

    def __getattr__(self, name):
        try:
            return self.values[name]
        except KeyError as error:
            raise AttributeError(name) from error

    def is_on(self, channel: str) -> bool:
        return bool(self.values.get(f"{channel}_on"))


def current() -> Settings:
    """The settings of the portal; everything off where there are none yet."""
    registry = queryUtility(IRegistry)
    found = {}
    for name in schema.getFieldNames(INotifySettings):
        value = None if registry is None else registry.get(f"{PREFIX}.{name}")
        default = INotifySettings[name].default
        found[name] = default if value is None else value
        if found[name] is None:
            found[name] = ""
    return Settings(found)


def resolved(url: str) -> str:
    """The address of a gateway; for ``sandbox:/…`` that of the stand-in that runs now."""
    if not url.startswith(SANDBOX):
        return url
    return os.environ.get("DVC_SANDBOX", SANDBOX_URL) + url.removeprefix(SANDBOX)


def keep(**values) -> None:
    """Write some of the settings."""
    for name, value in values.items():
        api.portal.set_registry_record(f"{PREFIX}.{name}", value)
