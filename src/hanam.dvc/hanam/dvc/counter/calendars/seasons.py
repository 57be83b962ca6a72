"""Office hours as forms: sets of seasons, each from a day on."""

from hanam.dvc.counter.calendars import words


ROWS = 4
NAMES = ("name", "start", "end", "from1", "to1", "from2", "to2", "basis")


def typed(form) -> list[dict]:
    """The seasons of a set that was sent; rows that are blank are left out."""
    found = []
    for number in range(ROWS):
        row = {name: _text(form, f"{name}.{number}") for name in NAMES}
        if any(row[name] for name in NAMES):
            found.append(season(row))
    return found


def season(row) -> dict:
    pairs = [[row["from1"], row["to1"]], [row["from2"], row["to2"]]]
    made = {
        "name": row["name"],
        "start": words.month_day(row["start"]),
        "end": words.month_day(row["end"]),
        "periods": [pair for pair in pairs if any(pair)],
    }
    return made | ({"basis": row["basis"]} if row["basis"] else {})


def forms(data, sent=None) -> list[dict]:
    """[{since, rows, is_new, open, id}] for each set there is, and one for another.

    ``sent`` is a form that was refused: its set shows what was typed.
    """
    sets: dict[str, list] = {}
    for row in data.get("seasons", ()):
        sets.setdefault(row.get("since", ""), []).append(shown(row))
    found = [a_form(since, rows) for since, rows in sorted(sets.items())]
    found.append({**a_form("", []), "is_new": True, "id": "new"})
    if sent is None:
        return found
    since = _text(sent, "since")
    rows = [
        {name: _text(sent, f"{name}.{number}") for name in NAMES}
        for number in range(ROWS)
    ]
    for one in found:
        if one["since"] == since and not one["is_new"]:
            one |= {"rows": rows, "open": True}
            return found
    found[-1] |= {"since": since, "rows": rows, "open": True}
    return found


def a_form(since: str, rows) -> dict:
    blank = [dict.fromkeys(NAMES, "") for _number in range(ROWS - len(rows))]
    return {
        "since": since,
        "rows": [*rows, *blank],
        "is_new": False,
        "open": False,
        "id": since or "ever",
    }


def shown(row) -> dict:
    pairs = [*row["periods"], ("", ""), ("", "")]
    return {
        "name": row["name"],
        "start": words.month_day(row["start"]),
        "end": words.month_day(row["end"]),
        "from1": pairs[0][0],
        "to1": pairs[0][1],
        "from2": pairs[1][0],
        "to2": pairs[1][1],
        "basis": row.get("basis", ""),
    }


def _text(form, name: str) -> str:
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""
