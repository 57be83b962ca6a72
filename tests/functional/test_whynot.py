"""Why not online: asked where it makes sense, counted by agency and quarter, kept as data."""

from datetime import datetime
from hanam.dvc.catalogue.settings import SettingsError
from hanam.dvc.counter.whynot import settings
from hanam.dvc.register import why_not_online
from io import BytesIO
from openpyxl import load_workbook
from plone import api
from tests.counter import ReceptionCase
from tests.counter import SEND
from tests.counter import TYPED

import json
import transaction


PAGE = "ly-do-truc-tiep"


class WhyNotTest(ReceptionCase):
    def given(self, *rows):
        for number, (agency, reason, day) in enumerate(rows):
            at = datetime.fromisoformat(f"{day}T09:00")
            why_not_online.keep(
                f"H25.1-180910-{number:04}", agency, "1.1", "counter", reason, at
            )
        transaction.commit()

    def set(self, name, value):
        api.portal.set_registry_record(f"{settings.PREFIX}.{name}", value)
        transaction.commit()

    def test_it_is_asked_only_where_it_can_be_filed_online_and_may_be_required(self):
        keys = self.clerk.get("tiep-nhan?procedure=1.999001").find(
            "//fieldset[@id='why']//input/@data-key"
        )
        self.assertEqual(keys, [str(n) for n in range(1, 10)])
        self.set("required", True)
        page = self.form().send(SEND, **TYPED)
        self.assertEqual((page.status, len(page.problems)), (400, 1))
        self.assertIn("lý do không nộp", page.problems[0])
        self.form().send(SEND, **TYPED, channel="post")
        self.assertEqual(len(self.rows()), 1)
        self.procedure = self.portal["thu-tuc"]["1.999001"]
        self.procedure.declared_level = 2
        transaction.commit()
        self.assertFalse(
            self.clerk.get("tiep-nhan?procedure=1.999001").find("//*[@id='why']")
        )

    def test_a_reason_that_holds_no_more_is_not_offered_but_still_counted(self):
        rows = [
            {"key": "old", "vi": "Lý do cũ", "until": "2018-12-31"},
            {"key": "new", "vi": "Lý do mới", "from": "2019-01-01"},
        ]
        self.set("reasons", json.dumps(rows))
        self.given(("so-mau", "old", "2018-09-10"))
        page = self.clerk.get("tiep-nhan?procedure=1.999001")
        offered = page.find("//fieldset[@id='why']//input/@value")
        self.assertEqual(offered, ["new"])
        page = self.at_desk("leader").get(f"{PAGE}?year=2018&quarter=3")
        self.assertIn("Lý do cũ", page.words)

    def test_the_table_counts_by_agency_and_quarter(self):
        self.given(
            ("so-mau", "trust", "2018-09-30"),
            ("so-mau", "trust", "2018-07-01"),
            ("so-mau", "failed", "2018-10-01"),
            ("so-khac", "trust", "2018-08-08"),
        )
        self.given(("so-mau", "trust", "2018-09-30"))
        page = self.at_desk("supervisor").get(f"{PAGE}?year=2018&quarter=3")
        rows = [
            [" ".join(cell.text_content().split()) for cell in row]
            for row in page.find("//table/tbody/tr")
        ]
        self.assertEqual(
            [(r[0], r[-1]) for r in rows], [("Sở Mẫu", "2"), ("Sở Khác", "1")]
        )
        page = self.at_desk("leader").get(f"{PAGE}?year=2018&quarter=3")
        self.assertNotIn("Sở Khác", page.words)
        self.assertIn("Sở Mẫu", page.words)
        for user in ("clerk", "officer", "citizen"):
            with self.subTest(user=user):
                self.assertEqual(self.at_desk(user).get(PAGE).status, 403)

    def test_the_same_table_comes_as_files(self):
        self.given(("so-mau", "trust", "2018-09-30"))
        leader = self.at_desk("leader").session
        base = f"{self.portal.absolute_url()}/{PAGE}"
        csv = leader.get(f"{base}.csv?year=2018&quarter=3", timeout=60)
        lines = csv.content.decode("utf-8-sig").splitlines()
        self.assertTrue(lines[1].startswith("Sở Mẫu,"))
        self.assertTrue(lines[-1].endswith(",1"))
        xlsx = leader.get(f"{base}.xlsx?year=2018&quarter=3", timeout=60)
        sheet = load_workbook(BytesIO(xlsx.content)).active
        self.assertEqual(
            (sheet.cell(2, 1).value, sheet.cell(3, 11).value), ("Sở Mẫu", 1)
        )
        self.assertIn(PAGE, self.at_desk("leader").get("cong-cu").source)

    def test_wrong_reasons_are_not_kept(self):
        for rows in (
            "{}",
            "[1]",
            '[{"key": "A b", "vi": "x"}]',
            '[{"key": "a", "vi": "x"}, {"key": "a", "vi": "y"}]',
            '[{"key": "a"}]',
            '[{"key": "a", "vi": "x", "from": "hôm nay"}]',
        ):
            with self.subTest(rows=rows):
                self.assertRaises(SettingsError, settings.read, rows)
