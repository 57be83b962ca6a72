"""The fonts that pages name are those that npm delivered."""

from pathlib import Path

import json
import re
import unittest


TOP = Path(__file__).parents[2]
PORTAL = TOP / "src/hanam.dvc/hanam/dvc/portal"


class FontsTest(unittest.TestCase):
    def setUp(self):
        packages = json.loads((TOP / "package.json").read_text("utf-8"))
        self.version = packages["devDependencies"]["@fontsource/be-vietnam-pro"]
        self.sheet = (PORTAL / "static/dvc.css").read_text("utf-8")

    def test_each_font_carries_the_version_of_its_package(self):
        named = re.findall(r'url\("(vendor/[^"?]+)\?v=([^"]+)"\)', self.sheet)
        self.assertEqual(len(named), 4)
        for name, version in named:
            self.assertEqual(version, self.version)
            self.assertTrue((PORTAL / "static" / name).exists(), name)

    def test_pages_ask_early_for_the_same_addresses(self):
        code = (PORTAL / "frame.py").read_text("utf-8")
        self.assertIn(f'FONT = "{self.version}"', code)

    def test_no_font_lies_there_unused(self):
        there = {path.name for path in (PORTAL / "static/vendor").glob("*.woff2")}
        self.assertEqual(there, {name for name in there if name in self.sheet})
