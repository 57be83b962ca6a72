"""Which row speaks: rows name a case and a channel, and an empty one means all."""


def fit(row, case, channel) -> int | None:
    """How closely a row fits: 0 general … 3 exactly this case and channel; None: not."""
    score = 0
    for name, wanted, weight in (("case", case, 2), ("channel", channel, 1)):
        said = row.get(name) or ""
        if said and said != wanted:
            return None
        score += weight if said else 0
    return score


def fitting(rows, case="", channel="") -> list[dict]:
    """The rows that fit, in their order."""
    return [row for row in rows or () if fit(row, case, channel) is not None]


def most_specific(rows, case="", channel="") -> dict | None:
    """The row that fits most closely; the case counts more than the channel."""
    found = fitting(rows, case, channel)
    return max(found, key=lambda row: fit(row, case, channel), default=None)
