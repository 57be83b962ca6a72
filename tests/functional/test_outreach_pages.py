"""Support points, guides and press as readers, editors and programs meet them."""

from hanam.dvc.outreach import places
from hanam.dvc.testing import SAMPLE_FUNCTIONAL
from plone import api
from plone.namedfile.file import NamedBlobFile

import csv
import io
import re
import requests
import transaction
import unittest


PASSWORD = "Mau-2018-hanam"
TOKEN = re.compile(r'name="_authenticator"\s+value="(\w+)"')
VIDEO = b"\x00\x00\x00\x18ftypmp42" + bytes(range(200))
VTT = "WEBVTT\n\n00:00.000 --> 00:02.000\nXin chào\n".encode()


class OutreachTest(unittest.TestCase):
    layer = SAMPLE_FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        self.url = self.portal.absolute_url()

    def get(self, path, user=None, accept="text/html", **headers):
        auth = (user, PASSWORD) if user else None
        headers = {"Accept": accept, "Accept-Language": "vi", **headers}
        return requests.get(
            f"{self.url}/{path}",
            auth=auth,
            headers=headers,
            timeout=60,
            allow_redirects=False,
        )

    def post(self, path, user, page, **form):
        form["_authenticator"] = TOKEN.search(self.get(page, user).text)[1]
        return requests.post(
            f"{self.url}/{path}",
            data=form,
            auth=(user, PASSWORD),
            timeout=60,
            allow_redirects=False,
        )


class PointsPagesTest(OutreachTest):
    def test_a_guest_finds_the_points_of_a_commune_first(self):
        page = self.get("diem-ho-tro?commune=ngoc+lu")
        self.assertEqual(page.status_code, 200)
        self.assertLess(
            page.text.index("diem-ngoc-lu"), page.text.index("diem-minh-khai")
        )
        self.assertIn("Ở xã, phường của bạn", page.text)
        self.assertIn("public", page.headers["Cache-Control"])

    def test_a_commune_that_is_none_leaves_all_points_and_says_so(self):
        page = self.get("diem-ho-tro?commune=<b>Atlantis</b>")
        self.assertIn("Không có xã, phường nào tên", page.text)
        self.assertNotIn("<b>Atlantis", page.text)
        self.assertEqual(page.text.count('id="diem-'), 12)

    def test_a_district_shows_its_own_points_only(self):
        page = self.get("diem-ho-tro?district=ubnd-ly-nhan")
        self.assertEqual(page.text.count('id="diem-'), 2)

    def test_inspections_and_what_is_missing_are_for_staff(self):
        for user, seen in ((None, False), ("cong.dan", False), ("giam.sat", True)):
            page = self.get("diem-ho-tro/nguyen-uy", user)
            with self.subTest(user=user):
                self.assertEqual("Chưa có máy quét" in page.text, seen)
                self.assertEqual("Còn thiếu so với chỉ thị" in page.text, seen)

    def test_programs_do_not_get_the_inspections_either(self):
        answer = self.get("diem-ho-tro/nguyen-uy", accept="application/json").json()
        self.assertEqual(answer["hours"], "Tu,Th 18:00-20:30; Sa 08:00-11:00")
        self.assertNotIn("inspections", answer)

    def test_the_table_is_read_by_programs(self):
        answer = self.get("diem-ho-tro.csv")
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        self.assertEqual(len(rows), 12)
        self.assertEqual(rows[0]["opening_hours"], "Mo-Fr 07:30-11:30,13:30-17:00")
        self.assertEqual(len(self.get("diem-ho-tro.json").json()["items"]), 12)

    def test_the_service_orders_by_distance_and_by_commune(self):
        json = "application/json"
        near = self.get("@support-points?near=20.6184,106.0926", accept=json).json()
        self.assertEqual(near["items"][0]["id"], "chan-ly")
        self.assertEqual(near["items"][0]["distance_km"], 0)
        commune = self.get("@support-points?commune=13519", accept=json).json()
        self.assertEqual(commune["items"][0]["id"], "ngoc-lu")
        for bad in ("x", "20.5", "91,106", "nan,nan", "1,2,3"):
            answer = self.get(f"@support-points?near={bad}", accept=json)
            with self.subTest(near=bad):
                self.assertEqual(answer.status_code, 400)

    def test_a_point_that_is_not_public_looks_as_if_it_were_not_there(self):
        with api.env.adopt_roles(["Manager"]):
            api.content.transition(self.portal[places.POINTS]["lam-ha"], "retract")
        transaction.commit()
        self.assertEqual(self.get("diem-ho-tro/lam-ha").status_code, 404)
        self.assertNotIn("lam-ha", self.get("diem-ho-tro").text)


