"""The table of all dossiers, for whoever counts by themselves."""

from datetime import timedelta
from hanam.dvc.dossiers import access
from hanam.dvc.operations.export import export
from hanam.dvc.operations.export import PERSONAL
from hanam.dvc.register import figures
from hanam.dvc.testing import INTEGRATION
from io import StringIO
from tests.dossiers import build_world
from tests.dossiers import dossier_in
from tests.dossiers import MONDAY

import csv
import json
import unittest


class Export(unittest.TestCase):
    layer = INTEGRATION

    def setUp(self):
        self.portal = self.layer["portal"]
        build_world(self.portal)
        self.codes = [
            dossier_in(self.portal, state, now=MONDAY + timedelta(days=number)).code
            for number, state in enumerate(("submitted", "accepted", "returned"))
        ]

    def table(self, form="csv", **options):
        out = StringIO()
        count = export(form, out, **options)
        out.seek(0)
        read = csv.DictReader if form == "csv" else lambda lines: map(json.loads, lines)
        rows = list(read(out))
        self.assertEqual(count, len(rows))
        return {row["code"]: row for row in rows}

    def test_each_dossier_has_a_row_with_what_was_promised(self):
        rows = self.table()
        self.assertEqual(list(rows), sorted(self.codes))
        promised = (
            "code procedure agency channel assisted_by filed received due finished"
            " returned state"
        )
        self.assertEqual(list(rows[self.codes[0]])[:11], promised.split())
        row = rows[self.codes[1]]
        self.assertEqual(row["procedure"], "1.999001")
        self.assertEqual(row["agency"], "so-mau")
        self.assertEqual(row["channel"], "online")
        self.assertEqual(row["received"], "2018-09-11T09:00:00+07:00")
        self.assertEqual((row["state"], row["state_code"]), ("accepted", "2"))

    def test_what_was_never_accepted_has_no_acceptance_date(self):
        row = self.table()[self.codes[0]]
        self.assertEqual((row["received"], row["due"], row["finished"]), ("", "", ""))

    def test_both_formats_tell_the_same(self):
        as_text = {
            code: {name: str(value) for name, value in row.items()}
            for code, row in self.table("jsonl").items()
        }
        for row in as_text.values():
            row["online_capable"] = row["online_capable"].lower()
        self.assertEqual(as_text, self.table())

    def test_people_are_named_only_when_asked_for(self):
        out = StringIO()
        export("csv", out)
        applicant = access.find(self.codes[0]).applicant
        for secret in (applicant["name"], applicant["id_number"], applicant["phone"]):
            self.assertNotIn(secret, out.getvalue())
        row = self.table(personal=True)[self.codes[0]]
        self.assertEqual(row["applicant_name"], applicant["name"])
        self.assertLessEqual(set(PERSONAL), set(row))

    def test_dossiers_of_a_class_are_left_out(self):
        code = dossier_in(self.portal, "accepted", practice=True).code
        self.assertNotIn(code, self.table())
        self.assertIn(code, self.table(practice=True))

    def test_counting_the_rows_gives_the_online_rate(self):
        for channel in ("counter", "online", "post"):
            dossier_in(self.portal, "accepted", channel=channel)
        received = [
            row
            for row in self.table().values()
            if row["received"].startswith("2018-09")
        ]
        online = [row for row in received if row["channel"] == "online"]
        (rate,) = figures.online_rate(2018, 3)
        self.assertEqual(
            (rate.numerator, rate.denominator), (len(online), len(received))
        )

    def test_a_cell_never_begins_like_a_formula(self):
        document = access.find(self.codes[0])
        document.procedure_title = "=HYPERLINK(1)"
        from hanam.dvc.dossiers.locks import lock
        from hanam.dvc.dossiers.locks import save

        save(*lock(document), document)
        row = self.table()[self.codes[0]]
        self.assertEqual(row["procedure_title"], "'=HYPERLINK(1)")

    def test_an_unknown_format_is_refused(self):
        with self.assertRaises(ValueError):
            export("xml", StringIO())


if __name__ == "__main__":
    unittest.main()
