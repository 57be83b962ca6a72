"""The seals of the history: published, and checked on one's own."""

from hanam.dvc.register import sealing
from pathlib import Path
from tests.dossiers import MONDAY
from tests.histories import DAY
from tests.histories import HistoryCase

import json
import subprocess
import sys
import tempfile
import transaction


TOP = Path(__file__).parents[2]
TOOL = TOP / "tools" / "verify_history.py"


class PublicTest(HistoryCase):
    def test_the_list_begins_empty(self):
        self.visitor.get("nhat-ky")
        self.assertIn("Chưa có ngày nào được niêm phong", self.visitor.words())

    def test_the_seals_are_published_and_may_be_kept_by_caches(self):
        self.filed()
        (seal,) = self.seal()
        self.visitor.get("nhat-ky")
        self.assertIn(seal.hash[:8], self.visitor.words())
        self.assertIn("max-age", self.visitor.answer.headers["Cache-Control"])
        self.visitor.get("nhat-ky/2018-09-10.json")
        told = json.loads(self.visitor.answer.text)
        self.assertEqual(
            set(told), {"format", "day", "count", "root", "previous", "hash"}
        )
        self.assertEqual((told["count"], told["hash"]), (1, seal.hash))
        self.assertNotIn(self.code, self.visitor.answer.text)
        self.visitor.get("nhat-ky/2018-09-10.txt")
        self.assertIn("10/9/2018", self.visitor.answer.text)
        self.assertEqual(
            self.visitor.answer.text.replace(" ", "").strip()[-64:], seal.hash
        )

    def test_a_day_that_is_not_sealed_is_not_there(self):
        for name in ("2018-09-10.json", "2018-9-10.json", "x.json", "2018-09-10.xml"):
            self.visitor.get(f"nhat-ky/{name}")
            self.assertEqual(self.visitor.answer.status_code, 404, name)

    def test_open_data_list_the_seals(self):
        self.visitor.get("du-lieu")
        self.assertIn("nhat-ky/tat-ca.json", self.visitor.answer.text)

    def test_older_seals_are_a_page_away(self):
        self.filed()
        day = DAY
        transaction.begin()
        for number in range(40):
            day = DAY.fromordinal(DAY.toordinal() + number)
            list(sealing.seal_until(day, MONDAY.replace(year=2019)))
        self.visitor.get("nhat-ky")
        self.assertEqual(len(self.visitor.page.cssselect(".dvc-list > li")), 31)
        (url,) = self.visitor.page.xpath("//a[contains(@href, 'truoc=')]/@href")
        self.visitor.get(url.partition("/nhat-ky")[1] + url.partition("/nhat-ky")[2])
        self.assertEqual(len(self.visitor.page.cssselect(".dvc-list > li")), 9)


class OnOnesOwnTest(HistoryCase):
    """`tools/verify_history.py`, run as its reader would run it."""

    def setUp(self):
        super().setUp()
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def keep(self, name, path):
        self.visitor.get(path)
        target = self.folder / name
        target.write_text(self.visitor.answer.text, encoding="utf-8")
        return str(target)

    def verify(self, *arguments):
        """(exit code, what is said); isolated, so that nothing of the product is there."""
        done = subprocess.run(
            [sys.executable, "-I", str(TOOL), *arguments],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder,
        )
        return done.returncode, done.stdout + done.stderr

    def proofs(self):
        self.filed()
        (seal,) = self.seal()
        self.hash = seal.hash
        self.proof = self.keep("proof.json", f"{self.check}/bang-chung.json")
        self.seals = self.keep("seals.json", "nhat-ky/tat-ca.json")

    def test_a_whole_history_is_found_whole(self):
        self.proofs()
        groups = " ".join(self.hash[at : at + 8] for at in range(0, 64, 8)).upper()
        code, said = self.verify(
            self.proof, "--seals", self.seals, "--hash", f"2018-09-10={groups}"
        )
        self.assertEqual(code, 0, said)
        self.assertIn("Entries 1-4 are under the seal of 2018-09-10", said)
        self.assertIn("All is well", said)

    def test_the_seals_may_be_read_from_the_portal(self):
        self.proofs()
        url = f"{self.portal.absolute_url()}/nhat-ky/2018-09-10.json"
        self.assertEqual(self.verify(self.proof, "--seals", url)[0], 0)

    def test_every_change_of_the_file_is_found(self):
        self.proofs()
        whole = json.loads(Path(self.proof).read_text("utf-8"))
        seals = json.loads(Path(self.seals).read_text("utf-8"))
        changes = {
            "told": lambda p, s: p["entries"][3]["told"]["note"].update(value="x"),
            "at": lambda p, s: p["entries"][1]["entry"].update(
                at="2018-09-10T09:00:01"
            ),
            "last": lambda p, s: p["entries"].pop(),
            "middle": lambda p, s: p["entries"].pop(1),
            "twice": lambda p, s: p["entries"].insert(1, p["entries"][1]),
            "root": lambda p, s: s[0].update(root="1" * 64),
            "previous": lambda p, s: s[0].update(previous="1" * 64),
            "nonce": lambda p, s: p["seals"][0].update(nonce="1" * 32),
        }
        for name, change in changes.items():
            proof, days = json.loads(json.dumps([whole, seals]))
            change(proof, days)
            for file, value in ((self.proof, proof), (self.seals, days)):
                Path(file).write_text(json.dumps(value), encoding="utf-8")
            with self.subTest(change=name):
                code, said = self.verify(self.proof, "--seals", self.seals)
                self.assertEqual(code, 1, said)
                self.assertIn("WRONG", said)

    def test_an_earlier_proof_catches_a_history_written_anew(self):
        self.proofs()
        earlier = json.loads(Path(self.proof).read_text("utf-8"))
        earlier["entries"][2]["hash"] = "ab" * 32
        other = self.folder / "earlier.json"
        other.write_text(json.dumps(earlier), encoding="utf-8")
        code, said = self.verify(self.proof, "--earlier", str(other))
        self.assertEqual(code, 1, said)
        self.assertIn("changed or removed", said)
        self.assertEqual(self.verify(self.proof, "--earlier", self.proof)[0], 0)

    def test_what_cannot_be_read_is_told(self):
        wrong = self.folder / "wrong.json"
        wrong.write_text("[]", encoding="utf-8")
        for name in (str(wrong), str(self.folder / "none.json")):
            code, said = self.verify(name)
            self.assertEqual(code, 2, said)

    def test_another_hash_in_the_newspaper_is_told(self):
        self.proofs()
        code, said = self.verify(
            self.proof, "--seals", self.seals, "--hash", f"2018-09-10={'0' * 64}"
        )
        self.assertEqual(code, 1)
        self.assertIn("is NOT the one you typed", said)
