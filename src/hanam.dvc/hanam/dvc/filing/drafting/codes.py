"""Codes of classes: six letters and digits that can be written on a board and read aloud."""

import secrets


# Neither 0 and O nor 1, I and L.
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LENGTH = 6


def new() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
