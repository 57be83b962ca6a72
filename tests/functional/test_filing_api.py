"""Filing and reading by JSON, as another program does it."""

from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from hanam.dvc.dossiers import access
from hanam.dvc.register import queries
from hanam.dvc.testing import FUNCTIONAL
from plone import api
from tests.dossiers import PDF
from tests.filing import build_filing_world
from tests.filing import Client
from tests.filing import CLOSED
from tests.filing import CODE
from tests.filing import COMMUNAL
from tests.filing import OFFLINE

import json
import transaction
import unittest
import uuid


class FilingApiTest(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        build_filing_world(self.portal)
        self.guest = Client(self.portal)
        self.body = self.guest.example()

    def rows(self):
        """All dossiers of the register, seen by a transaction of its own."""
        transaction.begin()
        found = queries.worklist(queries.WorklistQuery(agencies=("so-mau", "so-khac")))
        return found.rows

    def problems(self, body, client=None):
        """The fields that are refused, and the answer itself."""
        answer = (client or self.guest).post(body)
        self.assertEqual(answer.status_code, 400, answer.text)
        error = answer.json()["error"]
        self.assertEqual(error["type"], "ValidationError")
        self.assertEqual(self.rows(), ())
        return [problem["field"] for problem in error["problems"]], error

    # -- the example

    def test_the_example_is_accepted_as_it_stands(self):
        answer = self.guest.post(self.body)
        self.assertEqual(answer.status_code, 201, answer.text)
        filed = answer.json()
        self.assertEqual(filed["state"], "submitted")
        self.assertRegex(filed["accept_due"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:00\+07:00$")
        self.assertTrue(
            filed["track_url"].endswith(f"{filed['code']}/{filed['secret']}")
        )
        self.assertEqual(answer.headers["Location"], filed["@id"])
        [row] = self.rows()
        self.assertEqual((row.code, row.channel), (filed["code"], "online"))
        self.assertEqual((row.filed_by, row.assisted_by), ("", ""))

    def test_the_example_has_an_answer_of_every_kind(self):
        fields = set(self.body["data"])
        self.assertEqual(len(fields), 13)
        self.assertEqual(self.body["procedure"], CODE)
        self.assertIn("name", self.body["applicant"])
        self.assertEqual([row["component"] for row in self.body["papers"]], ["don"])

    def test_the_example_of_a_procedure_with_cases_is_accepted_too(self):
        body = self.guest.example(COMMUNAL["code"])
        self.assertEqual(body["case"], "moi")
        self.assertEqual(self.guest.post(body).status_code, 201)

    def test_there_is_no_example_of_what_is_closed_or_unknown(self):
        for code in (CLOSED["code"], "1.999999", ""):
            with self.subTest(code=code):
                answer = self.guest.get(f"@dossiers/example?procedure={code}")
                self.assertEqual(answer.status_code, 404)

    def test_the_example_of_what_is_not_online_says_so(self):
        answer = self.guest.get(f"@dossiers/example?procedure={OFFLINE['code']}")
        self.assertEqual(answer.status_code, 400)
        self.assertIn("chưa nộp trực tuyến", answer.json()["error"]["message"])

    # -- once only

    def test_the_same_key_gives_the_same_dossier(self):
        key = uuid.uuid4().hex
        first = self.guest.post(self.body, key)
        again = self.guest.post(self.body, key)
        self.assertEqual((first.status_code, again.status_code), (201, 200))
        self.assertEqual(again.json(), first.json())
        self.assertEqual(len(self.rows()), 1)

    def test_the_same_key_many_times_at_once_makes_one_dossier(self):
        key = uuid.uuid4().hex
        clients = [Client(self.portal) for _ in range(6)]
        with ThreadPoolExecutor(len(clients)) as pool:
            answers = list(
                pool.map(lambda client: client.post(self.body, key), clients)
            )
        statuses = sorted(answer.status_code for answer in answers)
        self.assertEqual(statuses, [200] * 5 + [201])
        self.assertEqual(len({answer.json()["code"] for answer in answers}), 1)
        self.assertEqual(len(self.rows()), 1)

    def test_the_same_key_for_something_else_is_a_conflict(self):
        key = uuid.uuid4().hex
        self.guest.post(self.body, key)
        self.body["data"]["so_ban"] = 3
        answer = self.guest.post(self.body, key)
        self.assertEqual(answer.status_code, 409)
        self.assertEqual(answer.json()["error"]["type"], "Conflict")
        self.assertEqual(len(self.rows()), 1)

    def test_the_same_key_of_two_users_makes_two_dossiers(self):
        key = uuid.uuid4().hex
        users = (Client(self.portal, "citizen"), Client(self.portal, "other-citizen"))
        codes = {user.post(self.body, key).json()["code"] for user in users}
        self.assertEqual(len(codes), 2)

    def test_a_key_is_needed_and_must_be_long(self):
        for key in ("", "a" * 15, "a" * 201):
            with self.subTest(key=key):
                answer = self.guest.session.post(
                    f"{self.guest.url}/@dossiers",
                    json=self.body,
                    headers={"Idempotency-Key": key} if key else {},
                )
                self.assertEqual(answer.status_code, 400)
                self.assertIn("Idempotency-Key", answer.json()["error"]["message"])
        self.assertEqual(self.rows(), ())

    def test_a_refused_filing_may_be_corrected_under_its_key(self):
        key = uuid.uuid4().hex
        wrong = self.body | {"agency": "khong-co"}
        self.assertEqual(self.guest.post(wrong, key).status_code, 400)
        self.assertEqual(self.guest.post(self.body, key).status_code, 201)

    # -- what is wrong

    def test_all_problems_are_told_at_once_and_nothing_is_filed(self):
        self.body["applicant"] |= {"id_number": "03518500000", "phone": ""}
        self.body["data"] |= {"so_ban": 0, "la": 1}
        self.body["papers"] = []
        self.body["agency"] = "khong-co"
        fields, error = self.problems(self.body)
        self.assertEqual(
            set(fields),
            {
                "applicant.id_number",
                "applicant.phone",
                "data.so_ban",
                "data.la",
                "papers.don",
                "agency",
            },
        )
        self.assertIn("chưa được nộp", error["message"])

    def test_each_wrong_part_is_named(self):
        paper = self.body["papers"][0]
        cases = (
            ({"procedure": "1.999999"}, "procedure"),
            ({"procedure": CLOSED["code"]}, "procedure"),
            ({"procedure": 5}, "procedure"),
            ({"channel": "fax"}, "channel"),
            ({"case": "x"}, "case"),
            ({"result_by": "online"}, "result_by"),
            ({"applicant": []}, "applicant"),
            ({"applicant": self.body["applicant"] | {"la": "x"}}, "applicant.la"),
            ({"data": "x"}, "data"),
            ({"la": 1}, "la"),
            ({"papers": {}}, "papers"),
            ({"papers": [5]}, "papers.0"),
            ({"papers": [paper | {"data": "###"}]}, "papers.don"),
            ({"papers": [paper | {"data": 5}]}, "papers.don.data"),
            ({"papers": [paper | {"la": 5}]}, "papers.don.la"),
            ({"papers": [paper | {"component": "khong-co"}]}, "papers.khong-co"),
            (
                {"papers": [paper | {"data": b64encode(b"MZ\x90\x00x").decode()}]},
                "papers.don",
            ),
        )
        for change, field in cases:
            with self.subTest(change=str(change)[:80]):
                fields, _error = self.problems(self.body | change)
                self.assertIn(field, fields)

    def test_a_file_that_is_too_big_is_refused_with_its_limit(self):
        big = b64encode(PDF + b"0" * (21 * 2**20)).decode()
        paper = self.body["papers"][0] | {"data": big}
        fields, error = self.problems(self.body | {"papers": [paper]})
        self.assertEqual(fields, ["papers.don"])
        self.assertIn("20", error["problems"][0]["message"])

    def test_a_body_larger_than_a_dossier_is_refused_with_413(self):
        api.portal.set_registry_record(
            "hanam.dvc.limits",
            json.dumps(
                json.loads(api.portal.get_registry_record("hanam.dvc.limits"))
                | {"dossier_size": 1000, "file_size": 1000}
            ),
        )
        transaction.commit()
        answer = self.guest.post(self.body | {"note": "x" * 2**21})
        self.assertEqual(answer.status_code, 413)
        self.assertIn("MB", answer.json()["error"]["message"])

    def test_what_is_no_json_object_is_refused(self):
        for data in (b"{", b"[]", b"\xff", b"[" * 100_000):
            with self.subTest(data=data[:10]):
                answer = self.guest.session.post(
                    f"{self.guest.url}/@dossiers",
                    data=data,
                    headers={
                        "Idempotency-Key": uuid.uuid4().hex,
                        "Content-Type": "application/json; charset=utf-8",
                    },
                )
                self.assertEqual(answer.status_code, 400)
                self.assertIn("JSON", answer.json()["error"]["message"])

    def test_a_form_of_another_site_cannot_file(self):
        for kind in ("text/plain", "application/x-www-form-urlencoded"):
            with self.subTest(kind=kind):
                answer = self.guest.session.post(
                    f"{self.guest.url}/@dossiers",
                    data=json.dumps(self.body),
                    headers={
                        "Idempotency-Key": uuid.uuid4().hex,
                        "Content-Type": kind,
                    },
                )
                self.assertEqual(answer.status_code, 415)
        self.assertEqual(self.rows(), ())

    def test_text_is_kept_as_text(self):
        self.body["data"]["ten"] = "<script>alert(1)</script>"
        filed = self.guest.post(self.body).json()
        read = self.guest.get(f"@dossiers/{filed['code']}?secret={filed['secret']}")
        self.assertEqual(read.json()["data"]["ten"], "<script>alert(1)</script>")

    # -- files as parts

    def test_papers_may_come_as_parts_of_a_form(self):
        content = {key: value for key, value in self.body.items() if key != "papers"}
        key = uuid.uuid4().hex
        parts = {
            "body": (None, json.dumps(content), "application/json"),
            "don": ("Đơn.pdf", PDF, "application/pdf"),
        }
        answers = [self.guest.post(None, key, files=parts) for _ in range(2)]
        self.assertEqual([answer.status_code for answer in answers], [201, 200])
        filed = answers[0].json()
        transaction.begin()
        dossier = access.find(filed["code"])
        [paper] = dossier.papers
        self.assertEqual((paper.component, paper.filename), ("don", "Đơn.pdf"))
        self.assertEqual(paper.file.data, PDF)

    def test_parts_without_the_body_are_refused(self):
        answer = self.guest.post(None, files={"don": ("a.pdf", PDF)})
        self.assertEqual(answer.status_code, 400)
        self.assertIn("body", answer.json()["error"]["message"])

    # -- who files

    def test_what_a_citizen_files_is_theirs(self):
        citizen = Client(self.portal, "citizen")
        filed = citizen.post(self.body).json()
        self.assertEqual(citizen.get(f"@dossiers/{filed['code']}").status_code, 200)
        [row] = self.rows()
        self.assertEqual(row.filed_by, "citizen")

    def test_only_staff_of_the_agency_file_at_the_counter(self):
        for user in ("", "citizen", "strange-clerk", "editor"):
            with self.subTest(user=user):
                answer = Client(self.portal, user).post(
                    self.body | {"channel": "counter"}
                )
                self.assertEqual(answer.status_code, 403)
        self.assertEqual(self.rows(), ())
        answer = Client(self.portal, "clerk").post(self.body | {"channel": "counter"})
        self.assertEqual(answer.status_code, 201, answer.text)
        [row] = self.rows()
        self.assertEqual((row.channel, row.filed_by), ("counter", ""))

    def test_staff_who_help_are_recorded_apart(self):
        clerk = Client(self.portal, "clerk")
        answer = clerk.post(self.body | {"assisted_by": "clerk", "place": "so-mau"})
        self.assertEqual(answer.status_code, 201, answer.text)
        [row] = self.rows()
        self.assertEqual((row.channel, row.assisted_by), ("online", "clerk"))
        self.assertEqual((row.filed_by, row.place), ("", "so-mau"))
        answer = clerk.post(self.body | {"assisted_by": "officer"})
        self.assertEqual(answer.status_code, 403)

    # -- who reads

    def test_strangers_cannot_tell_a_dossier_from_none(self):
        filed = self.guest.post(self.body).json()
        missing = filed["code"][:-4] + "9999"
        for user in ("", "citizen", "strange-clerk", "supervisor", "editor"):
            client = Client(self.portal, user)
            with self.subTest(user=user):
                there = client.get(f"@dossiers/{filed['code']}")
                none = client.get(f"@dossiers/{missing}")
                self.assertEqual((there.status_code, none.status_code), (404, 404))
                self.assertEqual(there.text.replace(filed["code"], missing), none.text)
                wrong = client.get(f"@dossiers/{filed['code']}?secret=AAAA")
                self.assertEqual(wrong.status_code, 404)

    def test_the_secret_opens_a_dossier_by_address_or_header(self):
        filed = self.guest.post(self.body).json()
        path = f"@dossiers/{filed['code']}"
        by_query = self.guest.get(f"{path}?secret={filed['secret']}")
        by_header = self.guest.get(path, headers={"X-Dossier-Secret": filed["secret"]})
        self.assertEqual(by_query.json(), by_header.json())
        self.assertEqual(by_query.json()["applicant"]["name"], "Nguyễn Thị Mẫu")
        self.assertEqual(by_query.headers["Cache-Control"], "private, no-store")
        [paper] = by_query.json()["papers"]
        fetched = self.guest.session.get(paper["@id"], headers={"Accept": "*/*"})
        self.assertEqual(fetched.status_code, 200)
        self.assertTrue(fetched.content.startswith(b"%PDF"))

    def test_staff_of_the_agency_read_it(self):
        filed = self.guest.post(self.body).json()
        for user in ("clerk", "officer", "leader"):
            with self.subTest(user=user):
                answer = Client(self.portal, user).get(f"@dossiers/{filed['code']}")
                self.assertEqual(answer.status_code, 200)
