"""A draft of the news that a procedure has another online level."""

from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.audit import changes
from hanam.dvc.i18n import _
from hanam.dvc.rules.vietnamese import short_date
from html import escape
from plone import api
from plone.app.textfield.value import RichTextValue


NEWS = "tin-tuc"
NEWS_TYPE = "News Item"
PERMISSION = "plone.app.contenttypes: Add News Item"
HTML, SAFE = "text/html", "text/x-html-safe"
TITLES = {
    4: _("Fully online from now on: ${title}"),
    3: _("File online from now on: ${title}"),
    2: _("Forms to download: ${title}"),
    1: _("Changed: ${title}"),
}
LOWERED = _("How to file has changed: ${title}")
LEADS = {
    4: _("You can file this procedure and do everything about it online."),
    3: _(
        "You can now file this procedure online, without a trip to the counter to file."
    ),
    2: _("The forms of this procedure can be downloaded; it is filed at the counter."),
    1: _("The portal tells all about this procedure; it is filed at the counter."),
}


def may_announce() -> bool:
    """Whether the user may write news."""
    place = api.portal.get().get(NEWS)
    return place is not None and bool(api.user.has_permission(PERMISSION, obj=place))


def draft_of(change: changes.Change):
    """The page that announces a change, or None; one that was deleted does not count."""
    book = changes.book()
    uid = None if book is None else book.announced.get(change.number)
    if not uid:
        return None
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(UID=uid)
    return brains[0]._unrestrictedGetObject() if brains else None


def announce(change: changes.Change):
    """The unpublished News Item that announces a change; made the first time only."""
    found = draft_of(change)
    if found is not None:
        return found
    procedure = lookup.procedure(change.id)
    name = f"muc-do-{change.number}-{change.id.replace('.', '-')}"
    page = api.content.create(
        api.portal.get()[NEWS],
        NEWS_TYPE,
        id=name,
        safe_id=True,
        title=title_of(change),
        description=lead_of(change),
        text=RichTextValue(text_of(change, procedure), HTML, SAFE),
    )
    if procedure is not None:
        api.relation.create(page, procedure, "relatedItems")
    changes.open_book().announced[change.number] = page.UID()
    return page


def said(message) -> str:
    """News is written in the language of the portal."""
    return api.portal.translate(message, lang=api.portal.get_default_language())


def title_of(change) -> str:
    words = TITLES[change.after] if change.rises else LOWERED
    return said(_(words, mapping={"title": change.title}))


def lead_of(change) -> str:
    return said(LEADS[change.after])


def text_of(change, procedure) -> str:
    """The body: what holds from when on, why, where to go on."""
    from_to = _(
        "Since ${day} the online level of this procedure is ${after}; it was ${before}.",
        mapping={
            "day": short_date(change.at),
            "after": change.after,
            "before": change.before,
        },
    )
    paragraphs = [escape(lead_of(change)), escape(said(from_to))]
    if change.reason:
        paragraphs.append(escape(change.reason))
    if procedure is not None:
        link = f"resolveuid/{procedure.UID()}"
        words = escape(said(_("Read what you need and file")))
        paragraphs.append(f'<a href="{link}">{words}: {escape(change.title)}</a>')
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
