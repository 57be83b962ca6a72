"""A result is prepared, signed and given out; anybody verifies it."""

from hanam.dvc.dossiers import access
from hanam.dvc.register import results
from hanam.dvc.rules import result_codes
from hanam.dvc.sandbox.authority.people import PIN
from hanam.dvc.signing import public
from plone import api
from tests import documents
from tests import signatures
from tests.counter import DossierCase

import json
import requests
import transaction


USERS = {
    "lanh-dao": ["leader"],
    "dau-so-tu-phap": ["leader"],
    "chuyen-vien": ["officer"],
}


class ResultCase(DossierCase):
    def setUp(self):
        super().setUp()
        self.authority = signatures.started()
        self.addCleanup(self.authority.stop)
        signatures.switch_on(self.authority, USERS, clock=True)
        transaction.commit()
        public.LOOKED.forget()
        self.url = self.dossier("processing")
        self.page_url = f"{self.url}/@@ket-qua"

    def form(self, user, go):
        """The form of the page that has this button."""
        page = self.at_desk(user).get(self.page_url)
        return page.form(f"//main//form[.//button[@value='{go}']]")

    def add(self, user="officer", data=None, **changes):
        fields = {"title": "Giấy mẫu", "number": "12/GM-SM"} | changes
        data = signatures.document() if data is None else data
        files = [("file", ("ket-qua.pdf", data))]
        return self.form(user, "add").send(("go", "add"), files, **fields)

    def sign(self, user="leader", go="sign", pin=PIN, **changes):
        changes = {"why": "Ký sớm."} | changes
        return self.form(user, "sign").send(("go", go), pin=pin, **changes)

    def stored(self):
        self.row()
        return access.find(self.code)

    def finished(self):
        """A dossier with one signed result; its row in the register."""
        self.add()
        self.sign(go="sign-finish")
        self.row()
        (found,) = results.of_dossier(self.code)
        return found

    def verify(self, path="", **more):
        place = f"{self.portal.absolute_url()}/xac-thuc{path}"
        return self.at_desk("").get(place, **more)

    def verify_file(self, data, code=""):
        place = f"{self.portal.absolute_url()}/xac-thuc{'/' + code if code else ''}"
        return self.at_desk("").post(place, files={"file": ("a.pdf", data)})


