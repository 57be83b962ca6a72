"""The tables by which dossiers are found by what they say."""

from hanam.dvc.register.model import Base
from hanam.dvc.register.model import KEY
from hanam.dvc.register.model import LONG
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import mapped_column


class ContentRow(Base):
    """The words of a dossier's content in one line, each once and in a bounded number."""

    __tablename__ = "content"
    __table_args__ = {"sqlite_with_rowid": False}

    code: Mapped[str] = mapped_column(KEY, primary_key=True)
    text: Mapped[str] = mapped_column(LONG, default="", server_default="")


class ContentTerm(Base):
    """A word of a dossier's content, at its agency."""

    __tablename__ = "content_term"
    __table_args__ = {"sqlite_with_rowid": False}

    agency: Mapped[str] = mapped_column(KEY, primary_key=True)
    word: Mapped[str] = mapped_column(KEY, primary_key=True)
    code: Mapped[str] = mapped_column(KEY, primary_key=True)
