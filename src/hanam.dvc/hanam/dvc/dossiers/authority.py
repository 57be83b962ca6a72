"""Acting for somebody else: in what relation, and whether a paper has to prove the authority.

Who may act for whom without a paper is law: parents and guardians for a minor, the legal
representative for the organisation (Bộ luật Dân sự 2015 art. 136, 137). For everybody else
an administrator says by procedure whether the paper is required, asked for, or not asked:
records ``hanam.dvc.authority``.
"""

from hanam.dvc.i18n import _
from hanam.dvc.records import are_pairs
from hanam.dvc.records import pairs
from hanam.dvc.records import reader
from hanam.dvc.records import vocabulary
from hanam.dvc.rules import vietnamese
from zope import schema
from zope.interface import Interface


PREFIX = "hanam.dvc.authority"
COMPONENT = "uy-quyen"
OWN_WORDS = "uy quyen"
REQUIRED, ASKED, NO = RULES = ("required", "asked", "no")
RELATIONS = (
    ("parent", _("I am a parent or guardian of the minor")),
    ("spouse", _("I am the husband or wife")),
    ("child", _("I am a child")),
    ("relative", _("I am another relative")),
    ("representative", _("I am the legal representative of the organisation")),
    ("staff", _("I work for the organisation")),
    ("other", _("I have been authorised otherwise")),
)
# Those whom the law itself lets act for the owner.
BY_LAW = ("parent", "representative")


def is_rules(text: str) -> bool:
    """Whether each line names a procedure and one of `RULES`; `Invalid` otherwise."""
    message = _("Write lines such as “1.001193 = required”.")
    return are_pairs(text, lambda code, rule: code and rule in RULES, message)


class IAuthoritySettings(Interface):
    """What an administrator may change without a new version."""

    rule = schema.Choice(
        title=_("Paper of authority, where a procedure says nothing else"),
        vocabulary=vocabulary(
            (
                (REQUIRED, _("required")),
                (ASKED, _("asked for, not required")),
                (NO, _("not asked for")),
            )
        ),
        default=ASKED,
    )
    rules = schema.Text(
        title=_("Procedures with a rule of their own"),
        description=_("A code, an equals sign and required, asked or no on each line."),
        default="",
        constraint=is_rules,
        required=False,
    )
    title = schema.TextLine(
        title=_("Name of the paper of authority"), default="Giấy ủy quyền"
    )


value = reader(IAuthoritySettings, PREFIX)


def rule_for(procedure) -> str:
    """One of `RULES`."""
    for code, rule in pairs(value("rules")):
        if code in (procedure.getId(), procedure.code):
            return rule
    return value("rule")


def components(procedure, rows, for_other: bool, relation: str) -> list[dict]:
    """The papers asked for: ``rows``, and the paper of authority where one is called for.

    A procedure that lists such a paper itself gets no second one; where the rule is
    `REQUIRED`, its own becomes required.
    """
    rule = rule_for(procedure)
    if not for_other or relation in BY_LAW or rule == NO:
        return list(rows)
    own = [row for row in rows if OWN_WORDS in vietnamese.fold(row["title"])]
    if own:
        required = rule == REQUIRED
        return [
            {**row, "required": row["required"] or required} if row in own else row
            for row in rows
        ]
    blank = (
        dict.fromkeys(rows[0], "") if rows else {"group": "", "case": "", "form": ""}
    )
    added = {
        "key": COMPONENT,
        "title": value("title"),
        "originals": 1,
        "copies": 0,
        "required": rule == REQUIRED,
    }
    return [*rows, blank | added]


def title_of(relation: str) -> str:
    """What a relation is called; "" for none."""
    return dict(RELATIONS).get(relation, "")
