"""Why a file is not taken."""


class Unfit(Exception):
    """``code`` is a key of `dossiers.messages.MESSAGES`; ``facts`` fill its blanks."""

    def __init__(self, code: str, **facts):
        super().__init__(code)
        self.code = code
        self.facts = facts