class GuidesPagesTest(OutreachTest):
    def test_guides_are_listed_by_what_they_have(self):
        self.assertEqual(self.get("huong-dan").text.count('dvc-teaser"'), 6)
        easy = self.get("huong-dan?kind=easy").text
        self.assertIn("khai-sinh-cho-con", easy)
        self.assertNotIn("mo-ho-kinh-doanh", easy)

    def test_a_stale_guide_tells_readers_calmly_and_an_editor_clears_it(self):
        path = "huong-dan/khai-sinh-cho-con"
        guide = self.portal.unrestrictedTraverse(path)
        guide.creation_date = guide.creation_date - 4000
        guide.reviewed = None
        transaction.commit()
        page = self.get(path)
        self.assertIn("được rà soát lần cuối", page.text)
        self.assertNotIn("da-ra-soat", page.text)
        self.assertEqual(self.get("huong-dan-can-xem-lai").status_code, 302)
        self.assertIn(path, self.get("huong-dan-can-xem-lai", "bien.tap").text)
        done = self.post(f"{path}/@@da-ra-soat", "bien.tap", path)
        self.assertEqual(done.status_code, 303)
        self.assertNotIn("được rà soát lần cuối", self.get(path).text)
        self.assertNotIn(path, self.get("huong-dan-can-xem-lai", "bien.tap").text)

    def test_a_review_needs_a_form_of_ours(self):
        path = f"{self.url}/huong-dan/khai-sinh-cho-con/@@da-ra-soat"
        auth = ("bien.tap", PASSWORD)
        self.assertEqual(requests.post(path, auth=auth, timeout=60).status_code, 403)
        self.assertEqual(requests.get(path, auth=auth, timeout=60).status_code, 404)

    def test_a_video_is_played_in_ranges_with_its_captions(self):
        guide = self.portal["huong-dan"]["khai-sinh-cho-con"]
        guide.video = NamedBlobFile(VIDEO, "video/mp4", "phim.mp4")
        guide.captions = NamedBlobFile(VTT, "text/plain", "phim.vtt")
        transaction.commit()
        page = self.get("huong-dan/khai-sinh-cho-con").text
        self.assertIn("@@phat/video", page)
        self.assertIn('kind="captions"', page)
        part = self.get("huong-dan/khai-sinh-cho-con/@@phat/video", Range="bytes=4-11")
        self.assertEqual(part.status_code, 206)
        self.assertEqual(part.content, VIDEO[4:12])
        self.assertEqual(part.headers["Content-Range"], f"bytes 4-11/{len(VIDEO)}")
        self.assertEqual(part.headers["Content-Type"], "video/mp4")
        words = self.get("huong-dan/khai-sinh-cho-con/@@phat/captions")
        self.assertEqual(words.headers["Content-Type"].partition(";")[0], "text/vtt")
        self.assertEqual(
            self.get("huong-dan/khai-sinh-cho-con/@@phat/text").status_code, 404
        )

    def test_an_example_carries_the_word_and_names_nobody_real(self):
        page = self.get("thu-tuc/1.001193/to-khai-mau").text
        self.assertIn('class="dvc-sheet-mark">MẪU<', page)
        self.assertIn("Nguyễn Thị Mẫu", page)
        without = next(
            item
            for item in self.portal["thu-tuc"].objectValues()
            if "to-khai" not in item
        )
        path = f"thu-tuc/{without.getId()}/to-khai-mau"
        self.assertEqual(self.get(path).status_code, 404)

    def test_the_service_tells_the_guides_of_a_procedure(self):
        found = self.get("@guides?procedure=1.001193", accept="application/json").json()
        self.assertEqual(found["items_total"], 1)
        self.assertIn("easy", found["items"][0]["kinds"])
        none = self.get("@guides?procedure=9.999999", accept="application/json").json()
        self.assertEqual(none["items"], [])


