"""Vietnamese text: normal form, search, order, and how dates and money are written."""

from hanam.dvc.rules.vietnamese_order import collation_key
from hanam.dvc.rules.vietnamese_order import person_sort_key
from hanam.dvc.rules.vietnamese_text import fold
from hanam.dvc.rules.vietnamese_text import nfc
from hanam.dvc.rules.vietnamese_text import tone_key
from hanam.dvc.rules.vietnamese_words import clock_time
from hanam.dvc.rules.vietnamese_words import long_date
from hanam.dvc.rules.vietnamese_words import money
from hanam.dvc.rules.vietnamese_words import money_in_words
from hanam.dvc.rules.vietnamese_words import number_in_words
from hanam.dvc.rules.vietnamese_words import short_date


__all__ = [
    "clock_time",
    "collation_key",
    "fold",
    "long_date",
    "money",
    "money_in_words",
    "nfc",
    "number_in_words",
    "person_sort_key",
    "short_date",
    "tone_key",
]
