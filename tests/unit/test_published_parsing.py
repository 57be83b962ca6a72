"""What can be told of a published procedure for certain, and what stays text."""

from hanam.dvc.catalogue.importing import basis
from hanam.dvc.catalogue.importing import bodies
from hanam.dvc.catalogue.importing import cleaning
from hanam.dvc.catalogue.importing import money
from hanam.dvc.catalogue.importing import papers
from hanam.dvc.catalogue.importing import parsing
from hanam.dvc.catalogue.importing import table
from hanam.dvc.catalogue.importing import times
from hanam.dvc.catalogue.importing import ways
from hanam.dvc.catalogue.importing.notes import Kind
from pathlib import Path

import json
import unittest


SAMPLE = Path(__file__).parents[1] / "data" / "national-sample.jsonl"


def procedures() -> dict:
    """The procedures of the sample by code; of a code that occurs twice the first."""
    found = {}
    for line in SAMPLE.read_text("utf-8").splitlines():
        try:
            item = parsing.parse(json.loads(line))
        except (ValueError, AttributeError):
            continue
        found.setdefault(item.code, item)
    return found


def kinds(notes) -> list[Kind]:
    return [note.kind for note in notes]


class Limits(unittest.TestCase):
    def test_number_and_unit_are_a_limit(self):
        for text, value, unit in (
            ("3 Ngày làm việc", 3, "working_day"),
            ("15 Ngày", 15, "calendar_day"),
            ("4 Giờ làm việc", 4, "working_hour"),
            ("2 Giờ", 2, "working_hour"),
            ("1 Tháng", 1, "month"),
        ):
            with self.subTest(text):
                self.assertEqual(times.read_time(text)[:2], (value, unit))

    def test_a_number_without_a_unit_stays_text(self):
        found = times.read_time("17", "Nộp trên cổng.")
        self.assertEqual(found, (None, "", "17", Kind.LIMIT_WITHOUT_UNIT))

    def test_the_description_may_tell_the_unit(self):
        found = times.read_time("7", "Trong thời hạn 07 (bảy) ngày làm việc.")
        self.assertEqual(found, (7, "working_day", "", None))

    def test_a_description_that_names_two_units_tells_none(self):
        found = times.read_time("7", "07 ngày làm việc; riêng huyện 7 ngày.")
        self.assertIsNone(found.value)

    def test_another_number_of_the_description_is_not_taken(self):
        self.assertIsNone(times.read_time("7", "Trong 17 ngày làm việc.").value)

    def test_a_day_and_night_in_hours_stays_text(self):
        self.assertEqual(times.read_time("24 Giờ").kind, Kind.LIMIT_HOURS)

    def test_a_description_that_differs_is_noted_and_the_limit_kept(self):
        found = times.read_time("5 Ngày", "Trong 05 ngày làm việc.")
        self.assertEqual(found[:2], (5, "calendar_day"))
        self.assertEqual(found.kind, Kind.LIMIT_CONTRADICTED)


