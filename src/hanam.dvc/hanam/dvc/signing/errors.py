"""Why a document could not be signed or read; `messages` has the words."""


class SigningError(Exception):
    """Nothing was signed. ``code`` is a key of `messages.MESSAGES`, ``facts`` fill its blanks."""

    def __init__(self, code: str, **facts):
        super().__init__(code)
        self.code = code
        self.facts = facts
