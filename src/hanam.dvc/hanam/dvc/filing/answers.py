"""What a draft holds while somebody still types: the answers as they stand, right or wrong.

Persons and declaration are kept as texts in the draft itself; the rest of the path in
``draft.answers``. `clean` makes of it what a dossier holds.
"""

from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import papers
from hanam.dvc.dossiers import authority
from hanam.dvc.dossiers import sheets
from hanam.dvc.filing import declaration
from hanam.dvc.filing import person
from hanam.dvc.filing.formfield import FormField
from hanam.dvc.i18n import _
from persistent.mapping import PersistentMapping


SELF, OTHER = "self", "other"
RESULT_WAYS = (
    ("counter", _("I collect it at the counter of the agency")),
    ("post", _("The post brings it to my address")),
    ("online", _("Online: I download it on this portal")),
)


def answers_of(draft) -> PersistentMapping:
    """``for`` (self, other), ``done`` (ids of the steps saved once)."""
    found = getattr(draft, "answers", None)
    if found is None:
        found = draft.answers = PersistentMapping()
    return found


def said(draft) -> dict:
    """The same to look at only: reading a page must not change the draft."""
    found = getattr(draft, "answers", None)
    return {} if found is None else found


def set_person(draft, name: str, typed: dict) -> None:
    """Keep what was typed about the ``applicant`` or ``owner``."""
    setattr(draft, name, {key: typed.get(key, "") for key in person.NAMES})


def is_for_other(draft) -> bool:
    return getattr(draft, "answers", {}).get("for") == OTHER


def declared_fields(procedure) -> tuple[FormField, ...]:
    """What the declaration of a procedure asks; nothing where it has none."""
    form = lookup.declaration(procedure)
    return () if form is None else declaration.fields_of(form)


def fields_for(item, procedure) -> tuple[FormField, ...]:
    """What the declaration asks in the version that a draft or a dossier keeps."""
    form = lookup.declaration(procedure)
    digest = getattr(item, "declaration", "")
    return () if form is None else declaration.fields_of(form, digest)


def asked_papers(draft, procedure) -> list[dict]:
    """All papers of a draft's case, with the paper of authority where one is called for."""
    rows = papers.components(procedure, draft.case)
    return authority.components(procedure, rows, is_for_other(draft), draft.relation)


def components(procedure, case: str, draft=None) -> list[dict]:
    """The papers to hand in: those of the case, but for the one the declaration is; with
    a ``draft``, those that it has to hand in."""
    declared = lookup.declaration(procedure) is not None
    rows = papers.components(procedure, case)
    if draft is not None:
        rows = asked_papers(draft, procedure)
    return [row for row in rows if not (declared and row["form"] == sheets.DECLARATION)]


def result_ways(procedure) -> tuple[tuple[str, str], ...]:
    """How the result of a procedure may be received."""
    offered = {
        "counter": True,
        "post": procedure.return_by_post,
        "online": procedure.return_online,
    }
    return tuple(way for way in RESULT_WAYS if offered[way[0]])
