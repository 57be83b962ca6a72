"""The cells of a line of the worklist as HTML.

A line has about forty values; as expressions of a template they cost several times what the list
itself does.
"""

from hanam.dvc.i18n import _
from html import escape


URGENT = {"overdue": ' class="dvc-late"', "soon": ' class="dvc-soon"'}
UNREAD = _("new message")
GIVEN_BACK = _("given back")
PRACTICE = _("practice")


def row(line: dict, columns, say) -> str:
    """The cells of ``line`` in the order of ``columns`` (dicts with name and title).

    ``say`` translates a message. Every value is escaped.
    """
    return "".join(cell(line, column, say) for column in columns)


def cell(line, column, say) -> str:
    shaped = SHAPED.get(column["name"])
    if shaped is not None:
        return shaped(line, say)
    title, text = escape(column["title"]), escape(line[column["name"]])
    return f'<td class="ctr-plain" data-title="{title}">{text}</td>'


def code(line, say) -> str:
    shown = escape(line["code"])
    if line["url"]:
        url = escape(line["url"])
        shown = f'<a href="{url}" data-open="data-open">{shown}</a>'
    marks = ""
    if line["practice"]:
        marks += f' <em class="dvc-tag">{escape(say(PRACTICE))}</em>'
    for name, message in (("unread", UNREAD), ("given_back", GIVEN_BACK)):
        if line[name]:
            words = escape(say(message))
            marks += f' <small class="d-block dvc-soon">{words}</small>'
    return f'<td class="ctr-code">{shown}{marks}</td>'


def two_lines(css: str, name: str, titled: bool = True):
    """A cell whose text is cut after two lines; the whole of it is its title."""

    def shaped(line, say) -> str:
        text = escape(line[name])
        title = f' title="{text}"' if titled else ""
        return f'<td class="{css}"{title}><span class="ctr-two">{text}</span></td>'

    return shaped


def state(line, say) -> str:
    text, look = escape(line["state_title"]), escape(line["look"])
    return (
        f'<td class="ctr-state"><span class="dvc-state dvc-state-{look}" title="{text}">'
        f"<span>{text}</span></span></td>"
    )


def filed(line, say) -> str:
    day, channel = escape(line["filed"]), escape(line["channel"])
    return (
        f'<td class="ctr-filed">{day} <small class="dvc-quiet">{channel}</small></td>'
    )


def due(line, say) -> str:
    left = ""
    if line["left"]:
        left = f"<span{URGENT.get(line['urgency'], '')}>{escape(line['left'])}</span> "
    return (
        f'<td class="ctr-due">{left}<small class="dvc-quiet">{escape(line["due"])}'
        "</small></td>"
    )


SHAPED = {
    "code": code,
    "who": two_lines("ctr-who", "who"),
    "what": two_lines("ctr-what", "procedure_title"),
    "agency": two_lines("ctr-agency", "agency", titled=False),
    "state": state,
    "filed": filed,
    "due": due,
    "assignee": two_lines("ctr-assignee", "assignee"),
}
