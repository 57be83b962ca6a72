"""The picture that an authenticator app scans, with the key for who types it."""

from hanam.dvc.identity import second
from hanam.dvc.identity.forms import template
from Products.Five import BrowserView

import segno


class Setup(BrowserView):
    """The picture and the key of one secret."""

    index = template("setup")

    def __init__(self, page, secret: str, name: str):
        super().__init__(page.context, page.request)
        self.secret = secret
        self.name = name

    def picture(self) -> str:
        """The link for the app as a QR code in SVG."""
        code = segno.make(second.app_link(self.secret, self.name), error="m")
        return code.svg_inline(
            scale=4, border=4, light="#fff", dark="#000", omitsize=True
        )

    def spelt(self) -> str:
        """The key in groups of four."""
        return " ".join(
            self.secret[at : at + 4] for at in range(0, len(self.secret), 4)
        )


def setup(page, secret: str, name: str) -> str:
    """The picture and the key as HTML."""
    return Setup(page, secret, name).index()
