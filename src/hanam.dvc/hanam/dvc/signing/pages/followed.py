"""On the page where an applicant follows a dossier: how its results are verified."""

from hanam.dvc import printing
from hanam.dvc.dossiers.content import IDossier
from hanam.dvc.rules import result_codes
from hanam.dvc.signing import stamping
from pathlib import Path
from plone.app.layout.viewlets.common import ViewletBase
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


TEMPLATE = Path(__file__).parent / "templates" / "followed.pt"


class Verifiable(ViewletBase):
    """Code, QR code and link of each result that was given out."""

    index = ViewPageTemplateFile(str(TEMPLATE))
    weight = 5

    def update(self):
        super().update()
        dossier = getattr(self.view, "dossier", None)
        self.dossier = dossier if IDossier.providedBy(dossier) else None

    def render(self):
        return self.index() if self.results() else ""

    def results(self) -> list[dict]:
        """{title, number, code, url, qr, ended}; those that nobody can verify are left out."""
        found = []
        for paper in self.dossier.results if self.dossier is not None else ():
            issue = paper.issue or {}
            if not issue.get("issued"):
                continue
            url = stamping.address_of(issue["code"])
            found.append(
                {
                    "title": paper.title or paper.filename,
                    "number": paper.number,
                    "code": result_codes.shown(issue["code"]),
                    "url": url,
                    "qr": printing.qr(url),
                    "ended": bool(issue.get("ended")),
                    "reason": issue.get("reason", ""),
                }
            )
        return found
