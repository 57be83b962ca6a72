"""What can go wrong with a dossier, told as facts; the words are in `messages`."""

from dataclasses import dataclass
from dataclasses import field as default


@dataclass(frozen=True)
class Problem:
    """One thing to put right.

    ``code`` is a key of `messages.MESSAGES`, ``field`` names the place in the form or in
    the API's body (``applicant.id_number``, ``papers.birth``; empty: the whole), ``facts``
    fill the blanks of the message.
    """

    code: str
    field: str = ""
    facts: dict = default(default_factory=dict)


class DossierError(Exception):
    """Nothing was changed; ``problems`` say why."""

    def __init__(self, problems):
        self.problems = tuple(problems)
        super().__init__(*(problem.code for problem in self.problems))


class Refused(DossierError):
    """The request is not right as it stands: correct it and send it again."""


class Stale(DossierError):
    """Somebody else changed the dossier since it was looked at: look again."""

    def __init__(self, problems=None):
        super().__init__(problems or [Problem("stale")])
