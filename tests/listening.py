"""What the portal writes into its log while a test runs, to be shown where the test fails."""

import logging


class Told(logging.Handler):
    """The errors told since then, as texts."""

    def __init__(self):
        super().__init__(logging.ERROR)
        self.texts: list[str] = []

    def emit(self, record):
        self.texts.append(record.getMessage())


def listen(case) -> list[str]:
    """A list that fills with the errors of the portal until the test ``case`` ends."""
    told = Told()
    logger = logging.getLogger("hanam.dvc")
    logger.addHandler(told)
    case.addCleanup(logger.removeHandler, told)
    return told.texts