class Fees(unittest.TestCase):
    def test_an_amount_in_dong_is_taken(self):
        self.assertEqual(money.read_fee("1,500,000 Việt Nam Đồng").amount, 1500000)

    def test_once_for_a_dossier_is_an_amount_a_page_is_not(self):
        self.assertEqual(money.read_fee("50,000 VNĐ", "đồng/lần").amount, 50000)
        found = money.read_fee("2,000 VNĐ", "/trang")
        self.assertEqual((found.amount, found.kind), (None, Kind.FEE_PER_UNIT))
        self.assertIn("2,000 VNĐ", found.text)

    def test_the_slash_in_a_documents_number_is_no_rate(self):
        found = money.read_fee("50,000 VNĐ", "theo Thông tư 61/2023/TT-BTC")
        self.assertEqual(found.amount, 50000)

    def test_thousands_are_put_back_where_the_note_names_them(self):
        self.assertEqual(money.read_fee("40 VNĐ", "lệ phí 40.000 đồng").amount, 40000)

    def test_a_fee_too_small_stays_text(self):
        found = money.read_fee("700 VNĐ", "phí thẩm định")
        self.assertEqual((found.amount, found.kind), (None, Kind.FEE_MAGNITUDE))

    def test_a_foreign_currency_stays_text(self):
        self.assertEqual(money.read_fee("10 USD").kind, Kind.FEE_CURRENCY)

    def test_free_of_charge_is_nought(self):
        for note in ("", "Không có", "Không quy định.", "Miễn lệ phí"):
            with self.subTest(note):
                self.assertEqual(money.read_fee("Miễn phí", note).amount, 0)

    def test_free_of_charge_with_a_rule_is_not_free(self):
        for note in ("do HĐND tỉnh quyết định", "Miễn phần in; cấp thẻ 30.000 đồng"):
            with self.subTest(note):
                found = money.read_fee("Miễn phí", note)
                self.assertEqual((found.amount, found.kind), (None, Kind.FEE_NOT_FREE))

    def test_digits_that_run_together_are_cut_where_the_note_says(self):
        self.assertEqual(money.unglue("120 VNĐ", "20.000 đồng/hồ sơ"), ("1", "20 VNĐ"))
        self.assertEqual(
            money.unglue("1100 VNĐ", "Phí: 100.000 đồng"), ("1", "100 VNĐ")
        )

    def test_digits_that_run_together_are_not_guessed(self):
        self.assertIsNone(money.unglue("125 VNĐ", ""))
        self.assertIsNone(money.unglue("125 VNĐ", "5.000 đồng hoặc 25.000 đồng"))


class Ways(unittest.TestCase):
    def test_each_way_has_its_time_fee_note_and_description(self):
        cell = (
            f"{ways.HEAD}Trực tuyến3 Ngày làm việc50,000 VNĐ(thẻ (nhựa))Nộp trực tuyến."
            "Dịch vụ bưu chínhKhông có thông tinMiễn phíGửi bưu điện."
        )
        (online, post), rest = ways.split(cell)
        self.assertEqual(
            (online.channel, online.time, online.fee, online.note, online.text),
            (
                "online",
                "3 Ngày làm việc",
                "50,000 VNĐ",
                "thẻ (nhựa)",
                "Nộp trực tuyến.",
            ),
        )
        self.assertEqual((post.time, post.fee), ("", "Miễn phí"))
        self.assertEqual(rest, "")

    def test_brackets_around_a_whole_note_are_none_of_it(self):
        (found,), _rest = ways.split("Trực tiếp2 NgàyMiễn phí((mức (mới)))")
        self.assertEqual(found.note, "mức (mới)")

    def test_a_sentence_about_a_way_begins_no_row(self):
        cell = "Trực tiếp2 NgàyMiễn phí+ Trực tiếp: tại quầy. + Trực tuyến: trên mạng."
        self.assertEqual(len(ways.split(cell)[0]), 1)

    def test_a_note_that_never_closes_is_kept_whole_and_noted(self):
        found = table.read("Trực tiếp2 Ngày40,000 VNĐ(thẻ (nhựa) Nộp tại quầy.")
        self.assertIn("Nộp tại quầy.", found.fees[0]["text"])
        self.assertIn(Kind.FEE_NOTE_OPEN, kinds(found.notes))

    def test_what_has_no_row_at_all_is_kept_and_noted(self):
        found = table.read("Ra chợ mà hỏi")
        self.assertEqual(
            (found.rest, kinds(found.notes)), ("Ra chợ mà hỏi", [Kind.WAY])
        )

    def test_what_is_the_same_for_all_ways_is_one_row(self):
        limits = procedures()["1.999001"].values["limits"]
        self.assertEqual(
            [(row["channel"], row["value"], row["unit"]) for row in limits],
            [("", 3, "working_day")],
        )

    def test_several_limits_for_one_way_become_cases(self):
        item = procedures()["1.999006"]
        self.assertEqual(
            [case["title"] for case in item.values["cases"]],
            ["Trường hợp thuyền mới.", "Trường hợp thuyền cũ."],
        )
        self.assertEqual(
            {(r["case"], r["channel"]): r["value"] for r in item.values["limits"]},
            {
                ("truong-hop-1", "counter"): 2,
                ("truong-hop-2", "counter"): 6,
                ("truong-hop-1", "online"): 2,
                ("truong-hop-2", "online"): 6,
            },
        )
        self.assertEqual([fee["case"] for fee in item.values["fees"]], [""])
        self.assertEqual(kinds(item.notes), [Kind.SEVERAL])


