"""Making certificates and lists of revoked ones (RFC 5280)."""

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID
from cryptography.x509.oid import NameOID
from datetime import datetime
from datetime import timedelta
from datetime import UTC


BITS = 2048
SHA256 = hashes.SHA256()
HOURS = 24  # how long a list of revoked certificates holds


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=BITS)


def name(common: str, organisation: str, title: str = "") -> x509.Name:
    parts = [
        (NameOID.COUNTRY_NAME, "VN"),
        (NameOID.ORGANIZATION_NAME, organisation),
        (NameOID.TITLE, title),
        (NameOID.COMMON_NAME, common),
    ]
    return x509.Name([x509.NameAttribute(kind, text) for kind, text in parts if text])


def authority(subject, key, issuer=None, issuer_key=None, days=(-4000, 4000)):
    """A certificate of an authority; its own issuer where none is given."""
    usage = _usage(key_cert_sign=True, crl_sign=True)
    length = 0 if issuer is not None else 1
    return _signed(
        subject,
        key,
        issuer,
        issuer_key,
        days,
        [
            (x509.BasicConstraints(ca=True, path_length=length), True),
            (usage, True),
        ],
    )


def holder(subject, key, issuer, issuer_key, days, crl: str):
    """A certificate with which a person or an agency signs documents."""
    place = x509.DistributionPoint(
        [x509.UniformResourceIdentifier(crl)], None, None, None
    )
    return _signed(
        subject,
        key,
        issuer,
        issuer_key,
        days,
        [
            (x509.BasicConstraints(ca=False, path_length=None), True),
            (_usage(digital_signature=True, content_commitment=True), True),
            (x509.CRLDistributionPoints([place]), False),
        ],
    )


def clock(subject, key, issuer, issuer_key):
    """A certificate of a server that gives time stamps (RFC 3161)."""
    stamping = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    return _signed(
        subject,
        key,
        issuer,
        issuer_key,
        (-3000, 3000),
        [
            (x509.BasicConstraints(ca=False, path_length=None), True),
            (_usage(digital_signature=True), True),
            (stamping, True),
        ],
    )


def revocation_list(issuer, issuer_key, revoked: dict, number: int) -> bytes:
    """DER of the list; ``revoked``: serial number → when (aware)."""
    now = datetime.now(UTC)
    made = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.subject)
        .last_update(now - timedelta(minutes=5))
        .next_update(now + timedelta(hours=HOURS))
        .add_extension(x509.CRLNumber(number), critical=False)
        .add_extension(_authority_key(issuer), critical=False)
    )
    for serial, at in revoked.items():
        entry = x509.RevokedCertificateBuilder().serial_number(serial)
        made = made.add_revoked_certificate(entry.revocation_date(at).build())
    return made.sign(issuer_key, SHA256).public_bytes(Encoding.DER)


def _authority_key(issuer):
    found = issuer.extensions.get_extension_for_class(x509.SubjectKeyIdentifier)
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(found.value)


def _usage(**said):
    names = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{one: said.get(one, False) for one in names})


def _signed(subject, key, issuer, issuer_key, days, extensions):
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject if issuer is None else issuer.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=days[0]))
        .not_valid_after(now + timedelta(days=days[1]))
        .add_extension(
            x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False
        )
    )
    if issuer is not None:
        made = made.add_extension(_authority_key(issuer), critical=False)
    for value, critical in extensions:
        made = made.add_extension(value, critical=critical)
    return made.sign(issuer_key or key, SHA256)
