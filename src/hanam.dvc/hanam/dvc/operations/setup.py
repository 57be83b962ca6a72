"""The accounts of the sample province, and its gateways: the stand-ins of the sandbox."""

from hanam.dvc.notify import settings
from hanam.dvc.operations import sample
from hanam.dvc.sandbox import gateways


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
        email_name="Cổng dịch vụ công tỉnh Hà Nam (mẫu)",
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
