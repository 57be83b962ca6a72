"""What a decision does to procedures: checked as a whole, then done as a whole."""

from Acquisition import aq_base
from collections.abc import Iterator
from datetime import timedelta
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import search
from hanam.dvc.catalogue.decisions.content import ADD
from hanam.dvc.catalogue.decisions.content import AMEND
from hanam.dvc.catalogue.decisions.content import ENDING
from hanam.dvc.catalogue.decisions.content import IOpenDossiers
from hanam.dvc.catalogue.decisions.content import REPLACE
from hanam.dvc.catalogue.places import publish
from hanam.dvc.catalogue.versions import lifecycle
from hanam.dvc.catalogue.versions import present
from hanam.dvc.i18n import _
from hanam.dvc.rules import versions
from hanam.dvc.rules.versions import Backwards
from hanam.dvc.rules.versions import Overlap
from hanam.dvc.rules.versions import Span
from hanam.dvc.rules.vietnamese import short_date
from plone import api
from zope.component import queryUtility
from zope.globalrequest import getRequest
from zope.i18n import translate


def problems(decision) -> list:
    """Everything that speaks against publishing the decision, as messages."""
    found = []
    if not decision.lines:
        found.append(_("The decision names no procedure yet."))
    seen = set()
    for number, line in enumerate(decision.lines or (), 1):
        texts = list(line_problems(decision, line))
        if line["procedure"] in seen:
            texts.append(_("another line names the same procedure."))
        seen.add(line["procedure"])
        found += [at(number, line, text) for text in texts]
    return found


def at(number, line, text):
    """A message about one line."""
    text = translate(text, context=getRequest())
    return _(
        "Line ${number} (${procedure}): ${text}",
        mapping={"number": number, "procedure": line["procedure"], "text": text},
    )


def line_problems(decision, line) -> Iterator:
    procedure = lookup.procedure(line["procedure"])
    if procedure is None:
        yield _("there is no procedure with this code.")
        return
    if line["version"]:
        yield from version_problems(decision, procedure, line["version"])
        if line["action"] != ADD:
            yield from ending_problems(decision, procedure)
    elif line["action"] == AMEND:
        yield _("say which version the decision puts in force.")
    if line["action"] == ADD and not line["version"] and is_public(procedure):
        yield _("this procedure is published already.")
    if line["action"] == REPLACE:
        yield from successor_problems(decision, line)
    if line["action"] in ENDING:
        yield from ending_problems(decision, procedure)


def is_public(procedure) -> bool:
    return api.content.get_state(procedure, default="") == "published"


def version_problems(decision, procedure, number) -> Iterator:
    version = present.version_of(procedure, number)
    if version is None:
        yield _("the procedure has no version with this number.")
        return
    state = lifecycle.state_of(version)
    if state == lifecycle.DRAFT:
        yield _("this version is still a draft. Send it to review first.")
    day = decision.effective_from
    if state == lifecycle.APPROVED and version.effective_from != day:
        yield _("this version was approved for another day already.")
    if state != lifecycle.PENDING:
        return
    others = [s for s in lifecycle.spans_with(procedure) if s.number != number]
    try:
        versions.timeline([*others, Span(number, day, version.effective_to)])
    except Overlap as error:
        other = error.first if error.second.number == number else error.second
        words = lifecycle.in_words(other)
        mapping = {"number": other.number, "days": words}
        yield _("version ${number} is in force ${days}.", mapping=mapping)
    except Backwards:
        yield _("the version would end before it begins.")


def successor_problems(decision, line) -> Iterator:
    successor = lookup.procedure(line["replaced_by"])
    if successor is None:
        yield _("say which procedure takes its place.")
        return
    if successor.getId() == line["procedure"]:
        yield _("a procedure cannot take its own place.")
    added = {row["procedure"] for row in decision.lines if row["action"] == ADD}
    if not is_public(successor) and not added & {successor.getId(), successor.code}:
        yield _("the procedure that takes its place is not published; add it too.")


def ending_problems(decision, procedure) -> Iterator:
    end = last_day(procedure)
    if end is not None and end < decision.effective_from:
        mapping = {"day": short_date(end)}
        yield _("this procedure ends on ${day} already.", mapping=mapping)


def last_day(procedure):
    """The last day on which anybody can file a procedure, None while it has none."""
    return lifecycle.last_day_of(procedure) or present.own(procedure, "effective_to")


def endings(decision) -> list[dict]:
    """{title, url, open} of the procedures the decision ends; ``open`` counts the
    dossiers under them that are not finished."""
    counter = queryUtility(IOpenDossiers)
    found = []
    for line in decision.lines or ():
        procedure = lookup.procedure(line["procedure"])
        if line["action"] in ENDING and procedure is not None:
            count = 0 if counter is None else counter.count(procedure.getId())
            url = procedure.absolute_url()
            found.append({"title": procedure.title, "url": url, "open": count})
    return found


def carry_out(decision) -> None:
    """Do what the lines say; they were checked. What an import stored in a procedure is
    left as it is: a second import undoes nothing."""
    for line in decision.lines:
        procedure = lookup.procedure(line["procedure"])
        if line["action"] == ADD:
            begin(procedure)
        if line["version"]:
            put_in_force(decision, procedure, line["version"])
        elif line["action"] == ADD:
            first = {
                "effective_from": decision.effective_from,
                "decision": decision.number,
            }
            lifecycle.settle(procedure, **first)
        if line["action"] in ENDING:
            end(decision, procedure, line)
        procedure.reindexObject()
    search.changed()


def begin(procedure) -> None:
    """Make a procedure public; one that was repealed may begin again."""
    base = aq_base(procedure)
    base.last_day, base.replaced_by, base.repealed_by = None, "", ""
    publish(procedure)


def put_in_force(decision, procedure, number) -> None:
    version = present.version_of(procedure, number)
    version.decided = decision.UID()
    version.decision = decision.number
    if lifecycle.state_of(version) == lifecycle.PENDING:
        version.effective_from = decision.effective_from
        lifecycle.approve(version)


def end(decision, procedure, line) -> None:
    """Nobody can file the procedure from the day of the decision on."""
    base, day = aq_base(procedure), decision.effective_from - timedelta(days=1)
    successor = lookup.procedure(line["replaced_by"])
    base.replaced_by = "" if successor is None else successor.getId()
    base.repealed_by = decision.UID()
    lifecycle.settle(procedure)
    base.last_day = day
    lifecycle.refresh(procedure)
