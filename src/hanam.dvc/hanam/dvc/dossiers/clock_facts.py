"""What the register holds of the clock of an open dossier, derived from the dossier itself."""

from hanam.dvc.register.model_clock import ClockFact


def values_of(dossier) -> dict | None:
    """The columns of the dossier's `ClockFact`; None where nothing is counted."""
    kept = dossier.facts or {}
    limit = kept.get("limit")
    if dossier.received is None or dossier.finished is not None or limit is None:
        return None
    made = dossier.extension or {"at": None, "to": None}
    return {
        "value": limit[0],
        "unit": limit[1],
        "policy": kept.get("policy", ""),
        "calendar": kept.get("calendar", ""),
        "promised": dossier.promised,
        "extended_at": made["at"],
        "extended_to": made["to"],
    }


def write(current, dossier) -> None:
    """Bring the row in line with the document; gone with the end of the dossier."""
    if dossier.received is None:
        return
    values, row = values_of(dossier), current.get(ClockFact, dossier.code)
    if values is None:
        if row is not None:
            current.delete(row)
    elif row is None:
        current.add(ClockFact(code=dossier.code, **values))
    else:
        for name, value in values.items():
            if getattr(row, name) != value:
                setattr(row, name, value)
