"""What a dossier says, for those who look for its words: answers, titles of papers, notes.

Names, numbers and phones of the persons are found by the register's terms and are not repeated. Which
kinds of questions are left out, and how many words are kept, are settings; words that stand
in every dossier of the procedure tell nothing apart and are left out too.
"""

from functools import lru_cache
from hanam.dvc.catalogue.declarations import keeping
from hanam.dvc.catalogue.declarations import outline
from hanam.dvc.catalogue.lookup import declaration
from hanam.dvc.dossiers import facts
from hanam.dvc.i18n import _
from hanam.dvc.records import integer
from hanam.dvc.records import reader
from hanam.dvc.register import content
from hanam.dvc.rules.content import words_in
from hanam.dvc.rules.content import words_of
from zope import schema
from zope.interface import Interface
from zope.schema.vocabulary import SimpleVocabulary


PREFIX = "hanam.dvc.content"
# What says nothing that one would look for.
SILENT = ("bool", "heading")
KINDS = tuple(dict.fromkeys(kind for _interface, kind in outline.KINDS))


class IContentSettings(Interface):
    """What an administrator may change; `bin/dvc rebuild` applies it to older dossiers."""

    words = integer(
        _("Words of a dossier's content that are kept for the search"),
        40,
        least=0,
        most=400,
        about=_("0 keeps none."),
    )
    left_out = schema.List(
        title=_("Kinds of questions whose answers are not searched"),
        value_type=schema.Choice(vocabulary=SimpleVocabulary.fromValues(KINDS)),
        default=["email", "birth"],
        required=False,
    )


value = reader(IContentSettings, PREFIX)


def words(dossier) -> list[str]:
    """The words of a dossier as they are kept."""
    most = value("words")
    if not most:
        return []
    common = set(words_of(dossier.procedure_title))
    return words_in(texts(dossier), most, common)


def texts(dossier):
    """What is said in a dossier, likeliest to be looked for first."""
    kinds = kinds_of(dossier)
    left_out = {*(value("left_out") or ()), *SILENT}
    for name, answer in (dossier.data or {}).items():
        if kinds.get(name) not in left_out:
            yield from said(answer, kinds, left_out, f"{name}.")
    yield dossier.note
    for paper in (*dossier.papers, *dossier.results):
        yield f"{paper.title if not paper.component else ''} {paper.number} {paper.text}"


def said(answer, kinds, left_out, place=""):
    """The texts in an answer, those of its rows and parts too."""
    if isinstance(answer, str):
        yield answer
    elif isinstance(answer, (int, float)) and not isinstance(answer, bool):
        yield str(answer)
    elif hasattr(answer, "items"):
        for name, part in answer.items():
            if kinds.get(f"{place}{name}") not in left_out:
                yield from said(part, kinds, left_out, place)
    elif isinstance(answer, (list, tuple)):
        for part in answer:
            yield from said(part, kinds, left_out, place)


def kinds_of(dossier) -> dict[str, str]:
    """The kind of each question of its declaration, columns of groups as ``group.column``."""
    procedure = facts.procedure_of(dossier)
    form = None if procedure is None else declaration(procedure)
    if form is None:
        return {}
    return _kinds(keeping.model(form, dossier.declaration))


@lru_cache(maxsize=300)
def _kinds(model: str) -> dict[str, str]:
    found = {}
    for question in outline.of_schema(keeping.schema_of(model)):
        found[question.name] = question.kind
        for column in question.columns:
            found[f"{question.name}.{column.name}"] = column.kind
    return found


def keep(dossier, moved_from: str = "") -> bool:
    """Bring the register in line with what a dossier says; whether it had to be changed."""
    return content.keep(dossier.code, dossier.agency, words(dossier), moved_from)