class SigningPageTest(ResultCase):
    def test_an_officer_prepares_a_leader_signs_and_everybody_verifies(self):
        page = self.add()
        self.assertEqual(page.status, 200, page.problems)
        self.assertIn("Giấy mẫu", page.words)
        self.assertEqual(self.row().state, "processing")
        page = self.sign(go="sign-finish")
        self.assertEqual(page.status, 200, page.problems)
        dossier = self.stored()
        self.assertEqual((dossier.state, list(dossier.prepared)), ("finished", []))
        (paper,) = dossier.results
        self.assertEqual((paper.title, paper.number), ("Giấy mẫu", "12/GM-SM"))
        (row,) = results.of_dossier(self.code)
        shown = result_codes.shown(row.code)
        self.assertEqual(row.digest, paper.issue["digest"])
        actions = [entry.action for entry in self.history()]
        self.assertEqual(
            [a for a in actions if a.startswith("result") or a == "finish"],
            ["result_prepared", "result_signed", "finish"],
        )
        page = self.verify(f"/{shown}")
        self.assertEqual(page.status, 200)
        for words in (
            "12/GM-SM",
            "Sở Mẫu",
            "Hoàng Thị Lãnh Đạo",
            "Cấp giấy mẫu",
            shown,
        ):
            self.assertIn(words, page.words)
        for private in ("Nguyễn Thị Mẫu", "035185000001", self.code, "0912"):
            self.assertNotIn(private, page.source)
        self.assertIn("noindex", page.headers["X-Robots-Tag"])
        self.assertIn("no-store", page.headers["Cache-Control"])
        self.assertIn(shown, documents.words_of(paper.file.data))

    def test_the_portal_writes_a_notice_from_the_dossier(self):
        form = self.form("officer", "add")
        text = "Hồ sơ đủ điều kiện.\nMời ông (bà) đến nhận."
        page = form.send(
            ("template", "notice"), title="Thông báo kết quả", text=text, number="7/TB"
        )
        self.assertEqual(page.status, 200, page.problems)
        (paper,) = self.stored().prepared
        words = documents.words_of(paper.file.data)
        for part in ("Hồ sơ đủ điều kiện.", self.code, "7/TB", "Nguyễn Thị Mẫu"):
            self.assertIn(part, words)
        self.assertIn(result_codes.shown(paper.issue["code"]), words)

    def test_what_is_missing_or_wrong_is_told_and_nothing_typed_is_lost(self):
        for changes, files, words in (
            ({"title": "A" * 301}, b"", "300"),
            ({"dated": "2999-01-01"}, signatures.document(), "tương lai"),
            ({}, b"GIF89a", "PDF"),
            ({}, b"", "PDF"),
            ({}, signatures.document(password="x"), "mật khẩu"),
        ):
            with self.subTest(words=words):
                page = self.add(data=files, text="Đã gõ", **changes)
                self.assertEqual(page.status, 400)
                self.assertIn(words, " ".join(page.problems))
                self.assertEqual(page.find("//textarea[@id='text']")[0].text, "Đã gõ")
        self.assertFalse(self.stored().prepared)

    def test_a_wrong_pin_or_a_service_in_trouble_leaves_all_as_it_was(self):
        self.add()
        before = self.stored().prepared[0].digest
        page = self.sign(pin="000000")
        self.assertEqual(page.status, 400)
        self.assertIn("PIN", " ".join(page.problems))
        self.assertNotIn("000000", page.source)
        self.authority.mode = "down"
        page = self.sign(go="sign-finish")
        self.assertIn("không trả lời", " ".join(page.problems))
        stored = self.stored()
        self.assertEqual(
            (stored.state, stored.prepared[0].digest), ("processing", before)
        )

    def test_the_seal_of_the_agency_comes_beside_the_signature(self):
        self.add()
        self.sign()
        page = self.sign(identity="dau-so-tu-phap")
        self.assertEqual(
            len(page.find("//ul//*[contains(@class, 'dvc-state-good')]")), 2
        )
        (paper,) = self.stored().prepared
        found = signatures.trusted(self.authority)
        from hanam.dvc.signing import checking

        report = checking.verify(paper.file.data, found)
        self.assertEqual([one.verdict for one in report.signatures], ["valid", "valid"])

    def test_by_the_plan_an_officer_does_not_sign(self):
        self.add()
        page = self.at_desk("officer").get(self.page_url)
        self.assertFalse(page.find("//input[@name='pin']"))
        name = self.stored().prepared[0].id
        form = self.form("officer", f"drop-{name}")
        form.buttons.add(("go", "sign"))
        page = form.send(
            ("go", "sign"), pin=PIN, identity="chuyen-vien",
            documents=name,
        )  # fmt: skip
        self.assertEqual(page.status, 400)
        self.assertEqual(self.authority.signed, 0)

    def test_nobody_signs_with_what_is_not_theirs(self):
        self.add()
        page = self.sign(identity="chuyen-vien")
        self.assertEqual(page.status, 400)
        self.assertEqual(self.authority.signed, 0)

    def test_without_a_signature_the_dossier_is_not_finished(self):
        self.add()
        page = self.form("leader", "finish").send(("go", "finish"), why="Ký sớm.")
        self.assertEqual(page.status, 400)
        self.assertIn("Giấy mẫu, 12/GM-SM", " ".join(page.problems))
        signatures.put(must_sign=False)
        transaction.commit()
        page = self.form("leader", "finish").send(("go", "finish"), why="Ký sớm.")
        self.assertEqual(self.row().state, "finished")

    def test_before_the_last_step_a_leader_says_why_and_an_officer_waits(self):
        api.portal.set_registry_record("hanam.dvc.tracks.plan_binds", True)
        transaction.commit()
        self.add()
        self.assertIsNone(self.form("officer", "finish"))
        page = self.sign(go="sign-finish", why="")
        self.assertEqual(page.status, 400)
        self.assertEqual((self.authority.signed, self.row().state), (0, "processing"))

    def test_a_file_signed_elsewhere_stays_as_it_is(self):
        made = signatures.signed(self.authority, signatures.document())
        page = self.add(data=made)
        self.assertIn("Hoàng Thị Lãnh Đạo", page.words)
        (paper,) = self.stored().prepared
        self.assertEqual(paper.file.data, made)
        self.form("leader", "finish").send(("go", "finish"), why="Ký sớm.")
        self.assertEqual(self.row().state, "finished")

    def test_a_prepared_document_can_be_taken_out_again(self):
        self.add()
        name = self.stored().prepared[0].id
        go = f"drop-{name}"
        self.form("officer", go).send(("go", go))
        self.assertFalse(self.stored().prepared)

    def test_who_was_second_loses_nothing_of_the_first(self):
        self.add()
        old = self.form("leader", "sign")
        self.add(title="Phụ lục")
        page = old.send(("go", "sign"), pin=PIN)
        self.assertEqual(page.status, 409)
        self.assertEqual(self.authority.signed, 0)

    def test_strangers_and_forged_forms_are_kept_out(self):
        self.add()
        name = self.stored().prepared[0].id
        for user in ("strange-clerk", "other-citizen", "citizen"):
            with self.subTest(user=user):
                for place in (self.page_url, f"{self.page_url}/{name}"):
                    page = self.at_desk(user).get(place)
                    self.assertIn(page.status, (403, 404))
        form = self.form("officer", "add")
        form.fields["_authenticator"] = ["x"]
        self.assertEqual(form.send(("go", "add"), title="B").status, 403)
        self.assertEqual(len(self.stored().prepared), 1)


