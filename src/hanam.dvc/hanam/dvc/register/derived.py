"""What a row of the register is found and ordered by, kept in step with it by the mapper."""

from functools import cache
from hanam.dvc.register.dialects import insert_of
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.model import DossierTerm
from hanam.dvc.register.model import NO_DEADLINE
from hanam.dvc.register.terms import folded_text
from hanam.dvc.register.terms import terms_of
from sqlalchemy import event
from sqlalchemy import inspect


TERM_SOURCES = (
    "agency",
    "code",
    "applicant_name",
    "applicant_id",
    "owner_name",
    "owner_id",
    "phone",
)


def _values(row, old=False):
    """The values terms are made of; with `old`, as they stand in the database."""
    values = {}
    for name in TERM_SOURCES:
        history = inspect(row).attrs[name].history
        stored = history.deleted or history.unchanged
        values[name] = (stored[0] if old and stored else getattr(row, name)) or ""
    return values


def _is_found_otherwise(row):
    """Whether anything changed that terms are made of; most changes are of the state."""
    attributes = inspect(row).attrs
    return any(attributes[name].history.has_changes() for name in TERM_SOURCES)


def _add(connection, values):
    made = [
        {"agency": values["agency"], "term": term, "code": values["code"]}
        for term in terms_of(values)
    ]
    connection.execute(_adding(connection.dialect.name), made)


@cache
def _adding(dialect):
    """Enters terms; those that are there already, against all expectation, stay."""
    return insert_of(dialect)(DossierTerm.__table__).on_conflict_do_nothing()


def next_due_of(row):
    """By when the agency has to act: to accept, then to resolve."""
    return row.due or (None if row.received else row.accept_due) or NO_DEADLINE


@event.listens_for(DossierRow, "before_insert")
@event.listens_for(DossierRow, "before_update")
def _derive(mapper, connection, row):
    due = next_due_of(row)
    if row.next_due != due:
        row.next_due = due
    if row.entered != (row.received or row.filed):
        row.entered = row.received or row.filed
    if row.state_since is None:
        row.state_since = row.filed
    if not row.folded or _is_found_otherwise(row):
        row.folded = folded_text(_values(row))


@event.listens_for(DossierRow, "after_insert")
def _add_terms(mapper, connection, row):
    _add(connection, _values(row))


@event.listens_for(DossierRow, "after_update")
def _change_terms(mapper, connection, row):
    if _is_found_otherwise(row):
        _drop(connection, _values(row, old=True))
        _add(connection, _values(row))


@event.listens_for(DossierRow, "after_delete")
def _drop_terms(mapper, connection, row):
    _drop(connection, _values(row, old=True))


def _drop(connection, values):
    table = DossierTerm.__table__
    connection.execute(
        table.delete().where(
            table.c.agency == values["agency"],
            table.c.term.in_(terms_of(values)),
            table.c.code == values["code"],
        )
    )
