"""Settings of accounts and codes: records of the registry, prefix ``hanam.dvc.identity``."""

from hanam.dvc.i18n import _
from plone.registry.interfaces import IRegistry
from zope import schema
from zope.component import queryUtility
from zope.interface import Interface
from zope.interface import Invalid
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


PREFIX = "hanam.dvc.identity"
REQUIRED, OFFERED, OFF = "required", "offered", "off"
GUEST_CODES = SimpleVocabulary(
    [
        SimpleTerm(REQUIRED, title=_("Required of everybody without an account")),
        SimpleTerm(OFFERED, title=_("Offered, may be left out")),
        SimpleTerm(OFF, title=_("Not asked for")),
    ]
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
    code_minutes = schema.Int(
        title=_("Minutes that a code can be used"), min=1, max=60, default=10
    )
    code_tries = schema.Int(
        title=_("How often a code may be typed wrong"), min=1, max=20, default=5
    )
    codes_of_contact = schema.Int(
        title=_("Codes sent to one contact in an hour"), min=1, default=5
    )
    codes_of_address = schema.Int(
        title=_("Codes asked for from one network address in an hour"),
        description=_("Many people of one office or village share an address."),
        min=1,
        default=60,
    )
    proof_minutes = schema.Int(
        title=_("Minutes that a confirmed contact stays confirmed"), min=1, default=60
    )
    follow_days = schema.Int(
        title=_("Days that dossiers are found again by their confirmed contact"),
        min=1,
        default=365,
    )
    registration = schema.Bool(
        title=_("Citizens may make an account"), default=True, required=False
    )
    password_length = schema.Int(
        title=_("Least number of characters of a password"), min=8, default=10
    )
    wrong_of_account = schema.Int(
        title=_("Wrong passwords of one account before it is held"), min=2, default=8
    )
    wrong_of_address = schema.Int(
        title=_("Wrong passwords from one network address before it is held"),
        min=2,
        default=40,
    )
    hold_minutes = schema.Int(
        title=_("Minutes in which wrong passwords are counted"), min=1, default=15
    )
    device_days = schema.Int(
        title=_("Days that a device is remembered"),
        description=_("It is not asked for the second factor; 0 = never."),
        min=0,
        default=30,
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
