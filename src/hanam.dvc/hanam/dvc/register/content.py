"""What dossiers say, kept so that they are found by it; derived from the documents."""

from functools import cache
from hanam.dvc.register.dialects import insert_of
from hanam.dvc.register.model_content import ContentRow
from hanam.dvc.register.model_content import ContentTerm
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session
from hanam.dvc.rules.content import line_of
from sqlalchemy import delete
from sqlalchemy import select


def text_of(code: str) -> str:
    """The words kept of a dossier, in one line; "" where there are none."""
    return (
        session().scalar(select(ContentRow.text).where(ContentRow.code == code)) or ""
    )


def keep(code: str, agency: str, words, moved_from: str = "") -> bool:
    """Keep the words of a dossier at its agency; whether anything had to be changed.

    ``moved_from`` is the agency it was at, where that is another. Part of the caller's
    transaction.
    """
    current = for_writing()
    line = line_of(words)
    known = text_of(code)
    if known == line and moved_from in ("", agency):
        return False
    if known:
        at = moved_from or agency
        current.execute(
            delete(ContentTerm)
            .where(ContentTerm.agency == at, ContentTerm.code == code)
            .where(ContentTerm.word.in_(known.split()))
            .execution_options(synchronize_session=False)
        )
        current.execute(
            delete(ContentRow)
            .where(ContentRow.code == code)
            .execution_options(synchronize_session=False)
        )
    if words:
        dialect = current.get_bind().dialect.name
        current.execute(_adding(dialect, ContentRow), {"code": code, "text": line})
        made = [{"agency": agency, "word": word, "code": code} for word in words]
        current.execute(_adding(dialect, ContentTerm), made)
    return True


def drop(code: str) -> None:
    """Forget what a dossier says, wherever it was."""
    current = for_writing()
    for kind in (ContentRow, ContentTerm):
        current.execute(
            delete(kind)
            .where(kind.code == code)
            .execution_options(synchronize_session=False)
        )


@cache
def _adding(dialect, kind):
    return insert_of(dialect)(kind.__table__).on_conflict_do_nothing()
