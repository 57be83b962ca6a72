"""Fields and words that several kinds of content share."""

from zope import schema


def line(title, description="", **options):
    """A line of text that may stay empty."""
    return schema.TextLine(
        title=title,
        description=description,
        required=False,
        default="",
        missing_value="",
        **options,
    )


def title_of(pairs, value):
    """The title of a value of a choice; the value itself if there is none."""
    return dict(pairs).get(value, value)
