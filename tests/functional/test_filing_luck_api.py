"""Bad luck of programs that file: a key sent again, with other data, eight times at once."""

from concurrent.futures import ThreadPoolExecutor
from hanam.dvc.dossiers import access
from tests.dossiers import PDF
from tests.filing import Client
from tests.listening import listen
from tests.wizard import WizardCase
from threading import Barrier

import base64
import json
import uuid


class KeyTest(WizardCase):
    def setUp(self):
        super().setUp()
        self.client = Client(self.portal)
        self.body = self.client.example()
        self.key = uuid.uuid4().hex
        self.told = listen(self)

    def test_the_same_sent_again_gets_the_same_number(self):
        first = self.client.post(self.body, self.key)
        again = self.client.post(self.body, self.key)
        self.assertEqual((first.status_code, again.status_code), (201, 200))
        self.assertEqual(first.json()["code"], again.json()["code"])
        self.assertEqual(first.json()["secret"], again.json()["secret"])
        self.assertEqual(len(self.rows()), 1)

    def test_the_same_packed_otherwise_is_still_the_same(self):
        first = self.client.post(self.body, self.key)
        content = {name: text for name, text in self.body.items() if name != "papers"}
        files = {"body": (None, json.dumps(content))}
        for paper in self.body["papers"]:
            data = base64.b64decode(paper["data"])
            files[paper["component"]] = (paper["filename"], data)
        again = self.client.post(None, self.key, files=files)
        self.assertEqual((first.status_code, again.status_code), (201, 200))
        self.assertEqual(len(self.rows()), 1)

    def test_other_data_under_the_same_key_is_refused_and_told(self):
        first = self.client.post(self.body, self.key)
        other = json.loads(json.dumps(self.body))
        other["applicant"]["name"] = "Trần Văn Khác"
        answer = self.client.post(other, self.key)
        self.assertEqual(answer.status_code, 409)
        error = answer.json()["error"]
        self.assertEqual(error["type"], "Conflict")
        self.assertEqual(
            error["message"],
            "Khóa này đã dùng cho một lần nộp khác. Hãy gửi lại với khóa mới.",
        )
        [row] = self.rows()
        self.assertEqual(row.code, first.json()["code"])
        self.assertNotEqual(row.applicant_name, "Trần Văn Khác")

    def test_another_paper_under_the_same_key_is_refused(self):
        self.client.post(self.body, self.key)
        data = PDF.replace(b"1 0 obj", b"7 0 obj")
        self.body["papers"][0]["data"] = base64.b64encode(data).decode()
        self.assertEqual(self.client.post(self.body, self.key).status_code, 409)
        self.assertEqual(len(self.rows()), 1)

    def test_a_refused_filing_leaves_its_key_free(self):
        wrong = json.loads(json.dumps(self.body))
        wrong["applicant"]["id_number"] = "12"
        self.assertEqual(self.client.post(wrong, self.key).status_code, 400)
        self.assertEqual(self.client.post(self.body, self.key).status_code, 201)

    def test_eight_at_the_same_moment_make_one_dossier(self):
        gate = Barrier(8)

        def send(_number):
            client = Client(self.portal)
            gate.wait()
            return client.post(self.body, self.key)

        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(send, range(8)))
        # Who waited in vain for the others is told to come again, and does.
        answers = [
            self.client.post(self.body, self.key) if one.status_code == 503 else one
            for one in answers
        ]
        statuses = sorted(answer.status_code for answer in answers)
        self.assertEqual(statuses, [200] * 7 + [201], self.told)
        self.assertEqual(len({answer.json()["code"] for answer in answers}), 1)
        [row] = self.rows()
        self.assertIsNotNone(access.find(row.code))

    def test_eight_different_ones_at_the_same_moment_get_eight_numbers_without_a_gap(
        self,
    ):
        gate = Barrier(8)

        def send(_number):
            client, key = Client(self.portal), uuid.uuid4().hex
            gate.wait()
            answer = client.post(self.body, key)
            while answer.status_code == 503:
                answer = client.post(self.body, key)
            return answer.json()["code"]

        with ThreadPoolExecutor(8) as pool:
            codes = sorted(pool.map(send, range(8)))
        self.assertEqual([int(code[-4:]) for code in codes], list(range(1, 9)))
        self.assertEqual(sorted(row.code for row in self.rows()), codes)

    def test_the_same_key_of_two_users_is_two_keys(self):
        citizen = Client(self.portal, "citizen")
        mine = citizen.post(self.body, self.key).json()["code"]
        theirs = self.client.post(self.body, self.key).json()["code"]
        self.assertNotEqual(mine, theirs)
