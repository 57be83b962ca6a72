"""Places of a page that other rooms fill; see `hanam.dvc.interfaces`."""

from Products.Five.viewlet.manager import ViewletManagerBase


class ByWeight(ViewletManagerBase):
    """Shows its viewlets from the lightest (attribute ``weight``, 0 if none) to the heaviest."""

    def sort(self, viewlets):
        return sorted(
            viewlets, key=lambda pair: (int(getattr(pair[1], "weight", 0)), pair[0])
        )