class VerifyingTest(ResultCase):
    def test_the_file_itself_is_recognised_and_any_other_is_not(self):
        row = self.finished()
        data = self.stored().results[0].file.data
        same = self.verify_file(data)
        self.assertIn("12/GM-SM", same.words)
        self.assertTrue(same.find("//*[contains(@class, 'dvc-notice-good')]"))
        changed = data[:-300] + bytes(1) + data[-299:]
        for sent, code in ((changed, row.code), (signatures.document("x"), row.code)):
            page = self.verify_file(sent, code)
            self.assertTrue(page.find("//*[contains(@class, 'dvc-notice-bad')]"))
        for sent in (signatures.document("x"), b"none", b""):
            page = self.verify_file(sent)
            self.assertFalse(page.find("//*[contains(@class, 'dvc-notice-good')]"))

    def test_a_signed_document_of_elsewhere_is_not_taken_for_ours(self):
        made = signatures.signed(self.authority, signatures.document("khác"))
        page = self.verify_file(made)
        self.assertTrue(page.find("//*[contains(@class, 'dvc-notice-warn')]"))
        self.assertIn("Hoàng Thị Lãnh Đạo", page.words)

    def test_unknown_and_mistyped_codes_are_told_apart_and_braked(self):
        signatures.put(misses=3)
        transaction.commit()
        codes = [result_codes.make(lambda n, k=k: k % n) for k in (3, 4)]
        for code in codes:
            page = self.verify(f"/{code}")
            self.assertEqual(page.status, 404)
            self.assertIn("Không tìm thấy", page.words)
        page = self.verify("/7KQ2")
        self.assertIn("12", " ".join(page.problems))
        page = self.verify(f"/{codes[0]}")
        self.assertEqual(page.status, 429)
        self.assertIn("Retry-After", page.headers)

    def test_a_code_typed_into_the_field_leads_to_its_page(self):
        row = self.finished()
        page = self.verify("?code=" + result_codes.shown(row.code).lower())
        self.assertIn(result_codes.shown(row.code).lower(), page.url)
        self.assertIn("12/GM-SM", page.words)

    def test_a_withdrawn_result_says_so_to_everybody(self):
        row = self.finished()
        page = self.at_desk("officer").get(self.page_url)
        self.assertFalse(page.find("//button[starts-with(@value, 'withdraw')]"))
        go = f"withdraw-{row.paper}"
        page = self.form("leader", go).send(("go", go), reason="")
        self.assertEqual(page.status, 400)
        self.form("leader", go).send(("go", go), reason="Ghi sai tên thôn.")
        page = self.verify(f"/{row.code}")
        self.assertIn("Ghi sai tên thôn.", page.words)
        self.assertTrue(page.find("//*[contains(@class, 'dvc-notice-bad')]"))
        data = self.stored().results[0].file.data
        page = self.verify_file(data)
        self.assertTrue(page.find("//*[contains(@class, 'dvc-notice-bad')]"))
        self.assertEqual(self.history()[-1].action, "result_withdrawn")

    def test_another_document_takes_the_place_of_a_withdrawn_one(self):
        row = self.finished()
        old, go = row.code, f"withdraw-{row.paper}"
        files = [("file", ("moi.pdf", signatures.document("mới")))]
        fields = {"reason": "Ghi sai.", "number": "13/GM-SM"}
        page = self.form("leader", go).send(("go", go), files, pin="", **fields)
        self.assertEqual(page.status, 400)
        page = self.form("leader", go).send(("go", go), files, pin=PIN, **fields)
        self.assertEqual(page.status, 200, page.problems)
        first, second = self.stored().results
        self.assertEqual(first.issue["successor"], second.issue["code"])
        page = self.verify(f"/{old}")
        (link,) = page.find("//main//a[contains(@href, '/xac-thuc/')]/@href")
        self.assertTrue(link.endswith(second.issue["code"]))
        page = self.at_desk("").get(link)
        self.assertIn("13/GM-SM", page.words)
        self.assertTrue(page.find("//*[contains(@class, 'dvc-notice-good')]"))

    def test_a_certificate_that_is_revoked_later_shows_at_once(self):
        signatures.put(clock="")
        transaction.commit()
        row = self.finished()
        self.authority.store.revoke("lanh-dao")
        self.addCleanup(self.authority.store.restore, "lanh-dao")
        public.LOOKED.forget()
        from hanam.dvc.signing import revoked

        revoked.KEPT.forget()
        page = self.verify(f"/{row.code}")
        self.assertIn("thu hồi", page.words)
        self.assertTrue(page.find("//*[contains(@class, 'dvc-state-bad')]"))

    def test_the_name_of_the_signer_is_told_as_the_settings_say(self):
        code = self.finished().code
        signatures.put(signer_shown=False)
        transaction.commit()
        page = self.verify(f"/{code}")
        self.assertNotIn("Lãnh Đạo", page.words)
        self.assertIn("Sở Tư pháp", page.words)

    def test_the_service_tells_programs_the_same(self):
        row = self.finished()
        place = f"{self.portal.absolute_url()}/@verify-result"
        accept = {"Accept": "application/json"}
        answer = requests.get(f"{place}/{row.code}", headers=accept, timeout=60)
        told = answer.json()
        self.assertEqual((answer.status_code, told["verdict"]), (200, "authentic"))
        self.assertEqual(told["result"]["number"], "12/GM-SM")
        self.assertEqual(told["signatures"][0]["verdict"], "valid")
        self.assertTrue(told["signatures"][0]["time_stamped"])
        self.assertNotIn("Nguyễn", json.dumps(told, ensure_ascii=False))
        data = self.stored().results[0].file.data
        kind = {"Content-Type": "application/pdf"} | accept
        for files in ({"data": data, "headers": kind},
                      {"files": {"file": ("a.pdf", data)}, "headers": accept}):  # fmt: skip
            told = requests.post(place, timeout=60, **files).json()
            self.assertEqual(told["verdict"], "authentic", told)
        answer = requests.post(place, data=b"x", headers=kind, timeout=60)
        self.assertEqual(answer.json()["verdict"], "unknown")
        answer = requests.get(f"{place}/none", headers=accept, timeout=60)
        self.assertEqual(answer.status_code, 404)

    def test_a_result_finished_the_plain_way_can_be_verified_too(self):
        from tests.dossiers import do
        from tests.dossiers import PDF

        dossier = self.stored()
        given = {"number": "9/QĐ", "filename": "a.pdf", "data": PDF}
        do(self.portal, dossier, "officer", "finish", result=given)
        transaction.commit()
        page = self.verify_file(PDF)
        self.assertIn("9/QĐ", page.words)
        self.assertTrue(page.find("//*[contains(@class, 'dvc-notice-good')]"))
