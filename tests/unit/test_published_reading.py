"""The national file is read line by line, whatever a line holds."""

from hanam.dvc.catalogue.importing import reading
from pathlib import Path
from tempfile import TemporaryDirectory

import gzip
import json
import unittest


ROWS = [{"ten_thu_tuc": f"Thủ tục {number}"} for number in range(400)]
LINES = [json.dumps(row, ensure_ascii=False).encode() for row in ROWS]


class Reading(unittest.TestCase):
    def setUp(self):
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "national.data"

    def read(self, data):
        self.path.write_bytes(data)
        return list(reading.lines(self.path))

    def test_a_plain_and_a_gzipped_file_are_the_same(self):
        data = b"\n".join(LINES)
        self.assertEqual(self.read(data), self.read(gzip.compress(data)))
        self.assertEqual([line.row for line in self.read(data)], ROWS)

    def test_a_broken_line_is_told_by_its_number_and_the_rest_goes_on(self):
        found = self.read(
            b"\n".join([LINES[0], b"", b'{"a":', b"\xff\xfe", b"[1]", LINES[1]])
        )
        self.assertEqual(
            [(line.number, line.reason) for line in found],
            [(1, ""), (3, "not_json"), (4, "not_text"), (5, "not_an_object"), (6, "")],
        )

    def test_an_archive_that_breaks_off_gives_what_it_has(self):
        data = gzip.compress(b"\n".join(LINES) + b"\n")
        found = self.read(data[: len(data) // 2])
        self.assertEqual(found[-1].reason, "cut_off")
        whole = [line.row for line in found if line.row]
        self.assertEqual(whole, ROWS[: len(whole)])
        self.assertTrue(whole)

    def test_a_byte_order_mark_does_no_harm(self):
        self.assertEqual(self.read(b"\xef\xbb\xbf" + LINES[0])[0].row, ROWS[0])

    def test_an_empty_file_has_no_lines(self):
        self.assertEqual(self.read(b""), [])

    def test_a_missing_file_is_an_error_of_the_system(self):
        with self.assertRaises(OSError):
            list(reading.lines(self.path))
