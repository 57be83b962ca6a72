"""The tables of accounts: one-time codes, accounts, second factors, profiles.

Nothing here can be turned back into a code, a password or a contact: what proves something is
kept as a keyed hash only. The contact of an account is its login name and is kept as it is.
"""

from datetime import datetime
from hanam.dvc.register.model import Base
from hanam.dvc.register.model import Flag
from hanam.dvc.register.model import KEY
from hanam.dvc.register.model import Key
from hanam.dvc.register.model import Line
from hanam.dvc.register.model import LONG
from hanam.dvc.register.model import Moment
from hanam.dvc.register.model import No
from sqlalchemy import Index
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import mapped_column


class OneTimeCode(Base):
    """A code that was sent; also the count of what a contact and an address have asked for.

    `id` is a digest of what the asker was given, `contact`, `address`, `browser` and `code` are
    keyed digests, `proof` the digest of the proof given for a right code; `used` is when the
    right code came, `closed` says that no code is taken any more.
    """

    __tablename__ = "one_time_code"
    __table_args__ = (
        Index("one_time_code_of_contact", "contact", "sent"),
        Index("one_time_code_of_address", "address", "sent"),
        Index("one_time_code_by_time", "sent"),
        Index("one_time_code_of_proof", "proof"),
    )

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    purpose: Mapped[Key]
    contact: Mapped[Key]
    address: Mapped[Key]
    browser: Mapped[Key]
    code: Mapped[Key]
    proof: Mapped[Key]
    sent: Mapped[datetime]
    expires: Mapped[datetime]
    tries: Mapped[No]
    used: Mapped[Moment]
    closed: Mapped[Flag]


class ContactProof(Base):
    """A contact that was confirmed before a dossier was filed; `contact` is a keyed digest."""

    __tablename__ = "contact_proof"
    __table_args__ = (Index("contact_proof_of_contact", "contact", "at"),)

    code: Mapped[str] = mapped_column(KEY, primary_key=True)
    contact: Mapped[str] = mapped_column(KEY, primary_key=True)
    kind: Mapped[Key]
    at: Mapped[datetime]


class Account(Base):
    """A citizen's account; `login` is the phone or e-mail in its normal form.

    `password` is empty where the person logs in by codes or by a provider only.
    """

    __tablename__ = "account"

    user_id: Mapped[str] = mapped_column(KEY, primary_key=True)
    login: Mapped[str] = mapped_column(KEY, unique=True)
    password: Mapped[Line]
    created: Mapped[datetime]


class AccountState(Base):
    """What is known of anybody who logs in, citizen or staff.

    `epoch` is part of every session; it grows when somebody logs out everywhere.
    """

    __tablename__ = "account_state"

    user_id: Mapped[str] = mapped_column(KEY, primary_key=True)
    epoch: Mapped[No]


class ForeignAccount(Base):
    """Who logs in through an OpenID Connect provider: the pair (issuer, subject) is the key."""

    __tablename__ = "foreign_account"
    __table_args__ = (Index("foreign_account_of_user", "user_id"),)

    issuer: Mapped[str] = mapped_column(KEY, primary_key=True)
    subject: Mapped[str] = mapped_column(KEY, primary_key=True)
    user_id: Mapped[Key]
    level: Mapped[Key]
    joined: Mapped[datetime]


class SecondFactor(Base):
    """A second factor: `kind` is `totp` or `contact`; `secret` is encrypted.

    `last` is the latest time step that was used, so that no code is taken twice. `since` is
    NULL until the first code has proved that it works.
    """

    __tablename__ = "second_factor"

    user_id: Mapped[str] = mapped_column(KEY, primary_key=True)
    kind: Mapped[Key]
    secret: Mapped[Line]
    last: Mapped[No]
    since: Mapped[Moment]


class RecoveryCode(Base):
    """A code for who has lost the second factor, as a keyed digest; gone once used."""

    __tablename__ = "recovery_code"

    user_id: Mapped[str] = mapped_column(KEY, primary_key=True)
    digest: Mapped[str] = mapped_column(KEY, primary_key=True)


class TrustedDevice(Base):
    """A browser that is not asked for the second factor until `expires`."""

    __tablename__ = "trusted_device"
    __table_args__ = (Index("trusted_device_of_user", "user_id"),)

    digest: Mapped[str] = mapped_column(KEY, primary_key=True)
    user_id: Mapped[Key]
    created: Mapped[datetime]
    expires: Mapped[datetime]
    name: Mapped[Line]


class WrongTry(Base):
    """A password or code that was wrong; `who` is a keyed digest of an account or address."""

    __tablename__ = "wrong_try"
    __table_args__ = (Index("wrong_try_by_time", "at"),)

    who: Mapped[str] = mapped_column(KEY, primary_key=True)
    no: Mapped[str] = mapped_column(KEY, primary_key=True)
    at: Mapped[datetime]


class UnderWay(Base):
    """A login or a registration that is not finished; `state` is sealed, `id` a digest."""

    __tablename__ = "under_way"
    __table_args__ = (Index("under_way_by_time", "expires"),)

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    purpose: Mapped[Key]
    expires: Mapped[datetime]
    state: Mapped[str] = mapped_column(LONG, default="", server_default="")


class ProfileRow(Base):
    """What somebody has told of themselves, of organisations and of others, as JSON."""

    __tablename__ = "profile"

    user_id: Mapped[str] = mapped_column(KEY, primary_key=True)
    data: Mapped[str] = mapped_column(LONG, default="", server_default="")
    changed: Mapped[datetime]
