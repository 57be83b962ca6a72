"""The clock while somebody files: the cut-off hour, the end of the year, Tết."""

from contextlib import contextmanager
from datetime import datetime
from hanam.dvc.catalogue import loading
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import secrets
from hanam.dvc.register import queries
from plone import api
from tests.counter import Browser
from tests.dossiers import PROCEDURE
from tests.filing import Visitor
from tests.wizard import WizardCase
from unittest import mock

import transaction


AT_ONCE = {
    **PROCEDURE,
    "code": "1.999005",
    "title": "Cấp giấy trong ngày",
    "limits": [{"value": 1, "unit": "same_day"}],
    "agencies": ["so-mau"],
    "plan": [],
    "papers": [{"key": "don", "title": "Đơn đề nghị"}],
}
# Offices close at 16:30 in winter. Monday 31/12/2018 was free for Saturday 5/1/2019, and Tuesday a holiday.
YEAR_END = datetime(2018, 12, 28, 16, 0)
YEAR_END_WORDS = "16:30, thứ Tư, ngày 02 tháng 01 năm 2019"
# Tết 2019: free from Saturday 2/2 to Sunday 10/2.
BEFORE_TET = datetime(2019, 2, 1, 16, 30)
AFTER_TET_WORDS = "16:30, thứ Hai, ngày 11 tháng 02 năm 2019"


@contextmanager
def clock_at(when: datetime):
    with mock.patch.object(moment, "now", lambda: when):
        yield


class ClockCase(WizardCase):
    def file_at(self, when, filing=None):
        """File as a guest; the row of the dossier."""
        guest = Visitor(self.portal)
        with clock_at(when):
            guest.walk_to_check()
        with clock_at(filing or when):
            guest.file()
            self.assertEqual(guest.title, "Đã nộp hồ sơ")
        self.guest = guest
        transaction.begin()
        return queries.by_code(guest.words(".dvc-number"))


class FilingDatesTest(ClockCase):
    def test_a_filing_before_the_new_year_is_answered_on_the_first_working_day(self):
        row = self.file_at(YEAR_END)
        self.assertEqual(row.filed, YEAR_END)
        self.assertEqual(row.code[-11:-5], "181228")
        self.assertEqual(row.accept_due, datetime(2019, 1, 2, 16, 30))
        self.assertIn(YEAR_END_WORDS, self.guest.words())

    def test_a_filing_before_tet_is_answered_after_it(self):
        row = self.file_at(BEFORE_TET)
        self.assertEqual(row.accept_due, datetime(2019, 2, 11, 16, 30))
        self.assertIn(AFTER_TET_WORDS, self.guest.words())

    def test_a_draft_of_the_old_year_filed_in_the_new_one_is_of_the_new_one(self):
        late, new = datetime(2018, 12, 31, 23, 59, 50), datetime(2019, 1, 1, 0, 0, 10)
        row = self.file_at(late, new)
        self.assertEqual(row.filed, new)
        self.assertEqual(row.code[-11:], "190101-0001")
        dossier = access.find(row.code)
        self.assertIn("/201901/", "/".join(dossier.getPhysicalPath()))
        # What comes on a holiday counts as received on the next morning.
        self.assertEqual(row.accept_due, datetime(2019, 1, 3, 16, 30))

    def test_numbers_begin_anew_each_day_and_go_on_within_it(self):
        codes = [
            self.file_at(when).code[-11:]
            for when in (
                datetime(2018, 12, 31, 23, 0),
                datetime(2018, 12, 31, 23, 59, 59),
                datetime(2019, 1, 1, 0, 0, 0),
            )
        ]
        self.assertEqual(codes, ["181231-0001", "181231-0002", "190101-0001"])

    def test_a_clock_that_goes_back_gives_no_number_twice(self):
        first = self.file_at(datetime(2018, 9, 10, 9, 0)).code
        second = self.file_at(datetime(2018, 9, 10, 8, 0)).code
        third = self.file_at(datetime(2018, 9, 9, 9, 0)).code
        self.assertEqual(len({first, second, third}), 3)
        self.assertEqual(second[-4:], "0002")


class CutOffTest(ClockCase):
    """Procedures settled within the day: what comes after 15:00 is of the next one."""

    def setUp(self):
        super().setUp()
        with api.env.adopt_roles(["Manager"]):
            loading.load_procedures([AT_ONCE])
        transaction.commit()

    def due_when_accepted_at(self, when):
        guest = Visitor(self.portal)
        with clock_at(when):
            guest.begin(AT_ONCE["code"])
            guest.tell_who()
            guest.add_papers()
            guest.choose_way()
            guest.file()
            code = guest.words(".dvc-number")
            desk = Browser(self.portal.absolute_url(), "clerk")
            page = desk.get(f"tim-ho-so?ma={code}")
            done = page.action("accept").send(("action", "accept"))
            self.assertEqual(done.status, 200)
            guest.get(f"tra-cuu/{code}/{secrets.secret_of(code)}")
        transaction.begin()
        return queries.by_code(code).due, guest.words()

    def test_at_the_cut_off_hour_it_is_due_the_same_day(self):
        due, words = self.due_when_accepted_at(datetime(2018, 9, 10, 15, 0))
        self.assertEqual(due, datetime(2018, 9, 10, 17, 0))
        self.assertIn("17:00, thứ Hai, ngày 10 tháng 9", words)

    def test_a_minute_later_it_is_due_the_next_day(self):
        due, words = self.due_when_accepted_at(datetime(2018, 9, 10, 15, 1))
        self.assertEqual(due, datetime(2018, 9, 11, 17, 0))
        self.assertIn("17:00, thứ Ba, ngày 11 tháng 9", words)

    def test_late_on_the_last_day_of_the_year_it_is_due_in_the_next(self):
        due, words = self.due_when_accepted_at(datetime(2018, 12, 28, 15, 30))
        self.assertEqual(due, datetime(2019, 1, 2, 16, 30))
        self.assertIn("16:30, thứ Tư, ngày 02 tháng 01 năm 2019", words)
