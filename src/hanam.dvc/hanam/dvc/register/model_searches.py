"""The table of what staff searched for: kept for some hours, so that no address carries it."""

from datetime import datetime
from hanam.dvc.register.model import Base
from hanam.dvc.register.model import KEY
from hanam.dvc.register.model import Key
from hanam.dvc.register.model import Line
from sqlalchemy import Index
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import mapped_column


class KeptSearch(Base):
    """A search of a user, by the key that stands for it in addresses until it ends.

    `text` is what was looked for among names, numbers and codes, `words` in the content.
    """

    __tablename__ = "kept_search"
    __table_args__ = (Index("kept_search_by_end", "ends"),)

    key: Mapped[str] = mapped_column(KEY, primary_key=True)
    user: Mapped[Key]
    text: Mapped[Line]
    words: Mapped[Line]
    ends: Mapped[datetime]
