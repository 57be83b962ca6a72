"""Dublin Core in the head of the portal's own pages, as TT 24/2011/TT-BTTTT asks.

Title, creator, date, description, publisher, identifier and language are told of every
public page; subject, source and contributor where they are known. Several values are
separated by "; ". Plone's own pages have theirs in `portal/main_template.py`.
"""

from hanam.dvc.catalogue import access
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.content import IAgency
from hanam.dvc.catalogue.content import IProcedure
from hanam.dvc.catalogue.content import ISector
from hanam.dvc.catalogue.opendata.rows import said
from hanam.dvc.catalogue.opendata.service import description
from hanam.dvc.catalogue.opendata.settings import setting
from hanam.dvc.catalogue.search import facet_title
from html import escape
from plone import api
from Products.Five.viewlet.viewlet import ViewletBase


SEPARATOR = "; "
# Plone's way of saying that a page has no date of publication.
UNKNOWN = 1969
OWN_PAGE = "dvc_own_page"


def of_procedure(item) -> dict:
    agencies = [said(facet_title("agency", slug)) for slug in item.agencies or ()]
    sector = lookup.sector(item.sector)
    laws = [row["number"] or row["title"] for row in item.legal_basis or ()]
    return {
        "title": item.title,
        "creator": agencies,
        "description": description(item),
        "subject": [*filter(None, [sector and sector.title]), *(item.synonyms or ())],
        "source": [item.decision] if item.decision else laws,
    }


def of_agency(item) -> dict:
    return {"title": item.title, "creator": item.title, "description": item.title}


def of_sector(item) -> dict:
    return {"title": item.title, "description": item.description or item.title}


def of_content(item) -> dict:
    """The elements of a text of Plone's own types, as ``DC.<element>`` and content.

    The portal stands behind its texts: who typed them is not told to readers.
    """
    publisher = setting("publisher") or api.portal.get().title
    day = item.effective() if api.content.get_state(item, default="") else None
    day = day if day is not None and day.year() > UNKNOWN else item.modified()
    told = {
        "title": item.Title(),
        "creator": publisher,
        "date": day.strftime("%Y-%m-%d"),
        "description": item.Description() or item.Title(),
        "publisher": publisher,
        "identifier": item.absolute_url(),
        "language": item.Language() or "vi",
        "subject": SEPARATOR.join(item.Subject()),
        "contributor": SEPARATOR.join(item.Contributors()),
    }
    return {f"DC.{name}": value for name, value in told.items() if value}


KINDS = ((IProcedure, of_procedure), (IAgency, of_agency), (ISector, of_sector))


class DublinCore(ViewletBase):
    """The elements as meta tags; nothing on pages for one reader and on Plone's own.

    A page is for everybody if it has ``guest_cache``, or says so by ``is_public``.
    """

    def elements(self) -> dict:
        """Element: text or list of texts; empty ones are left out by `render`."""
        item, view = self.context, self.__parent__
        portal = api.portal.get()
        publisher = setting("publisher") or portal.title
        told = {
            "title": self.words(getattr(view, "page_title", "")) or item.Title(),
            "creator": publisher,
            "description": item.Description() or portal.Description(),
            "publisher": publisher,
            "date": item.modified().strftime("%Y-%m-%d"),
            "identifier": self.request.get("ACTUAL_URL", item.absolute_url()),
            "language": (self.request.get("LANGUAGE") or "vi").split("-")[0],
            "format": "text/html",
        }
        if getattr(view, "__name__", "") == "view":
            for interface, of_kind in KINDS:
                if interface.providedBy(item):
                    told |= {k: v for k, v in of_kind(item).items() if v}
                    told["identifier"] = item.absolute_url()
        return told

    def words(self, title) -> str:
        return api.portal.translate(title) if title else ""

    def render(self) -> str:
        view = self.__parent__
        public = getattr(view, "guest_cache", 0) or getattr(view, "is_public", False)
        allowed = public and access.may_view(self.context)
        if not allowed or not self.request.get(OWN_PAGE):
            return ""
        lines = []
        for name, value in self.elements().items():
            text = value if isinstance(value, str) else SEPARATOR.join(value)
            if text:
                lines.append(
                    f'<meta name="DC.{name}" content="{escape(" ".join(text.split()))}" />'
                )
        return "\n".join(lines)
