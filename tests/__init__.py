"""Tests of the portal.

Here first of all: the runner names the zone of the province after Python has started, and
DateTime reads the zone only once, when it is imported.
"""

import time


time.tzset()
