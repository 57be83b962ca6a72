"""The accounts of the sample province, and its gateways: the stand-ins of the sandbox."""

from hanam.dvc.identity import settings as identity
from hanam.dvc.notify import settings
from hanam.dvc.operations import sample
from hanam.dvc.sandbox import gateways
from hanam.dvc.sandbox import openid
from hanam.dvc.sandbox.authority import server as authority
from hanam.dvc.sandbox.authority.store import Store
from hanam.dvc.signing import settings as signing
from hanam.dvc.signing import stand_in
from pathlib import Path
from plone import api

import json
import os


# The stand-in for a national login.
PROVIDER = {
    "key": "mau",
    "title": "Đăng nhập bằng tài khoản quốc gia (mẫu)",
    "title_en": "Log in with the national account (sample)",
    "issuer": settings.SANDBOX,
    "client_id": openid.CLIENT,
    "client_secret": openid.SECRET,
    "scope": "openid profile phone email",
}


def load_sample(portal) -> None:
    """One account per role (see `sample.accounts`); messages go to the sandbox."""
    sample.make_accounts(portal)
    use_sandbox()
    use_authority()


def use_sandbox() -> None:
    """Switch every channel on, over the stand-ins; only the sample province does."""
    settings.keep(
        email_on=True,
        smtp_host=settings.SANDBOX,
        email_sender="cong@hanam.example",
        email_name="Cổng dịch vụ công tỉnh Hà Nam",
    )
    for channel in ("sms", "zalo"):
        settings.keep(
            **{
                f"{channel}_on": True,
                f"{channel}_url": f"{settings.SANDBOX}/{channel}",
                f"{channel}_key": gateways.KEY,
                f"{channel}_secret": gateways.SECRET,
                f"{channel}_sender": "DVC-HANAM",
            }
        )
    api.portal.set_registry_record(
        f"{identity.PREFIX}.providers", json.dumps([PROVIDER], ensure_ascii=False)
    )


# With what the sample accounts sign: (signer of the authority, title, kind, users).
SIGNERS = (
    ("lanh-dao", "Chữ ký của lãnh đạo Sở Tư pháp (mẫu)", "person", ["lanh.dao"]),
    ("chuyen-vien", "Chữ ký của chuyên viên (mẫu)", "person", ["chuyen.vien"]),
    (
        "dau-so-tu-phap",
        "Con dấu Sở Tư pháp (mẫu)",
        "seal",
        ["lanh.dao", "chuyen.vien"],
    ),
)


def use_authority() -> None:
    """Sign with the authority of the sandbox, and trust it where its keys are kept."""
    row = {
        "title": "Cơ quan chứng thực mẫu",
        "crl": [f"{stand_in.SANDBOX}/crl/{name}.crl" for name in ("root", "issuing")],
    }
    folder = os.environ.get("DVC_VAR")
    roots = []
    if folder:
        store = Store(Path(folder) / "authority")
        roots = [row | {"pem": store.root_pem(), "more": store["issuing"].pem()}]
    service = {
        "url": stand_in.SANDBOX,
        "key": authority.KEY,
        "secret": authority.SECRET,
    }
    signers = [
        {"id": one, "title": title, "kind": kind, "service": "mau"}
        | {"signer": one, "users": users}
        for one, title, kind, users in SIGNERS
    ]
    for name, kept in (
        ("roots", roots),
        ("services", {"mau": service}),
        ("signers", signers),
    ):
        text = json.dumps(kept, ensure_ascii=False)
        api.portal.set_registry_record(f"{signing.PREFIX}.{name}", text)
    api.portal.set_registry_record(f"{signing.PREFIX}.clock", f"{stand_in.SANDBOX}/tsa")
