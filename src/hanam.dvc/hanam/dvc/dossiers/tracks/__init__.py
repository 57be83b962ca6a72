"""Money, hand-over and synchronisation of a dossier, shown and changed apart from its state."""

from hanam.dvc.dossiers.tracks.changing import can
from hanam.dvc.dossiers.tracks.changing import change
from hanam.dvc.dossiers.tracks.changing import report


__all__ = ["can", "change", "report"]
