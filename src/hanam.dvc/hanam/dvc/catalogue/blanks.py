"""Fields of content that may stay empty."""

from hanam.dvc.records import vocabulary
from zope import schema


def line(title, description="", **options):
    """A line of text."""
    return schema.TextLine(
        title=title,
        description=description,
        required=False,
        default="",
        missing_value="",
        **options,
    )


def text(title, description=""):
    """A text of several lines."""
    return schema.Text(
        title=title,
        description=description,
        required=False,
        default="",
        missing_value="",
    )


def several(value_type, title, description=""):
    """A list of values of one kind."""
    return schema.List(
        title=title,
        description=description,
        value_type=value_type,
        required=False,
        defaultFactory=list,
    )


def texts(title, description=""):
    """A list of texts, one a line in the form."""
    return several(schema.Text(), title, description)


def choices(title, values, description=""):
    """Several of (value, title) pairs, or of the vocabulary of that name."""
    known = values if isinstance(values, str) else vocabulary(values)
    return several(schema.Choice(vocabulary=known), title, description)
