"""Answers that come from elsewhere: in the address of a link, or handed over by a system.

An address is read by many (history, logs, a neighbour's eyes), so it carries answers of a
declaration only. A system that knows the person hands over what it knows by `POST @prefill`
and gets an address without any of it, which works once.
"""

from dataclasses import dataclass
from datetime import timedelta
from hanam.dvc.dossiers import moment
from hanam.dvc.filing import declaration
from hanam.dvc.filing.answers import answers_of
from hanam.dvc.filing.answers import declared_fields
from hanam.dvc.filing.answers import set_person
from hanam.dvc.filing.drafting import settings
from hanam.dvc.filing.formfield import FormField
from hanam.dvc.filing.formfield import Invalid
from hanam.dvc.register import draft_keys

import json
import secrets


PREFIX = "data."
LONGEST = 500
MOST = 100


@dataclass(frozen=True)
class Linked:
    """What a link brings: (field, text) pairs that can be used, and how many cannot."""

    answers: tuple[tuple[FormField, object], ...] = ()
    ignored: int = 0

    @property
    def rows(self) -> list[dict]:
        """{label, text} for a reader."""
        return [
            {"label": field.label, "text": declaration.shown(field, value)}
            for field, value in self.answers
        ]

    @property
    def hidden(self) -> list[dict]:
        """{name, value} of the hidden fields that carry it on."""
        return [
            {"name": f"{PREFIX}{field.name}", "value": text}
            for field, value in self.answers
            for text in declaration.texts(value)
        ]


def usable(field: FormField, value) -> bool:
    """Whether an answer can be taken as it stands; empty ones are none."""
    given = declaration.texts(value)
    longest = field.max_length or LONGEST
    if not given or any(len(text) > longest for text in given):
        return False
    try:
        return declaration.read(field, value) not in (None, "", [])
    except Invalid:
        return False


def sort_out(answers: dict, procedure) -> Linked:
    """Answers by the names of a declaration: what can be used, what is left out."""
    fields = {field.name: field for field in declared_fields(procedure)}
    pairs = [(fields.get(name), value) for name, value in list(answers.items())[:MOST]]
    good = [pair for pair in pairs if pair[0] is not None and usable(*pair)]
    return Linked(tuple(good), len(answers) - len(good))


def read_link(request, procedure) -> Linked:
    """What the address (or the first page's form) brings for the declaration."""
    answers = {
        name.removeprefix(PREFIX): list(value) if isinstance(value, tuple) else value
        for name, value in request.form.items()
        if isinstance(name, str) and name.startswith(PREFIX)
    }
    return sort_out(answers, procedure)


def fill_from_link(draft, request, procedure) -> None:
    """Put what a link brings into a new draft; what was there stays."""
    put(draft, read_link(request, procedure), "link")


def put(draft, linked: Linked, source: str) -> None:
    for field, value in linked.answers:
        draft.data[field.name] = value
    answers_of(draft)["linked"] = {
        "source": source,
        "names": tuple(field.name for field, _value in linked.answers),
        "ignored": linked.ignored,
    }


# -- handed over by another system


def hand_over(procedure, data: dict, applicant: dict | None) -> tuple[str, object, int]:
    """Keep what a system hands over: (token, until when it can be opened, left out)."""
    linked = sort_out(data, procedure)
    until = moment.now() + timedelta(minutes=settings.value("prefill_minutes"))
    kept = {
        "procedure": procedure.UID(),
        "data": {field.name: value for field, value in linked.answers},
        "applicant": applicant,
        "ignored": linked.ignored,
    }
    token = secrets.token_urlsafe(24)
    body = json.dumps(kept, ensure_ascii=False)
    draft_keys.put(draft_keys.PREFILL, token, "", until, body=body)
    return token, until, linked.ignored


def is_open(token: str, procedure) -> bool:
    """Whether that token still opens a filing of this procedure."""
    row = draft_keys.find(draft_keys.PREFILL, token, moment.now())
    return row is not None and json.loads(row.body)["procedure"] == procedure.UID()


def take(token: str, procedure) -> dict | None:
    """What was handed over under a token, once; None where it opens nothing."""
    if not is_open(token, procedure):
        return None
    row = draft_keys.take(draft_keys.PREFILL, token, moment.now())
    return None if row is None else json.loads(row.body)


def fill(draft, given: dict, procedure) -> None:
    """Put what was handed over into a new draft."""
    put(draft, sort_out(given["data"], procedure), "system")
    if given["applicant"]:
        set_person(draft, "applicant", {"kind": "citizen"} | given["applicant"])
