"""Filters behind “more filters”, filters under a name, columns, and pages both ways."""

from datetime import timedelta
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import shelving
from hanam.dvc.register import saved_filters
from plone import api
from tests.dossiers import act_as
from tests.functional.test_counter_worklist import WorklistCase

import transaction


class DetailsTest(WorklistCase):
    def test_each_filter_lists_what_fits(self):
        now = moment.now()
        online = self.make("submitted", now=now - timedelta(days=20))
        paper = self.make("accepted", channel="counter", now=now)
        busy = self.make("processing", now=now - timedelta(days=9))
        act_as(self.portal, "clerk")
        shelving.put(access.find(paper), "Kệ A3")
        transaction.commit()
        day = (now - timedelta(days=5)).date()
        clerk = self.at_desk("clerk")
        for query, codes in {
            "channel=counter": {paper},
            "procedure=1.999001": {online, paper, busy},
            "procedure=9": set(),
            "step=Th%E1%BA%A9m+%C4%91%E1%BB%8Bnh": {busy},
            f"filed_from={day.isoformat()}": {paper},
            f"filed_to={day.day}/{day.month}/{day.year}": {online, busy},
            f"received_to={day.isoformat()}": {busy},
            "result_by=post": set(),
            "money=nothing_due&channel=online": {online, busy},
            "shelf=K%E1%BB%87+A3": {paper},
        }.items():
            with self.subTest(query=query):
                page = clerk.get(f"viec?tab=all&{query}")
                self.assertEqual(page.status, 200)
                self.assertEqual(set(self.codes(page)), codes)
                self.assertTrue(page.find("//select[@id='filter-channel']"))

    def test_the_work_of_somebody_who_is_gone_is_found(self):
        code = self.make("processing")
        act_as(self.portal, "officer")
        api.group.remove_user(groupname="so-mau.officer", username="officer")
        transaction.commit()
        leader = self.at_desk("leader")
        page = leader.get("viec?tab=all_open&more=1")
        told = page.find("//select[@id='filter-assignee']/option[@value='officer']")
        self.assertIn("không còn làm ở đây", told[0].text)
        page = leader.get("viec?tab=all_open&assignee=officer")
        self.assertEqual(self.codes(page), [code])

    def test_words_of_the_content_find_a_dossier_and_not_for_watchers(self):
        code = self.make(data={"so_ban": 2}, note="Xin cấp lại cho thửa đất số 12")
        self.make()
        transaction.commit()
        clerk = self.at_desk("clerk")
        self.assertEqual(self.codes(clerk.get("viec?words=thua+dat+12")), [code])
        self.assertEqual(self.codes(clerk.get("viec?words=thua+ruong")), [])
        page = self.at_desk("supervisor").get("viec?words=thua")
        self.assertEqual(page.status, 400)
        self.assertEqual(
            self.at_desk("strange-clerk").get("viec?words=thua").status, 200
        )
        self.assertNotIn(
            code, self.at_desk("strange-clerk").get("viec?words=thua").source
        )

    def test_mistakes_are_told(self):
        clerk = self.at_desk("clerk")
        for query in ("filed_from=hôm+qua", "due_to=31/2/2018", "due_to=9999-12-31",
                      "words=" + "a" * 300, "before=xyz"):  # fmt: skip
            with self.subTest(query=query):
                self.assertEqual(clerk.get(f"viec?{query}").status, 400)

    def test_pages_go_back(self):
        made = [self.make(now=moment.now() - timedelta(hours=n)) for n in range(5)]
        transaction.commit()
        clerk = self.at_desk("clerk")
        first = clerk.get("viec?tab=all&sort=-filed&size=2")
        self.assertFalse(first.find("//a[@rel='prev']"))
        second = clerk.get(first.find("//a[@rel='next']/@href")[0])
        third = clerk.get(second.find("//a[@rel='next']/@href")[0])
        back = clerk.get(third.find("//a[@rel='prev']/@href")[0])
        self.assertEqual(self.codes(back), made[2:4])
        self.assertEqual(self.codes(back), self.codes(second))
        back = clerk.get(back.find("//a[@rel='prev']/@href")[0])
        self.assertEqual(self.codes(back), made[:2])
        totals = {p.find("string(//p[contains(@class, 'ctr-total')]//b)") for p in
                  (first, second, third, back)}  # fmt: skip
        self.assertEqual(totals, {"5"})


