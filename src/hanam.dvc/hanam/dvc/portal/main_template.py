"""Plone's own pages inside our frame."""

from AccessControl import getSecurityManager
from functools import cached_property
from hanam.dvc.catalogue.opendata import dublin
from hanam.dvc.portal.frame import Frame
from hanam.dvc.portal.teasers import NEWS_ITEM
from hanam.dvc.rules.vietnamese_words import short_date
from plone.base.interfaces import IPloneSiteRoot
from Products.CMFPlone.browser.main_template import MainTemplate as StockMainTemplate
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.component import getMultiAdapter


class MainTemplate(StockMainTemplate):
    """``context/@@main_template/macros/master``, the slots of Plone, the frame of the portal."""

    main_template = ViewPageTemplateFile("templates/main_template.pt")


class Stock(BrowserView):
    """What `templates/main_template.pt` needs to know of a stock page."""

    @cached_property
    def editing(self) -> bool:
        """Whether the reader may change something here and so gets Plone's tools.

        Noted in the request, since Plone's tools need a laxer security policy.
        """
        frame = Frame(self.context, self.request)
        may = getSecurityManager().checkPermission
        # Who may add to a folder writes in the editor too, as the press does.
        rights = ("Modify portal content", "Add portal content")
        able = frame.is_editor or any(may(right, self.context) for right in rights)
        able = able and frame.user is not None
        self.request.set("dvc_editing", able)
        return able

    def title(self, view) -> str:
        """The words for the browser's tab."""
        for name in ("page_title", "label", "title"):
            title = getattr(view, name, None)
            if isinstance(title, str) and title:
                return title
        return self.context.Title()

    def crumbs(self) -> list[dict]:
        """{url, title} of the folders above the page."""
        if IPloneSiteRoot.providedBy(self.context):
            return []
        view = getMultiAdapter((self.context, self.request), name="breadcrumbs_view")
        return [
            {"url": crumb["absolute_url"], "title": crumb["Title"]}
            for crumb in view.breadcrumbs()[:-1]
        ]

    def published(self) -> str:
        """The day a news item was published; empty for everything else."""
        day = getattr(self.context, "effective_date", None)
        if self.context.portal_type != NEWS_ITEM or day is None:
            return ""
        return short_date(day.asdatetime().date())

    def metadata(self) -> dict[str, str]:
        """Dublin Core of the page, as TT 24/2011/TT-BTTTT asks; what is empty is left out."""
        if not hasattr(self.context.aq_base, "Title"):
            return {}
        utils = self.context.plone_utils
        stock = {k: v for k, v in utils.listMetaTags(self.context).items() if v}
        stock.pop("DC.contributors", None)
        return stock | dublin.of_content(self.context)
