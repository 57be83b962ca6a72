"""Facts in the head of pages, for search engines: schema.org as JSON-LD.

A block of data is no script: the policy of the pages lets it stand.
"""

from hanam.dvc.catalogue import access
from hanam.dvc.catalogue import fees
from hanam.dvc.catalogue import levels
from hanam.dvc.catalogue import limits
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import terms
from hanam.dvc.catalogue.content import IAgency
from hanam.dvc.catalogue.content import IProcedure
from hanam.dvc.catalogue.opendata.rows import in_vietnamese
from hanam.dvc.catalogue.opendata.rows import said
from hanam.dvc.catalogue.opendata.settings import setting
from hanam.dvc.catalogue.search import facet_title
from plone import api
from plone.base.interfaces import IPloneSiteRoot
from Products.Five.viewlet.viewlet import ViewletBase

import json


CONTEXT = "https://schema.org"
# In a script element these would end it, or begin a comment.
ESCAPED = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}
AUDIENCES = {"citizen": "Công dân", "organisation": "Doanh nghiệp, tổ chức"}
HOME = "trang-chu"


def safe(data) -> str:
    """JSON that may stand in a script element."""
    text = json.dumps(data, ensure_ascii=False)
    for char, escaped in ESCAPED.items():
        text = text.replace(char, escaped)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def service(item, portal_url: str) -> dict:
    """A procedure as a GovernmentService."""
    url = item.absolute_url()
    found = {
        "@type": "GovernmentService",
        "@id": url,
        "url": url,
        "name": item.title,
        "identifier": item.code or item.getId(),
        "inLanguage": "vi",
        "alternateName": list(item.synonyms or ()),
        "category": said(facet_title("sector", item.sector)) if item.sector else "",
        "provider": [provider(slug, portal_url) for slug in item.agencies or ()],
        "areaServed": place(),
        "audience": [
            {"@type": "Audience", "audienceType": AUDIENCES[name]}
            for name in terms.audiences_of(item.subjects or ())
        ],
        "availableChannel": channels(item, url),
        "serviceOutput": [
            {"@type": "Thing", "name": row["title"]} for row in item.results or ()
        ],
        "offers": offers(item),
        "dateModified": item.modified().ISO8601(),
    }
    return {name: value for name, value in found.items() if value not in ("", [], None)}


def provider(slug, portal_url) -> dict:
    found = {
        "@type": "GovernmentOrganization",
        "name": said(facet_title("agency", slug)),
    }
    if lookup.agency(slug) is not None:
        found["url"] = f"{portal_url}/{lookup.AGENCIES}/{slug}"
    return found


def place() -> dict | None:
    name = setting("place")
    return {"@type": "AdministrativeArea", "name": name} if name else None


def channels(item, url) -> list[dict]:
    found = []
    for key in item.channels or ():
        channel = {
            "@type": "ServiceChannel",
            "name": said(terms.title_of(terms.CHANNELS, key)),
            "serviceUrl": url,
        }
        if key == "online" and levels.is_online(item):
            channel["serviceUrl"] = f"{url}/nop-ho-so"
        limit = said(limits.in_words(limits.row_for(item, "", key)))
        if limit:
            channel["description"] = limit
        found.append(channel)
    return found


def offers(item) -> list[dict]:
    return [
        {
            "@type": "Offer",
            "name": row["title"] or said(terms.title_of(terms.FEE_KINDS, row["kind"])),
            "description": said(fees.in_words(row)),
            "price": row["amount"],
            "priceCurrency": "VND",
        }
        for row in fees.rows_of(item)
        if row["amount"] is not None
    ]


def organisation(item, portal_url: str) -> dict:
    """An agency as a GovernmentOrganization; what is not known is left out."""
    url = item.absolute_url()
    found = {
        "@type": "GovernmentOrganization",
        "@id": url,
        "url": url,
        "name": item.title,
        "alternateName": [n for n in (item.short_title, item.abbr) if n],
        "identifier": item.unit_code,
        "address": item.address,
        "telephone": item.phone,
        "areaServed": place(),
    }
    if lookup.agency(item.parent) is not None:
        found["parentOrganization"] = provider(item.parent, portal_url)
    return {name: value for name, value in found.items() if value not in ("", [], None)}


def site(item, portal_url: str) -> dict:
    """The portal, and how it is searched."""
    return {
        "@type": "WebSite",
        "@id": portal_url,
        "url": portal_url,
        "name": item.title,
        "inLanguage": "vi",
        "potentialAction": {
            "@type": "SearchAction",
            "target": f"{portal_url}/{lookup.PROCEDURES}?q={{search_term_string}}",
            "query-input": "required name=search_term_string",
        },
    }


def breadcrumbs(crumbs, title: str, url: str) -> dict:
    """The way to a page."""
    steps = [(crumb["title"], crumb["url"]) for crumb in crumbs]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": at, "name": name, "item": address}
            for at, (name, address) in enumerate([*steps, (title, url)], 1)
        ],
    }


class Facts(ViewletBase):
    """The block of data in the head of a page that everybody may see."""

    def facts(self) -> list[dict]:
        """What is told of this page."""
        view, item = self.__parent__, self.context
        portal_url = api.portal.get().absolute_url()
        if not getattr(view, "guest_cache", 0) or not access.may_view(item):
            return []
        found = []
        if getattr(view, "__name__", "") == "view" and IProcedure.providedBy(item):
            found = [service(item, portal_url)]
        elif getattr(view, "__name__", "") == "view" and IAgency.providedBy(item):
            found = [organisation(item, portal_url)]
        elif IPloneSiteRoot.providedBy(item) and view.__name__ == HOME:
            found = [site(item, portal_url)]
        crumbs = getattr(view, "crumbs", ())
        if found and crumbs:
            found.append(breadcrumbs(crumbs, item.title, item.absolute_url()))
        return found

    def render(self) -> str:
        with in_vietnamese():
            facts = self.facts()
        if not facts:
            return ""
        text = safe({"@context": CONTEXT, "@graph": facts})
        return f'<script type="application/ld+json">{text}</script>'
