"""Who signs what with which service, and whose signatures count: records ``hanam.dvc.signing``."""

from dataclasses import dataclass
from functools import lru_cache
from hanam.dvc.catalogue.json_form import checker
from hanam.dvc.catalogue.json_form import JsonSettingsForm
from hanam.dvc.catalogue.settings import parsed
from hanam.dvc.catalogue.settings import SettingsError
from hanam.dvc.i18n import _
from hanam.dvc.records import reader
from hanam.dvc.rules import stamps
from hanam.dvc.signing import trust
from hanam.dvc.signing.remote import Service
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.z3cform import layout
from zope import schema
from zope.interface import Interface
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


PREFIX = "hanam.dvc.signing"
PERSON, SEAL = KINDS = ("person", "seal")
CORNERS = SimpleVocabulary(
    [
        SimpleTerm("bottom-left", "bottom-left", _("bottom left")),
        SimpleTerm("bottom-right", "bottom-right", _("bottom right")),
        SimpleTerm("top-left", "top-left", _("top left")),
        SimpleTerm("top-right", "top-right", _("top right")),
    ]
)


class ISigningSettings(Interface):
    """What an administrator may change without a new version."""

    roots = schema.Text(
        title=_("Authorities whose signatures count"),
        description=_(
            "JSON: a list; each with title, pem (the root's certificate), more (authorities "
            "below it), from and to (days, may be empty) and crl (addresses of its lists of "
            "revoked certificates)."
        ),
    )
    services = schema.Text(
        title=_("Signing services"),
        description=_("JSON: for each key the url, key and secret of the contract."),
    )
    signers = schema.Text(
        title=_("Who signs"),
        description=_(
            "JSON: a list; each with id, title, kind (person or seal), service, signer (its "
            "name there) and users (those who may sign with it)."
        ),
    )
    clock = schema.TextLine(
        title=_("Server for time stamps"),
        description=_(
            "Blank: signatures carry no time stamp and end with the certificate."
        ),
        required=False,
    )
    seconds = schema.Int(
        title=_("Seconds to wait for a signing service"), default=20, min=1, max=120
    )
    session_minutes = schema.Int(
        title=_("Minutes in which many results are signed with one PIN"),
        description=_("What is not signed by then asks for the PIN once more."),
        default=15,
        min=1,
        max=60,
    )
    location = schema.TextLine(title=_("Place of signing"), required=False)
    stamp = schema.Bool(
        title=_("Put a QR code on results that are uploaded"),
        description=_("Files that are signed already are never changed."),
        default=True,
        required=False,
    )
    corner = schema.Choice(
        title=_("Where the QR code stands"), vocabulary=CORNERS, default="bottom-left"
    )
    shown = schema.Bool(
        title=_("Show signatures on the page"),
        description=_(
            "Who signed, of which agency, when: above the name of who signs, else on a blank place "
            "near the end; never over a text."
        ),
        default=True,
        required=False,
    )
    signer_shown = schema.Bool(
        title=_("Tell everybody who signed"),
        description=_("Otherwise the public page names the office only."),
        default=True,
        required=False,
    )
    must_sign = schema.Bool(
        title=_("A result made here has to be signed before the dossier is finished"),
        default=True,
        required=False,
    )
    checks = schema.Int(title=_("Results verified from one address"), default=60, min=1)
    misses = schema.Int(
        title=_("Codes that are not there, from one address"), default=15
    )
    window = schema.Int(title=_("In so many seconds"), default=600, min=10)
    upload_size = schema.Int(
        title=_("Largest file that is verified, in megabytes"),
        default=20,
        min=1,
        max=100,
    )
    drawing_size = schema.Int(
        title=_("Largest drawn signature, in kilobytes"), default=200, min=10, max=2000
    )


@dataclass(frozen=True)
class Identity:
    """With what somebody signs: one's own signature or the seal of an agency."""

    id: str
    title: str
    kind: str
    service: str
    signer: str
    users: tuple[str, ...]


value = reader(ISigningSettings, PREFIX)


def roots() -> tuple[trust.Root, ...]:
    """The trust list; none where the setting is broken (the form refuses that)."""
    return parse_roots(value("roots") or "[]")


def identities() -> tuple[Identity, ...]:
    return parse_signers(value("signers") or "[]")


def identity(name: str) -> Identity | None:
    return next((one for one in identities() if one.id == name), None)


def identities_of(user: str) -> list[Identity]:
    """With what a user may sign, own signatures first."""
    own = [one for one in identities() if user and user in one.users]
    return sorted(own, key=lambda one: one.kind != PERSON)


def service(key: str) -> Service | None:
    row = parse_services(value("services") or "{}").get(key)
    if row is None:
        return None
    return Service(row["url"], row["key"], row["secret"], value("seconds"))


def stamp() -> stamps.Stamp:
    """The size and place of the QR code on a page."""
    side = 62 * stamps.MILLIMETRE
    return stamps.Stamp(
        side, 19 * stamps.MILLIMETRE, 6 * stamps.MILLIMETRE, value("corner")
    )


@lru_cache(maxsize=8)
def parse_roots(text: str) -> tuple[trust.Root, ...]:
    found = []
    for number, row in enumerate(_rows(text)):
        try:
            found.append(trust.root_of(row))
        except (ValueError, KeyError) as error:
            key = f"{number}.{str(error.args[0]) if error.args else 'pem'}"
            raise SettingsError(key, _("this cannot be read.")) from error
    return tuple(found)


@lru_cache(maxsize=8)
def parse_signers(text: str) -> tuple[Identity, ...]:
    found = []
    for number, row in enumerate(_rows(text)):
        for name in ("id", "title", "service", "signer"):
            _text(row, name, f"{number}.{name}")
        if row.get("kind") not in KINDS:
            known = _(
                "this must be one of: ${known}.", mapping={"known": ", ".join(KINDS)}
            )
            raise SettingsError(f"{number}.kind", known)
        users = row.get("users")
        if not isinstance(users, list) or not all(
            isinstance(one, str) for one in users
        ):
            raise SettingsError(f"{number}.users", _("this must be a list of texts."))
        names = ("id", "title", "kind", "service", "signer")
        found.append(Identity(*(row[name] for name in names), tuple(users)))
    return tuple(found)


@lru_cache(maxsize=8)
def parse_services(text: str) -> dict:
    data = parsed(text)
    for key, row in data.items():
        if not isinstance(row, dict):
            raise SettingsError(key, _("this must be an object."))
        for name in ("url", "key", "secret"):
            _text(row, name, f"{key}.{name}")
    return data


def _rows(text: str) -> list[dict]:
    data = parsed(text, list)
    if not all(isinstance(row, dict) for row in data):
        raise SettingsError("", _("this must be an object."))
    return data


def _text(row, name, place) -> None:
    if not isinstance(row.get(name), str) or not row[name].strip():
        raise SettingsError(place, _("this must be text."))


PARSERS = {"roots": parse_roots, "signers": parse_signers, "services": parse_services}


check = checker(PARSERS)


class Form(JsonSettingsForm):
    """Each text is parsed before it is kept."""

    schema = ISigningSettings
    schema_prefix = PREFIX
    label = _("Signatures and results")
    description = _("A change holds from the next page on.")
    check = staticmethod(check)
    lines = 12


SettingsPage = layout.wrap_form(Form, ControlPanelFormWrapper)
