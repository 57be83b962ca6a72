"""What the pages of results and of the hand-over have in common."""

from AccessControl import Unauthorized
from datetime import date
from hanam.dvc import signing
from hanam.dvc.counter import typed
from hanam.dvc.counter.views.base import StaffView
from hanam.dvc.dossiers import gate
from hanam.dvc.dossiers import messages
from hanam.dvc.dossiers import reads
from hanam.dvc.dossiers.errors import DossierError
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.i18n import _
from hanam.dvc.rules.states import State
from hanam.dvc.signing import messages as of_signing
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse

import transaction


TOO_OLD = _("This form is too old or was sent from elsewhere. Send it again.")
FORBIDDEN = _("Your role cannot do this, or not any more. Nothing was changed.")


@implementer(IPublishTraverse)
class ResultView(StaffView):
    """A page below a dossier with one name behind it (``name``).

    A form sends ``go`` and ``version``; ``acts`` maps the part of ``go`` before a hyphen to a
    method that gets the rest, carries it out or raises, and returns where to go then.
    """

    problems = ()
    opened = ""
    name = ""
    # What the page is called, and its address below the dossier.
    heading = ""
    address = ""
    # Field of a problem → id of what is shown for it.
    places: dict[str, str] = {}

    def publishTraverse(self, request, name):
        if self.name:
            gate.close(request)
        self.name = name
        return self

    @property
    def page_title(self):
        return f"{self.say(self.heading)} – {self.context.code}"

    @property
    def here(self) -> str:
        return f"{self.context.absolute_url()}/{self.address}"

    @property
    def crumbs(self):
        return [{"url": self.context.absolute_url(), "title": self.context.code}]

    def may_enter(self) -> bool:
        if self.context.state == State.DRAFT:
            return False
        return self.desk.is_at(self.context.agency) or self.desk.all_agencies

    def page(self):
        if self.name:
            return self.behind()
        if self.is_post:
            return self.send()
        reads.note(self.context, reads.PAGE, self.say(self.heading))
        return self.template()

    def behind(self):
        """What stands at the ``name`` behind the page."""
        raise NotImplementedError

    def acts(self) -> dict:
        raise NotImplementedError

    def go_on(self) -> str:
        """What is asked for."""
        return self.typed("go")

    def send(self):
        """Carry out what a form sent, or show the page again."""
        act, _dash, rest = self.go_on().partition("-")
        acts = self.acts()
        if not self.is_genuine():
            return self.refuse([("", TOO_OLD)], 403)
        if act not in acts:
            return self.refuse([("", _("There is no such action."))], 400)
        self.opened = act
        try:
            place = acts[act](rest)
        except Stale as error:
            return self.refuse(said(error), 409)
        except DossierError as error:
            return self.refuse(said(error), 400)
        except signing.SigningError as error:
            field = "pin" if error.code.startswith("pin") else ""
            return self.refuse([(field, of_signing.text(error))], 400)
        except Unauthorized:
            return self.refuse([("", FORBIDDEN)], 403)
        return self.template() if place is None else self.go(place)

    def refuse(self, problems, status: int):
        """The page again with what is wrong; nothing was changed."""
        transaction.doom()
        self.request.response.setStatus(status)
        self.problems = [
            {"field": self.places.get(field, field), "message": self.say(message)}
            for field, message in problems
        ]
        return self.template()

    def day(self, name: str) -> date | None:
        """The day that was typed, None where it is none."""
        try:
            return date.fromisoformat(self.typed(name))
        except ValueError:
            return None

    def typed(self, name: str) -> str:
        return typed.text(self.request.form, name)

    def ticked(self, name: str) -> tuple[str, ...]:
        """The values of the boxes of that name that were ticked."""
        found = self.request.form.get(name) or []
        return (found,) if isinstance(found, str) else tuple(found)

    @property
    def version(self) -> int | None:
        found = self.typed("version")
        return int(found) if found.isdigit() else None

    def error(self, name: str) -> str:
        found = (row["message"] for row in self.problems if row["field"] == name)
        return next(found, "")


def said(error: DossierError) -> list[tuple[str, object]]:
    """(field, message) of each problem."""
    return [(problem.field, messages.text(problem)) for problem in error.problems]
