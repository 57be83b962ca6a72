"""What an administrator decides about work together: records ``hanam.dvc.together``."""

from hanam.dvc.i18n import _
from hanam.dvc.records import reader
from hanam.dvc.rules.consulting import Silence
from zope import schema
from zope.interface import Interface
from zope.interface import Invalid
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


PREFIX = "hanam.dvc.together"
RULES = tuple(str(rule) for rule in Silence)


def is_rules(text: str) -> bool:
    """Whether each line names a procedure and one of `RULES`; `Invalid` otherwise."""
    for line in text.splitlines():
        code, _equals, rule = line.partition("=")
        if line.strip() and not (code.strip() and rule.strip() in RULES):
            raise Invalid(_("Write lines such as “1.001193 = agreement”."))
    return True


class ITogetherSettings(Interface):
    """What an administrator may change without a new version."""

    paper_at_once = schema.Bool(
        title=_("Agencies of a group also work side by side on paper dossiers"),
        description=_(
            "NĐ 61/2018 art. 19.6: a paper dossier goes from one agency to the next; an "
            "electronic one to all at the same time."
        ),
        default=False,
        required=False,
    )
    read_days = schema.Int(
        title=_("Days in which a partner agency may still read a finished dossier"),
        description=_(
            "90 days is the time in which a complaint may be made (Luật Khiếu nại 2011 "
            "art. 9)."
        ),
        default=90,
        min=0,
        max=3660,
    )
    opinion_days = schema.Int(
        title=_("Working days that the form for opinions offers"),
        default=3,
        min=1,
        max=60,
    )
    silence = schema.Choice(
        title=_("Where nobody answers in time"),
        vocabulary=SimpleVocabulary(
            [
                SimpleTerm("agreement", "agreement", _("silence counts as agreement")),
                SimpleTerm(
                    "escalate", "escalate", _("the leaders decide how to go on")
                ),
            ]
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
    looks = schema.Int(
        title=_("How often one address may open the page of an outside expert"),
        description=_("In ten minutes; wrong addresses count three times."),
        default=60,
        min=3,
    )


value = reader(ITogetherSettings, PREFIX)


def pauses(procedure_code: str) -> bool:
    """Whether the clock of a procedure's dossiers stands while an opinion is awaited."""
    lines = (value("pausing") or "").splitlines()
    return procedure_code in {line.strip() for line in lines}


def silence_of(procedure_code: str) -> Silence:
    """What silence means in the opinions about a procedure's dossiers."""
    for line in (value("silence_rules") or "").splitlines():
        code, _equals, rule = line.partition("=")
        if code.strip() == procedure_code:
            return Silence(rule.strip())
    return Silence(value("silence"))
