"""Adding and removing rows of a group without a script: buttons that send the form.

A button ``rows`` says ``add:data.hang`` or ``remove:data.hang.1``; everything typed goes
with it and is kept.
"""

BUTTON = "rows"


def pressed(request) -> str:
    """What a button of a group asks for; "" where none was pressed."""
    value = request.form.get(BUTTON)
    return value if isinstance(value, str) else ""


def press(request, fields, typed: dict, prefix: str) -> str:
    """Change the rows in ``typed`` as the button asks; the id to go on at, or ""."""
    what, _colon, name = pressed(request).partition(":")
    for field in fields:
        if field.kind != "group":
            continue
        start = f"{prefix}.{field.name}"
        rows = typed.setdefault(field.name, [])
        if what == "add" and name == start:
            # The rows that the page shows of itself are there before a new one is.
            rows += [{}] * max(0, field.minimum - len(rows))
            if len(rows) < field.maximum:
                rows.append({})
            return f"{start}.{len(rows) - 1}"
        number = name.removeprefix(f"{start}.")
        if what == "remove" and name.startswith(f"{start}.") and number.isdecimal():
            if int(number) < len(rows):
                del rows[int(number)]
            return start
    return ""
