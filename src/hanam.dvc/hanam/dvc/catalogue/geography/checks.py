"""What must be true of an agency among the others: no hole, no cycle, one main heir."""

from collections.abc import Iterator
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.geography.bodies import bodies
from hanam.dvc.catalogue.geography.bodies import body_of
from hanam.dvc.i18n import _
from hanam.dvc.rules import succession
from hanam.dvc.rules.succession import Wrong
from hanam.dvc.rules.vietnamese import short_date
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.interface import Invalid


WORDS = {
    Wrong.ORDER: _("${agency}: its last day lies before its first day."),
    Wrong.OPEN: _("${agency}: it has successors, so it needs a last day."),
    Wrong.SELF: _("${agency}: it cannot be its own successor."),
    Wrong.TWICE: _("${agency}: ${other} is named twice as a successor."),
    Wrong.MAIN: _(
        "${agency}: of several successors mark exactly one that stands for it."
    ),
    Wrong.UNKNOWN: _("${agency}: there is no agency “${other}”."),
    Wrong.HOLE: _(
        "${agency} ends on ${end}, but its successor ${other} begins on ${begin} only: "
        "nobody would stand for it in between."
    ),
    Wrong.OVER: _(
        "${agency} ends on ${end}, but its successor ${other} has ended by then, on "
        "${over}."
    ),
    Wrong.CYCLE: _("${agency}: the chain of its successors comes back to it."),
}


def in_words(problem, known) -> str:
    """A problem of `rules.succession` in the reader's language."""
    body, other = known[problem.key], known.get(problem.other)
    mapping = {
        "agency": lookup.title_of_agency(problem.key) or say(_("This agency")),
        "other": lookup.title_of_agency(problem.other),
        "end": day(body.valid_to),
        "begin": day(other.valid_from) if other else "",
        "over": day(other.valid_to) if other else "",
    }
    return say(_(WORDS[problem.wrong], mapping=mapping))


def say(message) -> str:
    return translate(message, context=getRequest())


def day(value) -> str:
    return "" if value is None else short_date(value)


def changed(values: dict, among=None) -> Iterator[str]:
    """What would be wrong if agencies had these values: {slug: values as attributes}.

    Those that name one of them as their successor are looked at as well.
    """
    known = dict(bodies() if among is None else among)
    known |= {slug: body_of(slug, one) for slug, one in values.items()}
    concerned = {
        key
        for key, body in known.items()
        if key in values or not set(body.successors).isdisjoint(values)
    }
    for key in known:
        if key in concerned:
            for problem in succession.problems_of(known, key):
                yield in_words(problem, known)


def fits_in(data) -> None:
    """For the form of an agency; `Invalid` tells everything that does not fit."""
    context = getattr(data, "__context__", None)
    if context is None:
        return
    is_agency = getattr(context, "portal_type", "") == "Agency"
    slug = context.getId() if is_agency else ""
    found = list(changed({slug: data}))
    if found:
        raise Invalid(" ".join(found))
