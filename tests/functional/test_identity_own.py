"""Own data and security of the account: kept, changed, taken along, deleted."""

from datetime import datetime
from hanam.dvc.dossiers import drafts
from hanam.dvc.identity import cleaning
from hanam.dvc.identity import profile
from hanam.dvc.identity import second
from hanam.dvc.register import accounts as store
from hanam.dvc.register import second_factors
from tests import codes as sent
from tests.dossiers import PASSWORD
from tests.filing import Visitor
from tests.functional.test_identity_login import AccountCase
from tests.functional.test_identity_login import GOOD
from tests.functional.test_identity_login import PHONE

import json
import pyotp
import time
import transaction


FAR = datetime(2100, 1, 1)


class OwnCase(AccountCase):
    def setUp(self):
        super().setUp()
        self.user = self.account()
        self.log_in(self.guest)

    def press(self, go, values=None, visitor=None):
        """Send the form of the page that has this button."""
        visitor = visitor or self.guest
        forms = visitor.page.cssselect("main form[method=post]")
        [number] = [
            number
            for number, form in enumerate(forms)
            if form.cssselect(f"button[value={go}]")
        ]
        return visitor.send(values, go=go, number=number)


class OwnDataTest(OwnCase):
    def test_own_data_are_kept_and_offered_in_the_form_again(self):
        self.guest.get("ca-nhan/ban-than")
        self.guest.send(
            {
                "own.id_number": "035 185 000001",
                "own.birth_date": "1/1/1985",
                "own.address": "Số 0, đường Ví Dụ",
            },
            go="save",
        )
        self.assertEqual(self.guest.title, "Thông tin của tôi")
        self.assertIn("01/01/1985", self.guest.words())
        transaction.begin()
        person = profile.of(self.user).person
        self.assertEqual(person["id_number"], "035185000001")
        self.assertEqual(person["birth_date"], "1985-01-01")
        self.assertEqual(person["phone"], PHONE)
        self.guest.get("ca-nhan/ban-than")
        values = dict(self.guest.values())
        self.assertEqual(values["own.address"], "Số 0, đường Ví Dụ")

    def test_a_mistake_is_told_and_nothing_typed_is_lost(self):
        self.guest.get("ca-nhan/ban-than")
        self.guest.send({"own.id_number": "12", "own.address": "Số 0"}, go="save")
        self.assertEqual(self.guest.problems, ["own.id_number"])
        self.assertEqual(dict(self.guest.values())["own.address"], "Số 0")
        transaction.begin()
        self.assertEqual(profile.of(self.user).person["address"], "")

    def test_organisations_and_persons_are_added_changed_and_removed(self):
        self.guest.get("ca-nhan/to-chuc/moi")
        self.guest.send(
            {"own.name": "Công ty Ví Dụ", "own.tax_code": "0100109106"}, go="save"
        )
        self.guest.get("ca-nhan/nguoi-than/moi")
        self.guest.send(
            {"own.name": "Trần Văn Mẫu", "own.relation": "child"}, go="save"
        )
        self.assertIn("Con tôi", self.guest.words())
        transaction.begin()
        [company] = profile.of(self.user).organisations
        self.guest.get(f"ca-nhan/to-chuc/{company['key']}")
        self.guest.send({"own.role": "Kế toán"}, go="save")
        transaction.begin()
        [changed] = profile.of(self.user).organisations
        self.assertEqual(changed, company | {"role": "Kế toán"})
        self.guest.get(f"ca-nhan/to-chuc/{company['key']}")
        self.guest.send(go="remove")
        transaction.begin()
        self.assertEqual(profile.of(self.user).organisations, [])
        self.assertEqual(len(profile.of(self.user).others), 1)

    def test_nobody_sees_the_data_of_another(self):
        self.guest.get("ca-nhan/nguoi-than/moi")
        self.guest.send(
            {"own.name": "Trần Văn Mẫu", "own.relation": "child"}, go="save"
        )
        transaction.begin()
        [row] = profile.of(self.user).others
        other = Visitor(self.portal, "citizen")
        other.get(f"ca-nhan/nguoi-than/{row['key']}")
        self.assertEqual(other.answer.status_code, 404)
        stranger = Visitor(self.portal)
        stranger.get("ca-nhan")
        self.assertEqual(stranger.title, "Đăng nhập")
        self.assertIn("Trang bạn mở cần đăng nhập", stranger.words())

    def test_a_form_of_another_site_changes_nothing(self):
        self.guest.session.post(
            f"{self.url}/ca-nhan/ban-than", {"own.name": "Kẻ lạ", "go": "save"}
        )
        transaction.begin()
        self.assertEqual(profile.of(self.user).person["name"], "Nguyễn Thị Mẫu")

    def test_all_of_it_can_be_downloaded(self):
        self.guest.begin()
        answer = self.guest.get("ca-nhan/tai-ve")
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        data = json.loads(answer.text)
        self.assertEqual(data["person"]["name"], "Nguyễn Thị Mẫu")
        self.assertEqual(data["account"]["login"], PHONE)
        self.assertEqual(len(data["drafts"]), 1)
        self.assertNotIn("scrypt", answer.text)

    def test_an_account_is_deleted_with_what_belongs_to_it(self):
        self.guest.begin()
        self.guest.get("ca-nhan/xoa")
        self.guest.send()
        self.assertEqual(self.guest.problems, ["sure"])
        self.guest.send({"sure": "1"})
        self.assertFalse(self.is_in(self.guest))
        transaction.begin()
        self.assertIsNone(store.by_login(PHONE))
        self.assertFalse(profile.is_known(self.user))
        self.assertEqual(drafts.of_user(self.user), [])
        self.log_in(self.guest)
        self.assertFalse(self.is_in(self.guest))

    def test_a_filing_is_prefilled_from_the_profile(self):
        self.guest.get("ca-nhan/ban-than")
        self.guest.send({"own.address": "Số 0, đường Ví Dụ"}, go="save")
        self.guest.begin()
        values = dict(self.guest.values())
        self.assertEqual(values["applicant.name"], "Nguyễn Thị Mẫu")
        self.assertEqual(values["applicant.phone"].replace(" ", ""), PHONE)
        self.assertEqual(values["applicant.address"], "Số 0, đường Ví Dụ")


