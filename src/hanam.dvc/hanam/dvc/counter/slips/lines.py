"""A slip and its lines as staff read them."""

from hanam.dvc.catalogue import lookup
from hanam.dvc.counter import words
from hanam.dvc.dossiers import slips
from hanam.dvc.i18n import _
from hanam.dvc.register import slips as register


STATES = {
    register.OPEN: (_("Slip being filled"), ""),
    register.HANDED: (_("Folders under way"), "wait"),
    register.DONE: (_("All received"), "done"),
    register.CANCELLED: (_("Slip cancelled"), "bad"),
}
UNDER_WAY, RECEIVED, MISSING = (
    _("Not received yet"),
    _("Folder received"),
    _("Did not arrive"),
)


def summary(slip, size, say, portal_url) -> dict:
    """What the list of slips shows; ``size`` is (dossiers, still under way)."""
    title, look = STATES[slip.state]
    return {
        "url": f"{portal_url}/ban-giao/{slip.id}",
        "title": slips.title(slip),
        "from": slips.end(slip.agency, slip.from_office),
        "to": slips.end(slip.to_agency, slip.to_office),
        "state": say(title),
        "look": look,
        "number": size[0],
        "left": size[1],
        "at": words.day_and_time(slip.handed or slip.opened),
    }


def rows_of(slip, reader) -> list[dict]:
    """Its lines: {no, code, url, procedure, who, state, at, is_received, is_missing}.

    Names are shown to staff of the dossier's agency only; whoever else receives a folder
    ticks it off by its number.
    """
    found = []
    for line, row in register.with_rows(slip.id):
        own = row is not None and reader.desk.is_at(row.agency)
        state = MISSING if line.missing else RECEIVED if line.received else UNDER_WAY
        found.append(
            {
                "no": line.no,
                "code": line.code,
                "url": reader.url(row) if own else "",
                "procedure": row.procedure_title if row is not None else "",
                "who": reader.who(row) if own else "",
                "state": reader.say(state),
                "at": words.day_and_time(line.received),
                "by": line.received_name,
                "is_received": line.received is not None,
                "is_missing": line.missing,
                "row": row if own else None,
            }
        )
    for number, line in enumerate(found, 1):
        line["no"] = number
    return found


def agencies() -> list[tuple[str, str]]:
    """(slug, title) of the agencies that can receive."""
    return [(item.getId(), item.title) for item in lookup.agencies()]