class Papers(unittest.TestCase):
    def test_papers_have_groups_numbers_and_forms(self):
        rows = procedures()["1.999001"].values["papers"]
        self.assertEqual(
            [(r["group"], r["originals"], r["copies"], r["required"]) for r in rows],
            [
                ("Giấy tờ phải nộp", 1, 0, True),
                ("Giấy tờ phải nộp", 0, 2, False),
                ("Giấy tờ phải xuất trình", 1, 0, True),
            ],
        )
        self.assertTrue(rows[0]["title"].endswith("01/2020/TT-BTC"))
        self.assertEqual(rows[0]["form"], "Mẫu số 01.docx")

    def test_a_year_that_ran_into_the_number_is_cut_off_and_noted(self):
        item = procedures()["1.999002"]
        first, second = item.values["papers"]
        self.assertTrue(first["title"].endswith("01/02/2025"))
        self.assertEqual((first["originals"], second["originals"]), (1, 2))
        self.assertIn(Kind.PAPER_NUMBER_GLUED, kinds(item.notes))

    def test_numbers_inside_a_name_are_part_of_it(self):
        found = papers.read(
            f"--{papers.HEAD}Hợp đồng (01 bản chính hoặc 01 bản sao)1 bản chính"
        )
        self.assertEqual(
            [(row["title"], row["originals"]) for row in found.rows],
            [("Hợp đồng (01 bản chính hoặc 01 bản sao)", 1)],
        )

    def test_a_paper_without_numbers_is_no_duty(self):
        found = papers.read(f"--{papers.HEAD}Lưu ý: mang theo bút0 bản chính")
        self.assertEqual(found.rows[0]["required"], False)
        self.assertEqual(kinds(found.notes), [Kind.PAPER_WITHOUT_NUMBER])

    def test_a_cell_that_is_no_table_is_kept_and_noted(self):
        found = papers.read("và nộp tại cơ quan.")
        self.assertEqual((found.rows, found.rest), ([], "và nộp tại cơ quan."))
        self.assertEqual(kinds(found.notes), [Kind.PAPERS])

    def test_an_empty_table_is_nothing(self):
        self.assertEqual(papers.read("--"), ([], [], ""))


class Basis(unittest.TestCase):
    def test_names_and_numbers_come_apart(self):
        rows, notes = basis.read_laws(
            f"{basis.HEAD}Luật 54/2014/QH1354/2014/QH13Thông tư 36/2022/TT-BTC36/2022/TT-BTC"
            "LUẬT GÀ33/2013/QH13Quy định về gà năm 201480/2015/NĐ-CP"
        )
        self.assertEqual(
            [(row["title"], row["number"]) for row in rows],
            [
                ("Luật 54/2014/QH13", "54/2014/QH13"),
                ("Thông tư 36/2022/TT-BTC", "36/2022/TT-BTC"),
                ("LUẬT GÀ", "33/2013/QH13"),
                ("Quy định về gà năm 2014", "80/2015/NĐ-CP"),
            ],
        )
        self.assertEqual(notes, [])

    def test_a_document_without_a_number_is_noted(self):
        rows, notes = basis.read_laws(f"{basis.HEAD}Hương ước của làng")
        self.assertEqual(rows, [{"title": "Hương ước của làng", "number": ""}])
        self.assertEqual(kinds(notes), [Kind.LAW_WITHOUT_NUMBER])

    def test_results_have_codes(self):
        rows, notes = basis.read_results(
            "GiấyMã: KQ.G99.000001Thẻ 2Mã: 000.00.00.G15-KQ1353"
        )
        self.assertEqual(
            [(row["title"], row["code"]) for row in rows],
            [("Giấy", "KQ.G99.000001"), ("Thẻ 2", "000.00.00.G15-KQ1353")],
        )
        self.assertEqual(notes, [])


