"""`<dossier>/@@ghi-nhan`: a track moved by hand, sent by the strip of the dossier's page."""

from hanam.dvc.counter.tracks import strip
from hanam.dvc.counter.views.acting import Act
from hanam.dvc.dossiers import tracks
from hanam.dvc.i18n import _


class Move(Act):
    """Does one move and leads back; on a problem the page comes again with all that was typed."""

    control = "move"
    read = staticmethod(strip.read)

    def problems_of(self, name: str) -> list[tuple[str, object]]:
        """None: `tracks.change` checks what was typed."""
        return []

    def perform(self, name: str):
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
        return _("Noted; the history tells it.")

    def offered(self) -> set[str]:
        return {f"{way.track}.{way.target}" for way in tracks.can(self.context)}
