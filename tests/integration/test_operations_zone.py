"""The dates of Plone are those of the province, wherever the server stands."""

from pathlib import Path

import os
import subprocess
import sys
import unittest


PROGRAM = """
import sys
sys.path[:] = {path!r}
from hanam.dvc.operations import zope
zope.keep_local_time()
from DateTime import DateTime
print(DateTime().timezone())
"""


class ZoneTest(unittest.TestCase):
    def zone(self, **environment):
        """What DateTime takes for the zone of the machine in a process of its own."""
        known = {key: value for key, value in os.environ.items() if key != "TZ"}
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM.format(path=sys.path)],
            env=known | environment,
            cwd=Path(__file__).parent,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    def test_a_server_without_a_zone_keeps_the_time_of_the_province(self):
        self.assertEqual(self.zone(), "GMT+7")

    def test_an_operator_may_name_another_zone(self):
        self.assertEqual(self.zone(TZ="UTC"), "UTC")
