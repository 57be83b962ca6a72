"""What a request asks of the catalogue, checked."""

from datetime import date
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import settings
from hanam.dvc.catalogue import terms
from hanam.dvc.catalogue.moment import today
from hanam.dvc.catalogue.search import Query
from hanam.dvc.i18n import _
from hanam.dvc.rules.levels import HIGHEST
from hanam.dvc.rules.levels import LOWEST


LONGEST = 200
MOST = 100
SIZE = 25
FARTHEST = 1_000_000


class Wrong(ValueError):
    """A parameter that cannot be understood; ``message`` is for the reader."""

    def __init__(self, message):
        super().__init__(message)
        self.message = message


def text(form, name) -> str:
    """One text; of several with the same name the first."""
    value = form.get(name, "")
    if isinstance(value, list):
        value = value[0] if value else ""
    if not isinstance(value, str) or len(value) > LONGEST:
        raise Wrong(_("“${name}” is too long.", mapping={"name": name}))
    return value.strip()


def number(form, name, default, least, most):
    value = text(form, name)
    if not value:
        return default
    if not (value.isascii() and value.isdigit()) or not least <= int(value) <= most:
        raise Wrong(
            _(
                "“${name}” must be a whole number from ${least} to ${most}.",
                mapping={"name": name, "least": least, "most": most},
            )
        )
    return int(value)


def day(form, name) -> date:
    """An ISO day; today if none is said."""
    value = text(form, name)
    try:
        return date.fromisoformat(value) if value else today()
    except ValueError as error:
        message = _("“${name}” must be a date such as 2018-09-01.")
        raise Wrong(_(message, mapping={"name": name})) from error


def one_of(form, name, known) -> str:
    """A text that ``known(text)`` accepts, or empty."""
    value = text(form, name)
    if value and not known(value):
        raise Wrong(
            _(
                "“${name}” does not know “${value}”.",
                mapping={"name": name, "value": value},
            )
        )
    return value


def filters(form) -> dict:
    """The filters of a `search.Query`; `Wrong` for what does not exist."""
    everybody = dict(terms.EVERYBODY)
    events = {event["key"] for event in settings.life_events()}
    return {
        "agency": one_of(
            form, "agency", lambda slug: slug in everybody or lookup.agency(slug)
        ),
        "sector": one_of(form, "sector", lookup.sector),
        "level": number(form, "level", None, LOWEST, HIGHEST),
        "government_level": one_of(
            form, "government_level", dict(terms.GOVERNMENT_LEVELS).get
        ),
        "life_event": one_of(form, "life_event", events.__contains__),
        "audience": one_of(form, "audience", dict(terms.AUDIENCES).get),
    }


def query(form, include_unpublished=False, size=SIZE) -> Query:
    """A `search.Query` from the parameters of a request; `Wrong` for bad ones."""
    return Query(
        q=text(form, "q"),
        include_unpublished=include_unpublished,
        start=number(form, "b_start", 0, 0, FARTHEST),
        size=number(form, "b_size", size, 1, MOST),
        **filters(form),
    )
