"""What every step of a filing can do."""

from hanam.dvc.filing.answers import answers_of


class Step:
    """One page of the path over one draft.

    ``id`` is the last part of its address, ``title`` its name; ``template`` a macro of
    `templates/steps.pt`; ``prefixes`` begin the names of its controls.
    """

    id = ""
    title = ""
    template = ""
    prefixes: tuple[str, ...] = ()
    enter_goes_on = True
    # Names of buttons that change something on the page and lead nowhere.
    staying: tuple[str, ...] = ()

    def __init__(self, draft, procedure):
        self.draft = draft
        self.procedure = procedure

    def is_needed(self) -> bool:
        """Whether there is anything to answer here."""
        return True

    @property
    def is_done(self) -> bool:
        """Whether the page was saved once; before that nobody is told of problems."""
        return self.id in getattr(self.draft, "answers", {}).get("done", ())

    def mark_done(self) -> None:
        answers = answers_of(self.draft)
        if not self.is_done:
            answers["done"] = (*answers.get("done", ()), self.id)

    def keep(self, request) -> list:
        """Keep what the form sent, right or wrong.

        Returns the `Problem` objects of what could not be kept at all.
        """
        raise NotImplementedError

    def problems(self) -> list:
        """The `Problem` objects of what the draft holds for this step."""
        raise NotImplementedError

    def clean(self) -> None:
        """Bring what the draft holds for this step into the form of a dossier."""

    def summary(self) -> list[dict]:
        """Rows of the check page: {label, text} and, below a heading, {title}."""
        return []
