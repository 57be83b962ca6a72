"""Searching in the worklist: sent by POST, kept under a key, shown at an address without it."""

from functools import cached_property
from hanam.dvc.counter import asking
from hanam.dvc.counter.asked import Asked
from hanam.dvc.counter.asked import SEARCHED
from hanam.dvc.counter.asking import BadRequest
from hanam.dvc.counter.asking import SearchEnded
from hanam.dvc.counter.filters.saved import SavedFilters
from hanam.dvc.dossiers import access
from hanam.dvc.i18n import _
from hanam.dvc.rules.vietnamese import nfc


TOO_OLD = _("This form is too old or was sent from elsewhere. Send it again.")


class Searching(SavedFilters):
    """Mixed into the worklist, which has `template` and ``first_tab``.

    ``ended``: what the address asks for is kept no more, and the list is shown without it.
    """

    problem = ""
    ended = False

    def look(self):
        """Take the form of the search and lead to its list, or to the dossier of a code."""
        if not self.is_genuine():
            return self.again(403, TOO_OLD)
        try:
            asked = asking.read(self.request.form, self.desk, self.first_tab)
        except BadRequest as error:
            return self.again(400, error.args[0])
        return self.go(self.target(asked) or self.address_of(asked))

    def again(self, status: int, message):
        """The list without the search, whose fields keep what was typed."""
        self.show(asking.without_search(self.request.form))
        self.request.response.setStatus(status)
        self.problem = self.say(message)
        return self.template()

    def address_of(self, asked: Asked) -> str:
        """The address of a list, with what is searched for kept under a key."""
        return self.address(asking.kept(asked, self.desk))

    def show(self, choices) -> None:
        """Read the list of these choices; where what was searched for has ended, without it."""
        try:
            try:
                self.asked = asking.read(choices, self.desk, self.first_tab)
            except SearchEnded:
                self.ended = True
                left = asking.without_search(choices)
                self.asked = asking.read(left, self.desk, self.first_tab)
            self.page_of_rows = asking.page_of(self.asked, self.desk, self.now)
        except BadRequest as error:
            self.refuse(error)

    def refuse(self, error: BadRequest) -> None:
        """Say what is wrong with the address, above the first page of the list."""
        self.request.response.setStatus(400)
        self.problem = self.say(error.args[0])
        words = self.typed["words"]  # kept before what was asked is given up
        self.asked = Asked(tab=self.first_tab, more="1" if words else "")
        self.page_of_rows = asking.page_of(self.asked, self.desk, self.now)

    @cached_property
    def typed(self) -> dict[str, str]:
        """What stands in the fields of the search: {text, words}."""
        form = self.request.form
        if self.is_post and form.get("find"):
            given = {"text": form.get("q"), "words": form.get("words")}
            return {n: nfc(v) if isinstance(v, str) else "" for n, v in given.items()}
        asked = getattr(self, "asked", Asked())
        return {name: getattr(asked, name) for name in SEARCHED}

    def more_filters(self) -> list[dict]:
        found = super().more_filters()
        for field in found:
            if field["name"] == "words":
                field["value"] = self.typed["words"]
        return found

    def target(self, asked: Asked) -> str:
        """The dossier whose code was typed, where the reader may open it."""
        if not asked.text or not self.desk.shows_persons:
            return ""
        dossier = access.dossier_for(asked.text)
        return "" if dossier is None else dossier.absolute_url()
