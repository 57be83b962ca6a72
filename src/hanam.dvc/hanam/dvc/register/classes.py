"""Classes that practise filing, and what they have filed; none of it counts anywhere else."""

from datetime import date
from datetime import datetime
from hanam.dvc.register.model_drafts import ClassRow
from hanam.dvc.register.model_drafts import PracticeRow
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session
from sqlalchemy import delete
from sqlalchemy import select
from sqlalchemy import update


MOST = 500


def add(code: str, title: str, trainer: str, now: datetime, until: date) -> None:
    """A new class; IntegrityError where the code is taken."""
    current = for_writing()
    current.add(
        ClassRow(code=code, title=title, trainer=trainer, made=now, until=until)
    )
    current.flush()


def get(code: str, day: date | None = None) -> ClassRow | None:
    """The class of that code; with a `day`, only while it lasts."""
    found = session().get(ClassRow, code)
    if found is None or (day is not None and found.until < day):
        return None
    return found


def of_trainer(trainer: str) -> list[ClassRow]:
    """The classes of a trainer, the one that lasts longest first."""
    asked = select(ClassRow).where(ClassRow.trainer == trainer)
    return list(session().scalars(asked.order_by(ClassRow.until.desc(), ClassRow.code)))


def close(code: str, day: date) -> None:
    """Let a class end with a day."""
    for_writing().execute(
        update(ClassRow).where(ClassRow.code == code).values(until=day)
    )


def begin(draft: str, class_code: str, procedure: str, now: datetime, expires: date):
    """Enter a filing for practice; `class_code` is empty where nobody watches."""
    for_writing().add(
        PracticeRow(
            draft=draft,
            class_code=class_code,
            procedure=procedure,
            begun=now,
            expires=expires,
        )
    )


def filed(draft: str, code: str, expires: date) -> None:
    """The draft has become the practice dossier `code`."""
    for_writing().execute(
        update(PracticeRow)
        .where(PracticeRow.draft == draft)
        .values(code=code, expires=expires)
    )


def filings(class_code: str) -> list[PracticeRow]:
    """What a class has begun and filed, in the order it was begun."""
    asked = select(PracticeRow).where(
        PracticeRow.class_code == class_code, PracticeRow.class_code != ""
    )
    return list(session().scalars(asked.order_by(PracticeRow.begun).limit(MOST)))


def by_code(code: str) -> PracticeRow | None:
    """The practice filing that became the dossier `code`."""
    asked = select(PracticeRow).where(PracticeRow.code == code, PracticeRow.code != "")
    return session().scalars(asked).first()


def expired(day: date) -> list[PracticeRow]:
    """What was kept until before `day`."""
    asked = select(PracticeRow).where(PracticeRow.expires < day)
    return list(session().scalars(asked.order_by(PracticeRow.expires).limit(MOST)))


def forget(draft: str) -> None:
    """Delete the row of a practice filing."""
    for_writing().execute(delete(PracticeRow).where(PracticeRow.draft == draft))


def forget_classes_before(day: date) -> None:
    """Delete classes that ended before a day."""
    for_writing().execute(delete(ClassRow).where(ClassRow.until < day))