class Procedures(unittest.TestCase):
    def test_the_tail_of_the_page_is_no_result(self):
        results = procedures()["1.999001"].values["results"]
        self.assertEqual(
            [row["title"] for row in results], ["Giấy phép thả diều", "Văn bản từ chối"]
        )
        for item in procedures().values():
            self.assertNotIn("Chọn cơ quan thực hiện", json.dumps(item.values))

    def test_keywords_of_the_page_help_to_find_it(self):
        self.assertEqual(procedures()["1.999007"].values["synonyms"], ["đếm gà"])

    def test_a_step_keeps_the_lines_under_it(self):
        self.assertEqual(
            procedures()["1.999001"].values["how_steps"],
            ["Bước 1: Nộp đơn.\n- Kèm ảnh.", "Bước 2: Nhận kết quả."],
        )

    def test_applicants_with_commas_in_their_name_stay_whole(self):
        self.assertEqual(
            procedures()["1.999001"].values["subjects"],
            [
                "Tổ chức (không bao gồm doanh nghiệp, HTX)",
                "Công dân Việt Nam",
                "Cán bộ, công chức, viên chức",
            ],
        )

    def test_an_unknown_applicant_is_kept_and_noted(self):
        item = procedures()["1.999003"]
        self.assertIn("Người trồng khế", item.values["subjects"])
        self.assertIn(Kind.SUBJECT, kinds(item.notes))

    def test_a_level_outside_the_province_is_kept_as_text(self):
        item = procedures()["1.999003"]
        self.assertEqual(item.values["government_levels"], [])
        self.assertIn("Cấp thực hiện: Cấp bộ", item.values["raw"])

    def test_nothing_said_is_blank(self):
        item = procedures()["1.999002"]
        self.assertEqual(item.values["requirements"], "")
        self.assertEqual(item.values["legal_basis"], [])

    def test_a_code_of_another_form_is_kept_as_text(self):
        item = procedures()[""]
        self.assertIn("Mã thủ tục: X-12", item.values["raw"])
        self.assertEqual(kinds(item.notes), [Kind.CODE])

    def test_a_row_without_a_title_is_refused(self):
        with self.assertRaises(parsing.NotAProcedure):
            parsing.parse({"ma_thu_tuc": "1.999008", "ten_thu_tuc": ""})

    def test_a_cell_that_is_no_text_is_refused_by_name(self):
        with self.assertRaises(parsing.NotAProcedure) as caught:
            parsing.parse({"ten_thu_tuc": "Thủ tục", "linh_vuc": ["một"]})
        self.assertEqual(str(caught.exception), "linh_vuc")

    def test_a_row_with_nothing_but_a_title_is_taken(self):
        values = parsing.parse({"ten_thu_tuc": "Thủ tục"}).values
        self.assertEqual((values["title"], values["limits"]), ("Thủ tục", []))

    def test_a_text_too_long_is_cut_and_kept_whole_beside(self):
        long = "dài " * 6000
        item = parsing.parse(
            {
                "ten_thu_tuc": "Thủ tục",
                "thanh_phan_ho_so": f"--{papers.HEAD}{long}1 bản chính",
            }
        )
        self.assertLessEqual(len(item.values["papers"][0]["title"]), 20000)
        self.assertIn(long.strip(), item.values["raw"])
        self.assertIn(Kind.TOO_LONG, kinds(item.notes))

    def test_decomposed_letters_and_odd_blanks_are_put_right(self):
        self.assertEqual(
            cleaning.tidy("Ca\u0302\u0301p\xa0\uf0fc  the\u0309"), "Cấp thẻ"
        )


class Bodies(unittest.TestCase):
    NAMES = {"so tu phap": "so-tu-phap", "so xay dung": "so-xay-dung"}

    def test_agencies_of_the_province_are_found_by_name(self):
        found = bodies.find("Sở Tư pháp các tỉnh, thành phố", self.NAMES)
        self.assertEqual(found, (["so-tu-phap"], []))

    def test_all_communes_and_all_districts_have_a_name(self):
        for text, slug in (
            ("Uỷ ban Nhân dân cấp xã, phường, thị trấn", "@commune"),
            ("Chủ tịch UBND cấp xã", "@commune"),
            ("Ủy ban nhân dân cấp huyện", "@district"),
        ):
            with self.subTest(text):
                self.assertEqual(bodies.find(text, self.NAMES), ([slug], []))

    def test_what_is_none_of_the_provinces_is_named(self):
        found = bodies.find("Sở Xây dựng, Cục quản lý trật tự, xã hội", self.NAMES)
        self.assertEqual(found, (["so-xay-dung"], ["Cục quản lý trật tự, xã hội"]))
