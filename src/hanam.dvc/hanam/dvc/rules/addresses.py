"""Addresses of pages without what opens them: secrets, tokens, drafts."""

import re


HIDDEN = "…"
LONGEST = 200
HOST = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]*://[^/?#]*")
# Twelve letters and digits of a receipt.
SECRET = re.compile(r"[0-9A-HJKMNP-TV-Z]{12}", re.IGNORECASE)
HEX = re.compile(r"(?=.*\d)[0-9a-f]{12,}")
MIXED = re.compile(r"(?=.*[A-Z])(?=.*[a-z0-9])[A-Za-z0-9_~=-]{14,}")
# What stands behind these names is somebody's own, but for the names of steps.
OWN = ("nop-ho-so", "tai", "bao-loi", "tiep-tuc")
STEP = re.compile(r"[a-z]{2,}(-[a-z]+)*")


def without_secrets(address: str) -> str:
    """The path of an address as it may be shown to others and kept.

    "/tra-cuu/000.00.03.H25-180831-0001/AB12CD34EF56/rut?x=1" becomes
    "/tra-cuu/000.00.03.H25-180831-0001/…/rut".
    """
    path = HOST.sub("", address).partition("?")[0].partition("#")[0]
    path = "".join(c for c in path if c.isprintable())
    found, before = [], ""
    for segment in path.split("/"):
        if not segment:
            continue
        found.append(HIDDEN if is_hidden(segment, before) else segment)
        before = segment
    return ("/" + "/".join(found))[:LONGEST]


def is_hidden(segment: str, before: str) -> bool:
    """Whether a part of a path, after another, opens something."""
    if before in OWN and not STEP.fullmatch(segment):
        return True
    if SECRET.fullmatch(segment) and any(c.isdigit() or c.isupper() for c in segment):
        return True
    return bool(HEX.fullmatch(segment) or MIXED.fullmatch(segment))
