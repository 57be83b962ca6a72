"""What an administrator decides about work together: records ``hanam.dvc.together``."""

from hanam.dvc.i18n import _
from hanam.dvc.records import are_pairs
from hanam.dvc.records import integer
from hanam.dvc.records import pairs
from hanam.dvc.records import reader
from hanam.dvc.records import switch
from hanam.dvc.records import vocabulary
from hanam.dvc.rules.consulting import Silence
from zope import schema
from zope.interface import Interface


PREFIX = "hanam.dvc.together"
RULES = tuple(str(rule) for rule in Silence)


def is_rules(text: str) -> bool:
    """Whether each line names a procedure and one of `RULES`; `Invalid` otherwise."""
    message = _("Write lines such as “1.001193 = agreement”.")
    return are_pairs(text, lambda code, rule: code and rule in RULES, message)


class ITogetherSettings(Interface):
    """What an administrator may change without a new version."""

    paper_at_once = switch(
        _("Agencies of a group also work side by side on paper dossiers"),
        False,
        about=_(
            "NĐ 61/2018 art. 19.6: a paper dossier goes from one agency to the next; an "
            "electronic one to all at the same time."
        ),
    )
    read_days = integer(
        _("Days in which a partner agency may still read a finished dossier"),
        90,
        least=0,
        most=3660,
        about=_(
            "90 days is the time in which a complaint may be made (Luật Khiếu nại 2011 "
            "art. 9)."
        ),
    )
    opinion_days = integer(
        _("Working days that the form for opinions offers"), 3, most=60
    )
    silence = schema.Choice(
        title=_("Where nobody answers in time"),
        vocabulary=vocabulary(
            (
                ("agreement", _("silence counts as agreement")),
                ("escalate", _("the leaders decide how to go on")),
            )
        ),
        default="escalate",
    )
    silence_rules = schema.Text(
        title=_("Procedures with a rule of their own"),
        description=_("A code, an equals sign and agreement or escalate on each line."),
        default="",
        constraint=is_rules,
        required=False,
    )
    pausing = schema.Text(
        title=_("Procedures whose clock stands while an opinion is awaited"),
        description=_("A code on each line, where the law of the procedure says so."),
        default="",
        required=False,
    )
    looks = integer(
        _("How often one address may open the page of an outside expert"),
        60,
        least=3,
        about=_("In ten minutes; wrong addresses count three times."),
    )


value = reader(ITogetherSettings, PREFIX)


def pauses(procedure_code: str) -> bool:
    """Whether the clock of a procedure's dossiers stands while an opinion is awaited."""
    lines = (value("pausing") or "").splitlines()
    return procedure_code in {line.strip() for line in lines}


def silence_of(procedure_code: str) -> Silence:
    """What silence means in the opinions about a procedure's dossiers."""
    for code, rule in pairs(value("silence_rules")):
        if code == procedure_code:
            return Silence(rule)
    return Silence(value("silence"))