class PressPagesTest(OutreachTest):
    def test_an_article_is_credited_and_names_its_procedure(self):
        page = self.get("bao-chi/bao-ha-nam/buu-dien-xa-thanh-noi-nop-ho-so").text
        self.assertIn('dvc-credit">Báo Hà Nam,', page)
        self.assertIn("Trịnh Văn Phóng Viên", page)
        self.assertIn("/thu-tuc/2.000635", page)

    def test_a_writer_sends_and_the_editor_publishes(self):
        organisation = self.portal["bao-chi"]["bao-ha-nam"]
        with api.env.adopt_user("phong.vien"):
            api.content.create(
                organisation, "PressArticle", "moi", "Tin mới", author="P.V."
            )
        transaction.commit()
        path = "bao-chi/bao-ha-nam/moi"
        self.assertEqual(self.get(path).status_code, 404)
        self.assertEqual(self.get(path, "phong.vien.dai").status_code, 404)
        move = f"{path}/@@chuyen-trang-thai"
        sent = self.post(move, "phong.vien", path, action="submit")
        self.assertEqual(sent.status_code, 303)
        refused = self.post(move, "phong.vien", "@@change-password", action="approve")
        self.assertEqual(refused.status_code, 409)
        for step in ("approve", "publish"):
            self.assertEqual(
                self.post(move, "bien.tap.bao", path, action=step).status_code, 303
            )
        self.assertEqual(self.get(path).status_code, 200)
        self.assertIn("Tin mới", self.get("bao-chi/feed.xml").text)

    def test_a_withdrawal_without_a_reason_keeps_the_page_and_says_why(self):
        path = "bao-chi/bao-ha-nam/nop-ho-so-ho-kinh-doanh-tu-nha"
        move = f"{path}/@@chuyen-trang-thai"
        bare = self.post(move, "bien.tap", path, action="withdraw", reason=" ")
        self.assertEqual(bare.status_code, 400)
        self.assertIn("Hãy ghi lý do", bare.text)
        done = self.post(
            move, "bien.tap", path, action="withdraw", reason="Sai số liệu"
        )
        self.assertEqual(done.status_code, 303)
        self.assertEqual(self.get(path).status_code, 404)
        self.assertIn("Sai số liệu", self.get(path, "phong.vien").text)
        again = self.post(
            move, "bien.tap", "@@change-password", action="withdraw", reason="x"
        )
        self.assertEqual(again.status_code, 409)

    def test_numbers_of_the_quarter_are_for_those_who_watch_over_the_work(self):
        self.assertEqual(self.get("thong-ke-bao-chi").status_code, 302)
        page = self.get("thong-ke-bao-chi", "giam.sat")
        self.assertIn("Báo Hà Nam", page.text)
        table = self.get("thong-ke-bao-chi.csv", "giam.sat").content.decode("utf-8-sig")
        rows = {row["organisation"]: row for row in csv.DictReader(io.StringIO(table))}
        self.assertEqual(rows["bao-ha-nam"]["total"], "2")
        self.assertEqual(rows["dai-pt-th-ha-nam"]["news"], "1")
        bad = self.get("thong-ke-bao-chi?quarter=5", "giam.sat")
        self.assertEqual(bad.status_code, 400)

    def test_the_desk_shows_to_its_own_people_only(self):
        for user, seen in (
            ("phong.vien", True),
            ("phong.vien.dai", False),
            ("bien.tap", False),
            (None, False),
        ):
            page = self.get("bao-chi/bao-ha-nam", user).text
            with self.subTest(user=user):
                self.assertEqual("++add++PressArticle" in page, seen)


if __name__ == "__main__":
    unittest.main()