class SavedTest(WorklistCase):
    def save(self, browser, query, title, **more):
        form = browser.get(f"viec?{query}").form("//details//form")
        return form.send(("go", "save"), title=title, **more)

    def test_a_filter_is_kept_under_a_name_with_its_number(self):
        code = self.make(channel="counter", state="accepted")
        self.make()
        transaction.commit()
        clerk = self.at_desk("clerk")
        sent = self.save(clerk, "tab=all&channel=counter", "Nộp tại quầy")
        self.assertEqual(self.codes(sent), [code])
        link = clerk.get("viec").find("//nav[contains(@class, 'ctr-saved')]/a[1]")[0]
        self.assertEqual(link.text_content().split(), ["Nộp", "tại", "quầy", "1"])
        self.assertEqual(self.codes(clerk.get(link.get("href"))), [code])
        self.assertFalse(
            self.at_desk("leader").get("viec").find("//nav[@class='ctr-saved']")
        )

    def test_leaders_share_a_filter_without_people_in_it(self):
        self.make("accepted", name="Đặng Thị Ví Dụ")
        transaction.commit()
        leader, clerk = self.at_desk("leader"), self.at_desk("clerk")
        self.save(leader, "q=dang&channel=online", "Chung", agency="so-mau")
        link = clerk.get("viec").find("//nav[contains(@class, 'ctr-saved')]/a[1]/@href")
        self.assertNotIn("dang", link[0])
        self.assertIn("channel=online", link[0])
        strange = self.at_desk("strange-clerk").get("viec")
        self.assertFalse(strange.find("//nav[@class='ctr-saved']"))
        page = clerk.get("bo-loc")
        self.assertIn("Chung", page.words)
        self.assertFalse(page.find("//button[@value='drop']"))
        form = clerk.get("viec?channel=online").form("//details//form")
        form.fields["agency"] = ["so-mau"]
        self.assertEqual(form.send(("go", "save"), title="Trái phép").status, 403)

    def test_it_is_renamed_made_the_first_and_deleted(self):
        code = self.make(channel="counter", state="accepted")
        transaction.commit()
        clerk = self.at_desk("clerk")
        self.save(clerk, "tab=all&channel=counter", "Cũ")
        form = clerk.get("bo-loc").form("//li//form")
        self.assertIn("Mới", form.send(("go", "rename"), title="Mới").source)
        number = form.fields["filter"][0]
        first = clerk.get("bo-loc").form("//form[.//select[@id='first']]")
        first.send(("go", "first"), first=f"filter:{number}")
        begun = clerk.get("viec")
        self.assertIn("channel=counter", begun.url)
        self.assertEqual(self.codes(begun), [code])
        other = self.at_desk("leader").get("bo-loc")
        self.assertFalse(other.find("//li//form[.//input[@name='filter']]"))
        form.send(("go", "drop"))
        self.assertNotIn("channel", clerk.get("viec").url)
        self.assertEqual(form.send(("go", "drop")).status, 403)
        first.send(("go", "first"), first="tab:waiting")
        current = clerk.get("viec").find("//a[@data-tab and @aria-current]/@data-tab")
        self.assertEqual(current, ["waiting"])

    def test_another_persons_filter_is_not_touched(self):
        transaction.begin()
        number = saved_filters.save("leader", "", "Riêng", "tab=all", moment.now())
        transaction.commit()
        clerk = self.at_desk("clerk")
        self.save(clerk, "channel=online", "Của tôi")
        form = clerk.get("bo-loc").form("//li//form")
        for go in ("rename", "drop"):
            sent = form.send(("go", go), filter=str(number), title="x")
            self.assertEqual(sent.status, 403)
        self.assertEqual(form.send(_authenticator="0").status, 403)

    def test_columns_are_those_chosen_in_their_order(self):
        self.make("processing")
        transaction.commit()
        clerk = self.at_desk("clerk")
        form = clerk.get("bo-loc").form("//form[.//ul]")
        form.send(
            ("go", "columns"),
            **{
                "columns:list": ["step", "due", "code"],
                "place.step": "1",
                "place.code": "2",
                "place.due": "3",
            },
        )
        page = clerk.get("viec?tab=all")
        heads = [
            " ".join(cell.text_content().split())
            for cell in page.find("//thead//th")[1:]
        ]
        self.assertEqual(heads, ["Bước", "Mã hồ sơ", "Hẹn trả"])
        cells = [c.text_content().strip() for c in page.find("//tbody/tr/td")[1:]]
        self.assertEqual(cells[0], "Thẩm định")
        self.assertEqual(len(cells), 3)


class RightsTest(WorklistCase):
    def test_the_page_is_for_staff(self):
        for user, status in (("citizen", 403), ("clerk", 200), ("supervisor", 200)):
            with self.subTest(user=user):
                self.assertEqual(self.at_desk(user).get("bo-loc").status, status)
        self.assertIn("/login", self.at_desk().get("bo-loc").url)
