"""Settings of accounts and codes: records of the registry, prefix ``hanam.dvc.identity``."""

from hanam.dvc.i18n import _
from hanam.dvc.records import integer
from hanam.dvc.records import switch
from hanam.dvc.records import vocabulary
from plone.registry.interfaces import IRegistry
from zope import schema
from zope.component import queryUtility
from zope.interface import Interface
from zope.interface import Invalid


PREFIX = "hanam.dvc.identity"
REQUIRED, OFFERED, OFF = "required", "offered", "off"
GUEST_CODES = vocabulary(
    (
        (REQUIRED, _("Required of everybody without an account")),
        (OFFERED, _("Offered, may be left out")),
        (OFF, _("Not asked for")),
    )
)


def usable_providers(text) -> bool:
    """Refuse a setting of providers that could not be read, and say why."""
    if not text or text == "[]":
        return True
    from hanam.dvc.identity.openid import providers

    try:
        providers.parse(text)
    except providers.BadProviders as error:
        raise Invalid(error.problem) from None
    return True


class IIdentitySettings(Interface):
    """The record names below `PREFIX`."""

    guest_code = schema.Choice(
        title=_("Confirm the phone or e-mail of a guest by a code"),
        description=_(
            "Left out by itself while no channel can carry a code to that contact."
        ),
        vocabulary=GUEST_CODES,
        default=REQUIRED,
    )
    code_minutes = integer(_("Minutes that a code can be used"), 10, most=60)
    code_tries = integer(_("How often a code may be typed wrong"), 5, most=20)
    codes_of_contact = integer(_("Codes sent to one contact in an hour"), 5)
    codes_of_address = integer(
        _("Codes asked for from one network address in an hour"),
        60,
        about=_("Many people of one office or village share an address."),
    )
    proof_minutes = integer(_("Minutes that a confirmed contact stays confirmed"), 60)
    follow_days = integer(
        _("Days that dossiers are found again by their confirmed contact"), 365
    )
    registration = switch(_("Citizens may make an account"), True)
    password_length = integer(
        _("Least number of characters of a password"), 10, least=8
    )
    wrong_of_account = integer(
        _("Wrong passwords of one account before it is held"), 8, least=2
    )
    wrong_of_address = integer(
        _("Wrong passwords from one network address before it is held"), 40, least=2
    )
    hold_minutes = integer(_("Minutes in which wrong passwords are counted"), 15)
    device_days = integer(
        _("Days that a device is remembered"),
        30,
        least=0,
        about=_("It is not asked for the second factor; 0 = never."),
    )
    demand_second = schema.Tuple(
        title=_("Roles that must have a second factor"),
        description=_(
            "For example Clerk, Officer, Leader, Supervisor, Manager; one a line."
        ),
        value_type=schema.TextLine(),
        default=(),
        required=False,
    )
    providers = schema.Text(
        title=_("OpenID Connect providers"),
        description=_(
            "JSON: a list of objects with key, title, title_en, issuer, client_id, "
            "client_secret, scope, claims {name, id_number, birth_date, phone, email, "
            "level}, algorithms."
        ),
        default="[]",
        required=False,
        constraint=usable_providers,
    )


def value(name: str):
    """A setting; its default in a portal that has no record of it."""
    registry = queryUtility(IRegistry)
    found = registry.get(f"{PREFIX}.{name}") if registry is not None else None
    return IIdentitySettings[name].default if found is None else found
