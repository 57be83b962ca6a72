"""The tables of results that wait for a signature, and of what may sign many of them."""

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


class PreparedResult(Base):
    """A document in the making of a dossier that is being processed.

    ``paper`` is its id in the dossier, ``digest`` the SHA-256 of its file, ``signatures`` how many
    it has, ``by_leader`` whether the plan of the dossier leaves the signature to its leader.
    """

    __tablename__ = "prepared_result"
    __table_args__ = (Index("prepared_result_of_agency", "agency", "signatures"),)

    dossier: Mapped[str] = mapped_column(KEY, primary_key=True)
    paper: Mapped[str] = mapped_column(KEY, primary_key=True)
    agency: Mapped[Key]
    title: Mapped[Line]
    number: Mapped[Line]
    digest: Mapped[Key]
    signatures: Mapped[No]
    by_leader: Mapped[Flag]
    prepared: Mapped[Moment]


class SigningSession(Base):
    """What a signing service has allowed for one job: some signatures, for some minutes.

    ``sealed`` is its token, readable for this portal only; ``identity`` with what is signed, by
    ``user``. The PIN is nowhere.
    """

    __tablename__ = "signing_session"
    __table_args__ = (Index("signing_session_by_end", "ends"),)

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    user: Mapped[Key]
    identity: Mapped[Key]
    job: Mapped[Key]
    sealed: Mapped[str] = mapped_column(LONG, default="", server_default="")
    number: Mapped[No]
    ends: Mapped[datetime]
