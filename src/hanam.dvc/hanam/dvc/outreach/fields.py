"""Words that several kinds of content share."""


def title_of(pairs, value):
    """The title of a value of a choice; the value itself if there is none."""
    return dict(pairs).get(value, value)
