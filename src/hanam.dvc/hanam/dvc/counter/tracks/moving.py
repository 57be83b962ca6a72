"""`<dossier>/@@ghi-nhan`: a track moved by hand, sent by the strip of the dossier's page."""

from AccessControl import Unauthorized
from hanam.dvc.counter.tracks import strip
from hanam.dvc.counter.views.acting import Act
from hanam.dvc.counter.views.acting import said
from hanam.dvc.dossiers import tracks
from hanam.dvc.dossiers.errors import DossierError
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.i18n import _


class Move(Act):
    """Does one move and leads back; on a problem the page comes again with all that was typed."""

    def page(self):
        name = str(self.request.form.get("move") or "")
        if not self.is_post or not self.is_for_staff:
            return self.go(self.context.absolute_url())
        self.given = strip.read(self.request.form)
        if not self.is_genuine():
            message = _(
                "This form is too old or was sent from elsewhere. Send it again."
            )
            return self.refuse(name, [("", message)], 403)
        try:
            self.move(name)
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
        self.tell(_("Noted; the history tells it."))
        return self.go(self.context.absolute_url())

    def move(self, name: str) -> None:
        track, _dot, target = name.partition(".")
        given = self.given
        tracks.change(
            self.context,
            track,
            target,
            reason=given.reason,
            facts=given.facts(),
            version=given.version,
        )

    def offered(self) -> set[str]:
        return {f"{way.track}.{way.target}" for way in tracks.can(self.context)}
