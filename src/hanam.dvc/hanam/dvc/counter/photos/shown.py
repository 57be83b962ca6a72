"""A tray as pages show it: the code for the phone, and the photos beside each paper."""

from hanam.dvc.catalogue import settings
from hanam.dvc.counter import qr
from hanam.dvc.counter.photos import trays
from hanam.dvc.dossiers.handoff import changing
from hanam.dvc.dossiers.handoff import codes
from hanam.dvc.dossiers.handoff import slots
from hanam.dvc.dossiers.sheets import NewPaper
from pathlib import Path
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


TEMPLATES = Path(__file__).parent / "templates"
PAGE = "anh-giay-to"
SIDES = ("left", "right")


class Photos:
    """Mixed into a view of staff: ``tray`` is the `trays.Tray` of its form, or None."""

    tray = None
    photo_list = ViewPageTemplateFile(str(TEMPLATES / "list.pt"))
    photo_panel = ViewPageTemplateFile(str(TEMPLATES / "panel.pt"))

    @property
    def photos_url(self) -> str:
        """Where the script of the form asks."""
        return f"{api.portal.get().absolute_url()}/{PAGE}"

    def photos_of(self, component: str) -> str:
        """The photos of a paper, as HTML."""
        tray = self.tray
        if tray is None or not tray.papers.of(component):
            return ""
        papers = tray.papers.of(component)
        base = f"{self.photos_url}/{tray.getId()}"
        files = [slots.file(paper, base) for paper in papers]
        return self.photo_list(files=files)

    def hand(self) -> dict | None:
        """The code for a phone while it holds: {url, qr, connected, until}."""
        row = None if self.tray is None else codes.current(self.tray)
        if row is None:
            return None
        url = codes.url_of(row)
        return {
            "url": url,
            "qr": qr.svg(url, 4),
            "connected": row.seen is not None,
            "until": f"{row.until:%H:%M}",
        }

    def panel(self) -> str:
        """The code for the phone, or the button that shows it, as HTML."""
        return self.photo_panel(hand=self.hand())


def act(tray, wish: str) -> list:
    """Do what a button asks for: open, end, remove-<paper>, left-<paper>, right-<paper>;
    the problems with it."""
    what, _dash, paper_id = wish.partition("-")
    if what == "open":
        codes.begin(tray)
    elif what == "end":
        codes.end(tray)
    elif what == "remove":
        return changing.perform(tray, {"remove": paper_id}, trays.Tray.touch)
    elif what in SIDES:
        turned = {"turn": f"{paper_id}:{what}"}
        return changing.perform(tray, turned, trays.Tray.touch)
    return []


def keep(tray, scans) -> list:
    """Lay chosen files into the tray, which a page that is shown again would lose;
    ``scans`` are (component, {filename, data}). The problems with them."""
    limits, problems = settings.limits(), []
    for component, scan in scans:
        new = NewPaper(component, scan["filename"], "", scan["data"])
        problems += trays.lay(tray, new, limits).problems
    return problems
