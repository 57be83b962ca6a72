"""The working calendar in the browser: draft, preview, decision, versions."""

from datetime import datetime
from datetime import timedelta
from hanam.dvc.catalogue import settings
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import secrets
from hanam.dvc.dossiers.recount import working
from hanam.dvc.register import calendar_changes as changes
from hanam.dvc.register import queries
from hanam.dvc.register import session
from tests.counter import Browser
from tests.counter import DossierCase
from tests.dossiers import act_as
from tests.dossiers import add_user

import transaction


EDITOR = "lich-lam-viec?year=2018"
PREVIEW = "lich-lam-viec-xem-truoc"
VERSIONS = "lich-lam-viec-phien-ban"
DUE = datetime(2018, 9, 13, 17, 0)
DAY = {"kind": "holiday", "day": "2018-09-12", "name": "Nghỉ thêm", "basis": "CV 7"}
DECISION = {"decision": "QĐ 12 ngày 11/9/2018", "reason": "Nghỉ thêm một ngày."}


class EditorTest(DossierCase):
    def setUp(self):
        super().setUp()
        add_user(self.portal, "keeper", ("CalendarKeeper",))
        transaction.commit()
        self.keeper = Browser(self.portal.absolute_url(), "keeper")

    def form(self, page, button):
        return page.form(f"//main//form[.//button[@value='{button}']]")

    def send(self, button, page=None, **typed):
        page = page or self.keeper.get(EDITOR)
        return self.form(page, button).send(("do", button), **typed)

    def work(self):
        act_as(self.portal, "")
        transaction.begin()
        working.work(self.portal)
        session.session().close()
        transaction.begin()

    def calendar(self):
        session.session().close()
        transaction.begin()
        return settings.calendar()

    def test_only_its_keepers_may_enter(self):
        for path in (EDITOR, PREVIEW, VERSIONS):
            for user, status in (
                ("clerk", 403),
                ("leader", 403),
                ("supervisor", 403),
                ("citizen", 403),
                ("manager", 200),
                ("keeper", 200),
            ):
                with self.subTest(path=path, user=user):
                    page = Browser(self.portal.absolute_url(), user).get(path)
                    self.assertEqual(page.status, status)
            guest = Browser(self.portal.absolute_url()).get(path)
            self.assertIn("login", guest.url)
        before = self.calendar()
        forged = Browser(self.portal.absolute_url(), "clerk")
        forged.post("lich-lam-viec", data={"do": "put", "version": "0", **DAY})
        self.keeper.post("lich-lam-viec", data={"do": "put", "version": "0", **DAY})
        self.assertIsNone(changes.current())
        self.assertEqual(self.calendar(), before)

    def test_the_tools_of_a_keeper_name_it(self):
        tools = self.at_desk("manager").get("cong-cu")
        self.assertTrue(tools.find("//a[contains(@href, '/lich-lam-viec')]"))
        tools = self.at_desk("clerk").get("cong-cu")
        self.assertFalse(tools.find("//a[contains(@href, '/lich-lam-viec')]"))

    def test_from_a_day_off_to_moved_dossiers_and_back(self):
        url = self.dossier("processing")
        code = self.code
        done = self.send("put", **DAY)
        self.assertEqual(done.status, 200)
        self.assertIn("Nghỉ thêm", done.words)
        self.assertNotIn("Nghỉ thêm", str(self.calendar().holidays))
        seen = self.send("preview", done)
        self.assertIn(code, seen.words)
        self.assertIn("17:00 13/9/2018", seen.words.replace("13/09", "13/9"))
        wrong = self.send("decide", seen, scope="open", decision=" ", reason="Vì sao")
        self.assertEqual(wrong.status, 400)
        self.assertIn("Vì sao", wrong.source)
        done = self.send("decide", wrong, scope="open", **DECISION)
        self.assertEqual(done.status, 200)
        self.assertTrue(done.find("//progress"))
        self.work()
        done = self.keeper.get(PREVIEW)
        self.assertFalse(done.find("//progress"))
        self.assertIn(DECISION["decision"], done.words)
        self.assertEqual(self.row().due, DUE + timedelta(1))
        self.assertEqual(self.row().due, access.find(code).due)

        page = self.at_desk("officer").get(url)
        self.assertIn(DECISION["reason"], page.words)
        base = self.portal.absolute_url()
        guest = Browser(base).get(f"tra-cuu/{code}/{secrets.secret_of(code)}")
        self.assertIn("Nghỉ thêm", guest.words)

        versions = self.keeper.get(VERSIONS)
        self.assertIn(DECISION["reason"], versions.words)
        first = changes.versions()[-1]
        compared = self.keeper.get(f"{VERSIONS}?version={first.id}")
        self.assertIn("Nghỉ thêm", compared.words)
        form = compared.form(f"//main//form[.//button[@value='{first.id}']]")
        restored = form.send(("restore", str(first.id)))
        self.assertEqual(restored.status, 200)
        seen = self.send("preview", restored)
        self.assertIn(code, seen.words)
        self.send("decide", seen, scope="future", **DECISION)
        self.assertNotIn("Nghỉ thêm", str(self.calendar().holidays))

    def test_each_form_changes_the_draft(self):
        whole = {"name.0": "Cả năm", "start.0": "01/01", "end.0": "31/12"}
        whole |= {"from1.0": "08:00", "to1.0": "12:00", "since": "2019-06-01"}
        lines = "04/02/2019;nghỉ;30 Tết;TB 1;\n16/02/2019;làm bù;Làm bù;;"
        for button, typed, told in (
            (
                "put",
                {**DAY, "kind": "hours", "from1": "07:00", "to1": "11:00"},
                "07:00–11:00",
            ),
            ("put", {**DAY, "day": "2018-12-24", "last": "2018-12-26"}, "26/12/2018"),
            (
                "cutoff",
                {"hour": "16:00", "since": "2019-01-01", "basis": "QĐ 9"},
                "QĐ 9",
            ),
        ):
            with self.subTest(button=button, typed=typed):
                done = self.send(button, **typed)
                self.assertEqual((done.status, done.problems), (200, []))
                self.assertIn(told, done.words)
        page = self.keeper.get(EDITOR)
        new = page.form("//form[.//input[@id='since-new']]")
        done = new.send(("do", "hours"), **whole)
        self.assertEqual((done.status, done.problems), (200, []))
        self.assertIn("08:00–12:00", done.words)
        page = self.keeper.get("lich-lam-viec?year=2019")
        done = self.send("import", page, text=lines, basis="TB chung")
        self.assertIn("30 Tết", done.words)
        self.assertIn("TB chung", done.words)
        file = ("file", ("lich.csv", "05/02/2019,nghỉ,Mùng một".encode()))
        form = self.form(done, "import")
        done = form.send(("do", "import"), files=[file])
        self.assertIn("Mùng một", done.words)
        self.assertNotIn("30 Tết", done.find("string(//main//table[last()])"))
        page = self.keeper.get(EDITOR)
        gone = page.form("//form[.//input[@value='holiday 2018-12-25']]")
        done = gone.send(("do", "remove"))
        self.assertFalse(done.find("//input[@value='holiday 2018-12-25']"))
        cut = done.form("//form[.//button[@value='no_cutoff']]")
        done = cut.send(("do", "no_cutoff"))
        self.assertFalse(done.find("//button[@value='no_cutoff']"))
        done = done.form("//form[.//button[@value='no_hours']]").send(
            ("do", "no_hours")
        )
        self.assertFalse(done.find("//button[@value='no_hours']"))
        done = self.send("drop", done)
        self.assertIsNone(changes.current())
        self.assertFalse(done.find("//button[@value='drop']"))

    def test_what_is_no_calendar_is_refused_and_nothing_typed_is_lost(self):
        for button, typed, kept in (
            ("put", {**DAY, "day": "hôm nào", "name": "Ngày lạ"}, "Ngày lạ"),
            ("put", {**DAY, "name": " ", "basis": "CV lạ"}, "CV lạ"),
            ("put", {**DAY, "kind": "hours", "name": "Nửa"}, "Nửa"),
            (
                "put",
                {
                    **DAY,
                    "kind": "hours",
                    "name": "Nửa",
                    "from1": "12:00",
                    "to1": "7:00",
                },
                "Nửa",
            ),
            ("put", {**DAY, "last": "2018-01-01"}, "Nghỉ thêm"),
            ("cutoff", {"hour": "25:00"}, ""),
            ("hours", {"name.0": "Mùa lạ", "start.0": "02/01"}, "Mùa lạ"),
            ("import", {"text": "01/01/2018,lễ hội,x"}, "lễ hội"),
            ("import", {"text": "{"}, ""),
        ):
            with self.subTest(button=button, typed=typed):
                done = self.send(button, **typed)
                self.assertEqual(done.status, 400)
                self.assertTrue(done.problems)
                self.assertIn(kept, done.source)
                self.assertIsNone(changes.current())

    def test_who_saw_an_older_draft_is_told_so(self):
        old = self.keeper.get(EDITOR)
        self.assertEqual(self.send("put", **DAY).status, 200)
        late = self.send("put", old, **{**DAY, "name": "Muộn"})
        self.assertEqual(late.status, 409)
        self.assertIn("Muộn", late.source)
        self.assertNotIn("Muộn", changes.current().text)

    def test_a_year_has_twelve_tables_with_its_special_days(self):
        page = self.keeper.get("lich-lam-viec?year=2020")
        self.assertEqual(len(page.find("//table[@class='cal-month']")), 12)
        self.assertEqual(len(page.find("//table[@class='cal-month']//time")), 366)
        page = self.keeper.get("lich-lam-viec?year=khong-phai-nam")
        self.assertEqual(page.status, 200)
        self.assertEqual(
            len(page.find("//table[@class='cal-month']")), 12, moment.now().year
        )

    def test_the_preview_names_no_person(self):
        self.dossier("processing")
        name = queries.by_code(self.code).applicant_name
        seen = self.send("preview", self.send("put", **DAY))
        self.assertIn(self.code, seen.words)
        self.assertNotIn(name, seen.source)
