"""The accounts of the sample province, and its gateways: the stand-ins of the sandbox."""

from hanam.dvc.identity import settings as identity
from hanam.dvc.notify import settings
from hanam.dvc.operations import sample
from hanam.dvc.sandbox import gateways
from hanam.dvc.sandbox import openid
from plone import api

import json


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
