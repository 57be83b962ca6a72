"""`<dossier>/@@hanh-dong`: what staff do to a dossier, sent by the forms of its page."""

from AccessControl import Unauthorized
from hanam.dvc.counter import forms
from hanam.dvc.counter.tracks import meanwhile
from hanam.dvc.counter.views.dossier import DossierPage
from hanam.dvc.dossiers import messages
from hanam.dvc.dossiers.errors import DossierError
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.i18n import _
from hanam.dvc.register import queries
from ZODB.POSException import ConflictError

import transaction


class Act(DossierPage):
    """Does one action and leads back to the dossier; on a problem its page comes again
    with all that was typed.

    A page for forms of another kind says how to `read`, check, `perform` and offer them, and
    which ``control`` of the form names what is asked for.
    """

    control = "action"
    read = staticmethod(forms.read)

    def page(self):
        name = str(self.request.form.get(self.control) or "")
        if not self.is_post or not self.is_for_staff:
            return self.go(self.context.absolute_url())
        self.given = self.read(self.request.form)
        if not self.is_genuine():
            message = _(
                "This form is too old or was sent from elsewhere. Send it again."
            )
            return self.refuse(name, [("", message)], 403)
        problems = self.problems_of(name)
        if problems:
            return self.refuse(name, problems, 400)
        try:
            done = self.perform(name)
        except Stale as error:
            self.look_again()
            return self.refuse(name, said(error), 409)
        except DossierError as error:
            return self.refuse(name, said(error), 400)
        except Unauthorized:
            message = _(
                "Your role cannot do this, or not any more. Nothing was changed."
            )
            return self.refuse(name, [("", message)], 403)
        self.tell(done)
        return self.go(self.context.absolute_url())

    def problems_of(self, name: str) -> list[tuple[str, object]]:
        """(field, message) of what is wrong with the form before anything is begun."""
        if name not in forms.BY_ID:
            return [("", _("There is no such action."))]
        return forms.problems_of(name, self.given)

    def perform(self, name: str):
        """Do what the form asks for; what to say of it when it is done."""
        forms.perform(self.context, name, self.given)
        return forms.BY_ID[name].done

    def look_again(self) -> None:
        """Run the request anew if the dossier that this transaction sees is an old one:
        then the page shows what the other one has done."""
        row = queries.by_code(self.context.code)
        if row is not None and row.version != self.context.version:
            raise ConflictError(object=self.context)

    def refuse(self, name: str, problems, status: int):
        """The page again: the form open with what was typed, or, where the action is
        gone, the typed text to be copied. Nothing stays of what was begun."""
        transaction.doom()
        self.request.response.setStatus(status)
        self.opened = name
        offered = self.offered()
        if status == 409:
            self.happened = meanwhile.since(self.changes, self.given.seen, self)
        if name not in offered:
            self.lost = self.given.said()
            self.opened = ""
        self.problems = [
            {
                "field": f"{name}.{field}" if field and name in offered else "",
                "message": self.say(message),
            }
            for field, message in problems
        ]
        if getattr(self.given, "file", None) is not None:
            facts = {"files": self.given.file.filename}
            message = self.say(_("Choose the file again: ${files}.", mapping=facts))
            self.problems.append({"field": "", "message": message})
        return self.template()

    def offered(self) -> set[str]:
        """The ids of the forms of this kind that the reader may send now."""
        return {form.id for form in forms.available(self.context)}


def said(error: DossierError) -> list[tuple[str, object]]:
    """(field, message) of each problem."""
    return [(problem.field, messages.text(problem)) for problem in error.problems]
