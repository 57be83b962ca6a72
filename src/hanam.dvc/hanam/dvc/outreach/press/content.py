"""Press organisations and their articles as content."""

from hanam.dvc.catalogue.blanks import line
from hanam.dvc.catalogue.blanks import text
from hanam.dvc.i18n import _
from hanam.dvc.records import vocabulary
from plone.app.textfield import RichText
from plone.dexterity.content import Container
from plone.dexterity.content import Item
from plone.namedfile.field import NamedBlobImage
from plone.supermodel import model
from zope import schema
from zope.interface import implementer
from zope.interface import Invalid
from zope.interface import invariant


MEDIA = (
    ("newspaper", _("Newspaper")),
    ("broadcaster", _("Radio and television")),
    ("portal", _("Information portal")),
)
KINDS = (
    ("news", _("News in brief")),
    ("article", _("Article")),
    ("reportage", _("Reportage")),
)


def check_link(address) -> None:
    """`Invalid` for an address that a browser would not open as a page of the web."""
    if address and not address.startswith(("https://", "http://")):
        raise Invalid(_("The address must begin with https://."))


class IPressOrganisation(model.Schema):
    """A newspaper or a broadcaster; its folder is its own.

    Its people are in the groups ``bao-chi.<id>.writer`` and ``bao-chi.<id>.editor``.
    """

    title = schema.TextLine(title=_("Name of the organisation"))
    medium = schema.Choice(
        title=_("Medium"), vocabulary=vocabulary(MEDIA), default="newspaper"
    )
    description = text(_("Summary"))
    website = schema.URI(title=_("Website"), required=False)

    @invariant
    def links_are_of_the_web(data):
        check_link(data.website)


class IPressArticle(model.Schema):
    """An article as its organisation approved it; the portal may withdraw it, not
    rewrite it."""

    kind = schema.Choice(title=_("Kind"), vocabulary=vocabulary(KINDS), default="news")
    author = schema.TextLine(
        title=_("Author"), description=_("As it is to be credited.")
    )
    text = RichText(title=_("Text"), required=False)
    picture = NamedBlobImage(title=_("Picture"), required=False)
    picture_alt = line(_("What the picture shows"))
    picture_credit = line(_("Credit of the picture"))
    original = schema.URI(
        title=_("Where it first appeared"),
        description=_("Address on the organisation's own site."),
        required=False,
    )

    @invariant
    def links_are_of_the_web(data):
        check_link(data.original)

    @invariant
    def pictures_are_described(data):
        if data.picture is not None and not data.picture_alt:
            raise Invalid(_("Say what the picture shows: some readers cannot see it."))


@implementer(IPressOrganisation)
class PressOrganisation(Container):
    """See `IPressOrganisation`."""


@implementer(IPressArticle)
class PressArticle(Item):
    """See `IPressArticle`."""
