"""An authority, documents and signatures for tests; keys are made once for all of them."""

from functools import cache
from hanam.dvc.sandbox.authority.people import PIN
from hanam.dvc.sandbox.authority.server import Authority
from hanam.dvc.sandbox.authority.server import KEY
from hanam.dvc.sandbox.authority.server import SECRET
from hanam.dvc.sandbox.authority.store import Store
from hanam.dvc.signing import making
from hanam.dvc.signing import revoked
from hanam.dvc.signing import settings
from hanam.dvc.signing import trust
from hanam.dvc.signing.remote import Service
from hanam.dvc.signing.remote import Signer
from plone import api

import io
import json
import pikepdf


@cache
def store() -> Store:
    """Keys of the authority, shared by all tests of the process."""
    return Store()


def started() -> Authority:
    """The authority as a server on a free port; nothing is revoked that was not at first."""
    made = Authority(0, store=store())
    for name in list(made.store.revoked):
        if name != "thu-hoi":
            made.store.restore(name)
    made.start()
    revoked.KEPT.forget()
    return made


def service(authority) -> Service:
    return Service(authority.address(), KEY, SECRET, 10)


def row_of(authority, root="root", **changes) -> dict:
    """A row of the trust list."""
    lists = [f"{authority.address()}/crl/{name}.crl" for name in ("root", "issuing")]
    row = {"title": "Mẫu", "pem": authority.store.root_pem(root), "crl": lists}
    return row | changes


def trusted(authority, **changes) -> trust.Trusted:
    revoked.KEPT.forget()
    return trust.Trusted.now([trust.root_of(row_of(authority, **changes))])


def switch_on(authority, users=None, clock=False) -> None:
    """Let the portal sign with the authority and trust it; ``users``: signer → user ids."""
    revoked.KEPT.forget()
    rows = [
        {
            "id": signer,
            "title": f"Chữ ký {signer}",
            "kind": "seal" if signer.startswith("dau") else "person",
            "service": "mau",
            "signer": signer,
            "users": list(ids),
        }
        for signer, ids in (users or {}).items()
    ]
    of_service = {"url": authority.address(), "key": KEY, "secret": SECRET}
    put(
        roots=json.dumps([row_of(authority)]),
        services=json.dumps({"mau": of_service}),
        signers=json.dumps(rows),
        clock=f"{authority.address()}/tsa" if clock else "",
    )


def put(**values) -> None:
    for name, value in values.items():
        api.portal.set_registry_record(f"{settings.PREFIX}.{name}", value)


def signed(authority, pdf: bytes, name="lanh-dao", pin=PIN, **facts) -> bytes:
    facts = {"reason": "Ký kết quả", "location": "Hà Nam"} | facts
    return making.sign(pdf, Signer(service(authority), name, pin), **facts)


def document(words="Kết quả", **facts) -> bytes:
    """A small PDF; ``password`` locks it, ``boxes`` are the sizes and turns of its pages."""
    made = pikepdf.new()
    for width, height, turned in facts.get("boxes", ((595, 842, 0),)):
        page = made.add_blank_page(page_size=(width, height))
        if turned:
            page.obj["/Rotate"] = turned
    made.docinfo["/Title"] = words
    out = io.BytesIO()
    password = facts.get("password")
    lock = pikepdf.Encryption(owner=password, user=password) if password else False
    made.save(out, encryption=lock)
    return out.getvalue()
