"""What the pages of the working calendar have in common."""

from AccessControl import getSecurityManager
from functools import cached_property
from hanam.dvc.counter.calendars import words
from hanam.dvc.counter.views.base import StaffView
from hanam.dvc.dossiers import actors
from hanam.dvc.dossiers import messages
from hanam.dvc.dossiers import tools
from hanam.dvc.dossiers.errors import DossierError
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.dossiers.recount import working
from hanam.dvc.i18n import _
from hanam.dvc.notify import periodic
from hanam.dvc.register import calendar_changes as changes
from hanam.dvc.rules.calendar import CalendarError

import transaction


PERMISSION = "hanam.dvc: Edit Calendar"
EDITOR = "lich-lam-viec"
PREVIEW = "lich-lam-viec-xem-truoc"
VERSIONS = "lich-lam-viec-phien-ban"

tools.declare(
    tools.Tool(
        EDITOR,
        _("Working calendar"),
        _("Holidays, make-up days, office hours; which appointments a change moves"),
        ("CalendarKeeper", "Manager"),
    )
)
periodic.register(working.WORK, working.EVERY, working.work)


class CalendarPage(StaffView):
    """For those who keep the calendar: the role CalendarKeeper and the administrator."""

    problems = ()
    crumbs = ()

    def may_enter(self) -> bool:
        portal = self.context
        return bool(getSecurityManager().checkPermission(PERMISSION, portal))

    @property
    def actor(self) -> tuple[str, str]:
        user = getSecurityManager().getUser()
        return user.getId(), actors.name_of(user)

    @cached_property
    def change(self):
        """The change that is prepared or carried out, or None."""
        return changes.current()

    @property
    def version(self) -> int:
        """What forms send back, so that nobody overwrites another's draft."""
        return 0 if self.change is None else self.change.version

    def typed(self, name: str) -> str:
        value = self.request.form.get(name)
        return value.strip() if isinstance(value, str) else ""

    def sent_version(self) -> int:
        value = self.typed("version")
        return int(value) if value.isdigit() and len(value) < 10 else -1

    def url_of(self, name: str) -> str:
        return f"{self.portal_url}/{name}"

    def try_to(self, task) -> bool:
        """Do what a form asks for; False, with `problems` and a status, where it is wrong."""
        if not self.is_genuine():
            message = _(
                "This form is too old or was sent from elsewhere. Send it again."
            )
            return self.refuse([("", message)], 403)
        try:
            task()
        except CalendarError as error:
            return self.refuse([("", words.wrong(error))], 400)
        except Stale as error:
            return self.refuse(said(error), 409)
        except DossierError as error:
            return self.refuse(said(error), 400)
        return True

    def refuse(self, problems, status: int) -> bool:
        transaction.doom()
        self.request.response.setStatus(status)
        self.problems = [
            {"field": field, "message": self.say(message)}
            for field, message in problems
        ]
        # What failed has changed nothing; what is shown is read anew.
        vars(self).pop("change", None)
        return False


def said(error: DossierError):
    return [(problem.field, messages.text(problem)) for problem in error.problems]
