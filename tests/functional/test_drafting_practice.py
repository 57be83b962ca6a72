"""A class practises: the whole path, marked everywhere, watched by its trainer only."""

from hanam.dvc.dossiers import moment
from hanam.dvc.register import classes
from hanam.dvc.register import queries
from tests.filing import CODE
from tests.filing import Visitor
from tests.wizard import WizardCase

import re
import transaction


class PracticeTest(WizardCase):
    def begin(self, visitor):
        visitor.get(f"thu-tuc/{CODE}/nop-ho-so?lam-thu=1")
        return visitor

    def practised(self):
        transaction.begin()
        asked = queries.WorklistQuery(agencies=("so-mau", "so-khac"), practice=True)
        return queries.worklist(asked).rows

    def open_class(self):
        trainer = Visitor(self.portal, "clerk")
        trainer.get("lam-thu")
        day = moment.now().date().isoformat()
        trainer.send({"title": "Lớp Mẫu", "until": day}, go="open", number=1)
        code = re.search(r"/lam-thu/(\w{6})$", trainer.answer.url)[1]
        return trainer, code

    def test_two_taps_lead_to_the_last_page_and_every_page_is_marked(self):
        guest = self.begin(self.guest)
        self.assertIn("LÀM THỬ", guest.words(".dvc-practice"))
        guest.send({"sample": "1"})
        self.assertEqual(guest.title, "Bước 4 trong 4: Kiểm tra và nộp")
        self.assertIn("LÀM THỬ", guest.words(".dvc-practice"))
        self.assertIn("LÀM THỬ", guest.page.cssselect("title")[0].text_content())
        guest.file()
        self.assertEqual(guest.title, "Đã nộp hồ sơ")
        self.assertIn("LÀM THỬ", guest.words(".dvc-practice"))
        self.assertEqual(self.rows(), ())
        [row] = self.practised()
        self.assertTrue(row.code.startswith("LT-000.00.91.H25-"))
        guest.get(guest.answer.url.removesuffix("/bien-nhan"))
        self.assertIn("LÀM THỬ", guest.words(".dvc-practice"))
        guest.get(f"tra-cuu/{row.code}")
        self.assertIn("LÀM THỬ", guest.words(".dvc-practice"))

    def test_practice_is_not_a_way_around_what_is_asked(self):
        guest = self.begin(self.guest)
        guest.send()
        self.assertTrue(self.draft().practice)
        guest.tell_who(phone="abc")
        self.assertEqual(guest.problems, ["applicant.phone"])

    def test_a_trainer_watches_the_class_and_nobody_else_does(self):
        trainer, code = self.open_class()
        guest = self.guest
        guest.get("lam-thu")
        guest.send({"code": code.lower()}, go="join")
        self.assertIn("Lớp Mẫu", guest.words())
        self.begin(guest).send({"sample": "1"})
        guest.file()
        [row] = self.practised()
        number = row.code
        trainer.get(f"lam-thu/{code}")
        self.assertIn("Nguyễn Thị Mẫu", trainer.words())
        self.assertIn(number, trainer.words())
        for user in ("", "citizen", "officer"):
            with self.subTest(user=user):
                other = Visitor(self.portal, user)
                other.get(f"lam-thu/{code}")
                self.assertEqual(other.answer.status_code, 404)
                self.assertNotIn(number, other.answer.text)

    def test_staff_work_on_practice_in_a_list_of_its_own(self):
        self.begin(self.guest).send({"sample": "1"})
        self.guest.file()
        [row] = self.practised()
        clerk = Visitor(self.portal, "clerk")
        clerk.get("viec?tab=all")
        self.assertNotIn(row.code, clerk.answer.text)
        clerk.get("viec?tab=all&practice=1")
        self.assertIn(row.code, clerk.words())
        self.assertIn("LÀM THỬ", clerk.words())

    def test_a_class_is_opened_by_staff_only_and_told_what_is_wrong(self):
        citizen = Visitor(self.portal, "citizen")
        citizen.get("lam-thu")
        self.assertNotIn("Mở lớp", citizen.words())
        citizen.send({"title": "Lớp lậu"}, go="open")
        self.assertEqual(citizen.answer.status_code, 403)
        trainer = Visitor(self.portal, "clerk")
        trainer.get("lam-thu")
        trainer.send({"title": ""}, go="open", number=1)
        self.assertEqual(trainer.problems, ["title"])
        trainer.send({"title": "A", "until": "2001-01-01"}, go="open", number=1)
        self.assertEqual(trainer.problems, ["until"])

    def test_a_wrong_or_ended_code_is_told(self):
        guest = self.guest
        guest.get("lam-thu")
        guest.send({"code": "ABCDEF"}, go="join")
        self.assertEqual(guest.problems, ["code"])
        _trainer, code = self.open_class()
        transaction.begin()
        classes.close(code, moment.now().date().replace(year=2001))
        transaction.commit()
        guest.send({"code": code}, go="join")
        self.assertEqual(guest.problems, ["code"])

    def test_a_practice_draft_is_not_offered_for_a_real_filing(self):
        self.begin(self.guest).send()
        name = self.draft().getId()
        self.guest.get(f"thu-tuc/{CODE}/nop-ho-so")
        self.assertNotIn(name, self.guest.answer.text)
