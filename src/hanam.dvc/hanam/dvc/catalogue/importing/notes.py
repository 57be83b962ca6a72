"""What an import could not understand, by kind."""

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """Kinds of what stayed text; the order is that of the report."""

    CODE = "code"
    WAY = "way"
    SEVERAL = "several"
    GLUED = "glued"
    LIMIT_WITHOUT_UNIT = "limit_without_unit"
    LIMIT_HOURS = "limit_hours"
    LIMIT_IN_WORDS = "limit_in_words"
    LIMIT_CONTRADICTED = "limit_contradicted"
    FEE_NOT_FREE = "fee_not_free"
    FEE_MAGNITUDE = "fee_magnitude"
    FEE_PER_UNIT = "fee_per_unit"
    FEE_CURRENCY = "fee_currency"
    FEE_OTHER_AMOUNTS = "fee_other_amounts"
    FEE_NOTE_OPEN = "fee_note_open"
    PAPERS = "papers"
    PAPER_WITHOUT_NUMBER = "paper_without_number"
    PAPER_NUMBER_GLUED = "paper_number_glued"
    LAW_WITHOUT_NUMBER = "law_without_number"
    LAW = "law"
    RESULT_WITHOUT_CODE = "result_without_code"
    SUBJECT = "subject"
    LEVEL = "level"
    AGENCY = "agency"
    TOO_LONG = "too_long"


# Not misunderstood, but none of the province's.
OUTSIDE = frozenset({Kind.LEVEL, Kind.AGENCY})


class Note(NamedTuple):
    """One thing that stayed text: its kind and the text itself."""

    kind: Kind
    text: str