class SecurityTest(OwnCase):
    def code(self, secret, steps=0):
        return pyotp.TOTP(secret).at(time.time(), steps)

    def turn_on(self):
        self.guest.get("bao-mat")
        self.press("app")
        secret = self.guest.words(".dvc-key").replace(" ", "")
        self.assertTrue(self.guest.page.cssselect(".dvc-setup-qr svg"))
        self.press("app-on", {"code": self.code(secret)})
        return secret

    def test_the_app_is_turned_on_with_recovery_codes_shown_once(self):
        self.turn_on()
        codes = [li.text for li in self.guest.page.cssselect(".dvc-recovery li")]
        self.assertEqual(len(codes), 10)
        answer = self.press("download")
        self.assertIn(codes[0], answer.text)
        self.guest.get("bao-mat")
        self.press("saved")
        self.assertEqual(self.guest.page.cssselect(".dvc-recovery li"), [])
        transaction.begin()
        self.assertEqual(second.kind_of(self.user), "totp")
        self.assertNotIn("totp", second_factors.get(self.user).secret)

    def test_a_wrong_code_turns_nothing_on_and_the_picture_stays(self):
        self.guest.get("bao-mat")
        self.press("app")
        before = self.guest.words(".dvc-key")
        self.press("app-on", {"code": "000000"})
        self.assertEqual(self.guest.problems, ["code"])
        self.assertEqual(self.guest.words(".dvc-key"), before)
        transaction.begin()
        self.assertEqual(second.kind_of(self.user), "")

    def test_turning_it_off_needs_a_code(self):
        secret = self.turn_on()
        self.press("saved")
        self.press("off", {"off-code": "000000"})
        self.assertEqual(self.guest.problems, ["off-code"])
        transaction.begin()
        self.assertEqual(second.kind_of(self.user), "totp")
        self.press("off", {"off-code": self.code(secret, 1)})
        transaction.begin()
        self.assertEqual(second.kind_of(self.user), "")
        self.assertEqual(second_factors.recovery_left(self.user), 0)

    def test_the_contact_one_logs_in_with_is_no_second_factor(self):
        self.guest.get("bao-mat")
        self.press("contact", {"contact": PHONE})
        self.assertEqual(self.guest.problems, ["contact"])
        self.press("contact", {"contact": "mau@vi-du.example"})
        self.press("contact-on", {"code": sent.last_code()})
        transaction.begin()
        self.assertEqual(second.kind_of(self.user), "contact")

    def test_the_password_is_changed_with_the_present_one_only(self):
        other = Visitor(self.portal)
        self.log_in(other)
        self.guest.get("bao-mat")
        new = "bốn con chó sủa"
        self.press("password", {"present": "sai mật khẩu rồi", "password": new})
        self.assertEqual(self.guest.problems, ["present"])
        self.press("password", {"present": GOOD, "password": new})
        self.assertTrue(self.is_in(self.guest))
        self.assertFalse(self.is_in(other))

    def test_logging_out_everywhere_leaves_this_browser_in(self):
        other = Visitor(self.portal)
        self.log_in(other)
        self.assertTrue(self.is_in(other))
        self.guest.get("bao-mat")
        self.press("everywhere")
        self.assertTrue(self.is_in(self.guest))
        self.assertFalse(self.is_in(other))

    def test_staff_turn_the_second_step_on_too(self):
        clerk = Visitor(self.portal)
        self.log_in(clerk, "clerk", PASSWORD)
        clerk.get("bao-mat")
        self.press("app", visitor=clerk)
        secret = clerk.words(".dvc-key").replace(" ", "")
        self.press("app-on", {"code": self.code(secret)}, visitor=clerk)
        transaction.begin()
        self.assertEqual(second.kind_of("clerk"), "totp")
        again = Visitor(self.portal)
        self.log_in(again, "clerk", PASSWORD)
        self.assertEqual(again.title, "Xác minh đúng là bạn")

    def test_logging_out_takes_the_guest_cookies_along(self):
        self.guest.begin()
        self.guest.get("logout")
        self.assertNotIn("dvc_nhap", self.guest.session.cookies)
        self.assertFalse(self.is_in(self.guest))

    def test_an_expired_session_loses_nothing_of_a_form(self):
        self.guest.begin()
        draft = self.draft().getId()
        ticket = self.guest.session.cookies.pop("__ac", None)
        self.assertTrue(ticket)
        self.guest.tell_who(name="Nguyễn Thị Gõ Dở")
        self.assertEqual(self.guest.answer.status_code, 404)
        self.assertIn("Nguyễn Thị Gõ Dở", self.guest.words())
        tab = Visitor(self.portal)
        tab.session.cookies = self.guest.session.cookies
        self.log_in(tab)
        page, action = self.guest.page, self.guest.answer.url
        values = [pair for pair in self.guest.values() if pair[0] != "go"]
        self.assertTrue(page.cssselect("main button[formaction]"))
        self.guest.keep(self.guest.session.post(action, values))
        self.guest.send(go="next")
        transaction.begin()
        self.assertEqual(drafts.get(draft).applicant["name"], "Nguyễn Thị Gõ Dở")

    def test_old_things_are_erased_by_the_worker(self):
        cleaning.clean(self.portal, FAR)
        transaction.commit()
        self.assertTrue(self.is_in(self.guest))
