"""Time stamps (RFC 3161): a signed statement that a digest was known at a moment."""

from asn1crypto import algos
from asn1crypto import cms
from asn1crypto import core
from asn1crypto import tsp
from asn1crypto import x509
from cryptography.hazmat.primitives import serialization
from datetime import datetime
from datetime import UTC

import hashlib
import secrets


POLICY = "1.3.6.1.4.1.55555.1.1"  # an arc of nobody's
SHA256 = algos.DigestAlgorithm({"algorithm": "sha256"})


def answer(store, asked: bytes, now: datetime | None = None) -> bytes:
    """DER of the answer to a request; ValueError for what is no request."""
    request = tsp.TimeStampReq.load(asked)
    imprint = request["message_imprint"]
    if (
        imprint["hash_algorithm"]["algorithm"].native
        not in hashlib.algorithms_guaranteed
    ):
        raise ValueError("unknown digest")
    said = {
        "version": "v1",
        "policy": POLICY,
        "message_imprint": imprint,
        "serial_number": secrets.randbits(63),
        "gen_time": (now or datetime.now(UTC)).replace(microsecond=0),
        "accuracy": {"seconds": 1},
    }
    if request["nonce"].native is not None:
        said["nonce"] = request["nonce"]
    token = _token(store, tsp.TSTInfo(said))
    return tsp.TimeStampResp(
        {"status": {"status": "granted"}, "time_stamp_token": token}
    ).dump()


def _token(store, info) -> cms.ContentInfo:
    certificate = _certificate(store["clock"])
    der = certificate.dump()
    body = info.dump()
    signed = cms.CMSAttributes(
        [
            _attribute("content_type", "tst_info"),
            _attribute("message_digest", hashlib.sha256(body).digest()),
            _attribute("signing_certificate_v2", _own(der)),
        ]
    )
    signature = store.sign("clock", hashlib.sha256(signed.dump()).digest())
    signer = {
        "version": "v1",
        "sid": cms.SignerIdentifier(
            "issuer_and_serial_number",
            {
                "issuer": certificate.issuer,
                "serial_number": certificate.serial_number,
            },
        ),
        "digest_algorithm": SHA256,
        "signed_attrs": signed,
        "signature_algorithm": {"algorithm": "sha256_rsa"},
        "signature": signature,
    }
    content = {
        "version": "v3",
        "digest_algorithms": [SHA256],
        "encap_content_info": {
            "content_type": "tst_info",
            "content": core.ParsableOctetString(body),
        },
        "certificates": [
            cms.CertificateChoices("certificate", one)
            for one in (certificate, _certificate(store["issuing"]))
        ],
        "signer_infos": [signer],
    }
    return cms.ContentInfo(
        {"content_type": "signed_data", "content": cms.SignedData(content)}
    )


def _certificate(pair) -> x509.Certificate:
    der = pair.certificate.public_bytes(serialization.Encoding.DER)
    return x509.Certificate.load(der)


def _attribute(name, value) -> cms.CMSAttribute:
    return cms.CMSAttribute({"type": name, "values": [value]})


def _own(der: bytes) -> tsp.SigningCertificateV2:
    digest = hashlib.sha256(der).digest()
    return tsp.SigningCertificateV2({"certs": [{"cert_hash": digest}]})
