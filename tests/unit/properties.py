"""Hypothesis for the property tests, which say loudly when it is missing.

The same examples in every run; ``DVC_EXAMPLES=2000`` looks further, with new ones.
"""

import os
import sys
import unittest


try:
    from hypothesis import assume
    from hypothesis import given
    from hypothesis import settings
    from hypothesis import strategies as st
except ImportError as error:
    message = "hypothesis is not installed: properties of the rules are NOT tested"
    print(message, file=sys.stderr)
    raise unittest.SkipTest(message) from error

from datetime import datetime
from hanam.dvc.rules.clock import Limit
from hanam.dvc.rules.clock import Unit


__all__ = ["assume", "given", "limits", "moments", "st", "vietnamese"]

examples = os.environ.get("DVC_EXAMPLES")
settings.register_profile(
    "rules",
    database=None,
    deadline=None,
    derandomize=not examples,
    max_examples=int(examples or 60),
)
settings.load_profile("rules")

moments = st.datetimes(datetime(2018, 1, 1), datetime(2026, 12, 31, 23, 59)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)
limits = st.builds(Limit, st.integers(1, 40), st.sampled_from(Unit))
vietnamese = st.text(
    st.sampled_from(
        "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợ"
        "pqrstuùủũúụưừửữứựvxyỳỷỹýỵ AĂÂĐÊÔƠƯ -.,/0123456789"
    ),
    max_size=30,
)
