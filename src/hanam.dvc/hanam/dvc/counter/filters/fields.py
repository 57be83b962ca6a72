"""The filters behind “more filters”, as fields with their choices."""

from hanam.dvc.counter import words
from hanam.dvc.counter.asking import Asked
from hanam.dvc.counter.desk import people_at
from hanam.dvc.counter.lines import Reader
from hanam.dvc.counter.tabs import BY_ID
from hanam.dvc.dossiers.tracks import words as track_words
from hanam.dvc.i18n import _
from hanam.dvc.register import distinct
from hanam.dvc.register import shelf_places
from hanam.dvc.rules.tracks import Delivery
from hanam.dvc.rules.tracks import Money


# At more agencies than this, choices that are read agency by agency are not offered.
FEW = 6
DAYS = (
    ("filed_from", _("Filed from")),
    ("filed_to", _("Filed until")),
    ("received_from", _("Accepted from")),
    ("received_to", _("Accepted until")),
    ("due_from", _("Due from")),
    ("due_to", _("Due until")),
)
GONE = _("${name} (works here no more)")


def of(asked: Asked, reader: Reader) -> list[dict]:
    """{name, title, kind, value, options} of each; ``kind``: words, select, date."""
    desk = reader.desk
    agencies = (asked.agency,) if asked.agency else desk.agencies
    found = []
    if desk.shows_persons:
        found.append(field("words", _("Words of the content"), "words", asked, reader))
    chosen = {
        "procedure": (_("Procedure"), distinct.procedures(agencies)),
        "channel": (_("Channel"), words.CHANNELS.items()),
        "result_by": (_("Result received"), words.RESULT_BY.items()),
        "money": (_("Money"), titles(Money)),
        "delivery": (_("Hand-over"), titles(Delivery)),
    }
    if len(agencies) <= FEW:
        places = [(place, place) for place in shelf_places.known(agencies)]
        if places or asked.shelf:
            chosen["shelf"] = (_("Place of the folder"), places)
        steps = [(title, title) for title in distinct.steps(agencies)]
        chosen["step"] = (_("Step"), steps)
        if not BY_ID[asked.tab].assignee:
            chosen["assignee"] = (_("Worked on by"), people(agencies, reader))
    for name, (title, options) in chosen.items():
        found.append(field(name, title, "select", asked, reader, options))
    for name, title in DAYS:
        found.append(field(name, title, "date", asked, reader))
    return found


def field(name, title, kind, asked, reader, options=()) -> dict:
    value = getattr(asked, name)
    pairs = list(options)
    if kind == "select" and value and value not in dict(pairs):
        pairs.append((value, value))
    return {
        "name": name,
        "title": reader.say(title),
        "kind": kind,
        "value": value,
        "options": [
            {"value": one, "title": reader.say(text), "selected": one == value}
            for one, text in pairs
        ],
    }


def titles(kind):
    return [(value.value, track_words.TITLES[value]) for value in kind]


def people(agencies, reader: Reader) -> list[tuple[str, object]]:
    """Those who work there, then those who did and still have dossiers in their name."""
    found: dict[str, object] = {}
    for agency in agencies:
        found |= people_at(agency, "officer", "leader", "clerk")
    for user in distinct.assignees(agencies):
        if user not in found:
            found[user] = _(GONE, mapping={"name": reader.name(user)})
    return list(found.items())
