"""Papers, trips and minutes as staff and citizens see them."""

from plone import api
from tests.audit import BIRTH
from tests.audit import dossiers
from tests.audit import SampleCase

import transaction


class RedTape(SampleCase):
    def test_procedures_are_ranked_by_what_would_be_saved(self):
        self.keep(*dossiers(BIRTH, "counter", 5), *dossiers("1.000656", "counter", 2))
        found = self.json("@red-tape")
        item = found["items"][0]
        self.assertEqual(item["code"], BIRTH)
        self.assertEqual((item["papers"], item["forms"], item["held"]), (4, 1, 2))
        self.assertEqual(item["dossiers"], 5)
        self.assertEqual(found["items"][1]["code"], "1.000656")
        savings = [row["saving_a_year"] for row in found["items"]]
        self.assertEqual(savings, sorted(savings, reverse=True))
        sheet = self.sheet("don-gian-hoa.xlsx")
        self.assertEqual(sheet.cell(2, 1).value, BIRTH)

    def test_weights_are_data(self):
        self.keep(*dossiers(BIRTH, "counter", 5))
        before = self.items("@red-tape")[BIRTH]
        api.portal.set_registry_record(
            "hanam.dvc.audit.red_tape", '{"form": 15, "paper": 30, "trip": 60}'
        )
        transaction.commit()
        after = self.items("@red-tape")[BIRTH]
        self.assertEqual(after["minutes_a_year"] - before["minutes_a_year"], 5 * 3 * 10)

    def test_a_citizen_is_told_which_papers_the_state_has(self):
        page = self.tree(f"thu-tuc/{BIRTH}", None)
        text = page.cssselect("main")[0].text_content()
        self.assertIn(
            "Ngoài tờ khai, bạn cần 3 giấy tờ; 2 giấy tờ trong đó cơ quan nhà nước đã có.",
            text,
        )
        page = self.tree("thu-tuc/2.001474", None)
        self.assertNotIn("cơ quan nhà nước đã có", page.text_content())
