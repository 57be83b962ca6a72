"""A server that dies, a disk that is full, clients that are slow: with a real server process."""

from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tests import serving
from tests.dossiers import PDF
from tests.filing import CODE
from tests.filing import Visitor
from tests.load.servers import server

import atexit
import json
import os
import random
import requests
import shutil
import socket
import subprocess
import sys
import tempfile
import unittest


TOP = Path(__file__).parents[2]
RECEIPT = "Đã nộp hồ sơ"
SECOND = b"%PDF-1.4\n2 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class At:
    """Stands for the portal where a `Visitor` wants one: only its address."""

    def __init__(self, url):
        self.url = url

    def absolute_url(self):
        return self.url


def environment(var) -> dict:
    return {
        "DVC_VAR": str(var),
        "DVC_HOME": str(TOP),
        "DVC_REGISTER_URL": "",
        "TZ": "Asia/Ho_Chi_Minh",
        "PYTHONPATH": os.pathsep.join([str(TOP), *filter(None, sys.path)]),
    }


def program(var, *args) -> str:
    """What a stage of `serving` prints."""
    done = subprocess.run(
        [sys.executable, serving.__file__, *args],
        env=os.environ | environment(var),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise AssertionError(done.stderr)
    return done.stdout


@cache
def made() -> Path:
    """A portal that each test takes a copy of, built once."""
    folder = Path(tempfile.mkdtemp(prefix="dvc-killed-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    program(folder / "var", "make")
    return folder / "var"


class ServedCase(unittest.TestCase):
    def setUp(self):
        folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.var = folder / "var"
        shutil.copytree(made(), self.var)
        self.port = free_port()
        self.guest = Visitor(At(f"http://127.0.0.1:{self.port}/dvc"))

    @contextmanager
    def served(self, **more):
        command = [sys.executable, serving.__file__, "serve", str(self.port)]
        found = environment(self.var) | more
        log = self.var / "serving.log"
        with server("the portal", command, self.port, "/dvc", found, log) as process:
            yield process

    def look(self) -> dict:
        return json.loads(program(self.var, "look").splitlines()[-1])

    def kill(self, process, place, send):
        """Send a page whose request ends the process; nobody hears an answer."""
        self.guest.session.headers["X-Dvc-Kill"] = place
        with self.assertRaises(requests.ConnectionError):
            send()
        process.wait(60)
        del self.guest.session.headers["X-Dvc-Kill"]


class KilledTest(ServedCase):
    def test_killed_while_a_page_is_saved_the_draft_is_as_it_was(self):
        with self.served() as process:
            self.guest.begin()
            self.guest.tell_who()
            self.guest.choose_place()
            url = self.guest.answer.url
            self.kill(process, "between", self.guest.declare)
        with self.served():
            self.guest.get(url)
            self.assertEqual(self.guest.title, "Bước 3 trong 6: Tờ khai")
            self.assertEqual(dict(self.guest.values())["data.ten"], "")
            self.guest.get(url.replace("to-khai", "nguoi-nop"))
            shown = dict(self.guest.values())
            self.assertEqual(shown["applicant.name"], "Nguyễn Thị Mẫu")
            self.guest.get(url)
            self.guest.declare()
            self.assertEqual(self.guest.title, "Bước 4 trong 6: Giấy tờ")
        self.assertEqual(self.look()["differences"], [])

    def test_killed_while_files_are_sent_those_before_are_there(self):
        with self.served() as process:
            self.guest.begin()
            self.guest.tell_who()
            self.guest.choose_place()
            self.guest.declare()
            url = self.guest.answer.url
            self.guest.send(go="stay", files=[("papers.don", ("mot.pdf", PDF))])
            self.kill(
                process,
                "between",
                lambda: self.guest.add_papers(("hai.pdf", SECOND)),
            )
        with self.served():
            self.guest.get(url)
            self.assertIn("mot.pdf", self.guest.words())
            self.assertNotIn("hai.pdf", self.guest.words())
            self.guest.add_papers(("hai.pdf", SECOND))
            self.guest.get(url)
            self.assertIn("mot.pdf", self.guest.words())
            self.assertIn("hai.pdf", self.guest.words())

    def killed_at(self, place):
        """Killed when the button was pressed; what is there after the next start."""
        with self.served() as process:
            self.guest.walk_to_check()
            url = self.guest.answer.url
            form, values = self.guest.form(), self.guest.values()
            sent = dict(values) | {"check.statement": "1", "go": "file"}
            self.kill(process, place, self.guest.file)
        left = self.look()
        with self.served():
            answer = self.guest.session.get(url)
            self.guest.keep(
                self.guest.session.post(form.get("action"), data=sent, timeout=120)
            )
            self.assertEqual(self.guest.title, RECEIPT)
            number = self.guest.words(".dvc-number")
            self.guest.get(url)
            self.assertEqual(self.guest.words(".dvc-number"), number)
        return left, answer, number

    def test_killed_before_anything_is_final_filing_again_makes_one_dossier(self):
        left, answer, number = self.killed_at("before")
        self.assertEqual(left, {"codes": [], "documents": [], "differences": []})
        self.assertIn("Kiểm tra và nộp", answer.text)
        self.assertEqual(
            self.look(), {"codes": [number], "documents": [number], "differences": []}
        )

    def test_killed_between_the_stores_filing_again_makes_one_document(self):
        left, answer, number = self.killed_at("between")
        [lost] = left["codes"]
        self.assertEqual(left["documents"], [])
        self.assertIn("row without document", left["differences"])
        # The draft is still there, and what is filed from it has a document.
        self.assertIn("Kiểm tra và nộp", answer.text)
        told = self.look()
        self.assertEqual(told["documents"], [number])
        self.assertLessEqual(set(told["codes"]), {lost, number})

    def test_killed_before_the_answer_the_receipt_is_there(self):
        left, answer, number = self.killed_at("after")
        self.assertEqual(left["documents"], [number])
        self.assertIn(RECEIPT, answer.text)
        self.assertEqual(
            self.look(), {"codes": [number], "documents": [number], "differences": []}
        )


class FullDiskTest(ServedCase):
    """Nothing half stored, the message says what happened, and what was saved is there."""

    def to_papers(self):
        self.guest.begin()
        self.guest.tell_who()
        self.guest.choose_place()
        self.guest.declare()
        return self.guest.answer.url

    def big(self, megabytes: int) -> bytes:
        return PDF + random.Random(1).randbytes(megabytes * 2**20)

    def is_told(self):
        self.assertEqual(self.guest.answer.status_code, 503)
        self.assertEqual(self.guest.title, "Cổng hết chỗ lưu trữ")
        self.assertIn("Những gì bạn đã lưu trước đó vẫn còn", self.guest.words())

    def files_all_the_same(self, url):
        """A small file still fits, and the dossier is filed."""
        self.guest.get(url)
        self.assertEqual(self.guest.title, "Bước 4 trong 6: Giấy tờ")
        self.assertNotIn("to.pdf", self.guest.words())
        self.guest.add_papers()
        self.guest.send({"way.result_by": "counter"})
        self.guest.file()
        self.assertEqual(self.guest.title, RECEIPT)

    @unittest.skipUnless(os.geteuid() == 0, "Only root can mount a small disk.")
    def test_a_file_for_which_the_disk_of_the_papers_has_no_room(self):
        blobs = self.var / "blobs"
        kept = self.var / "kept"
        blobs.rename(kept)
        blobs.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(blobs)]
        if subprocess.run(mount, capture_output=True, check=False).returncode:
            self.skipTest("Nothing can be mounted here.")
        self.addCleanup(subprocess.run, ["umount", str(blobs)], check=True)
        shutil.copytree(kept, blobs, dirs_exist_ok=True)
        with self.served():
            url = self.to_papers()
            self.guest.add_papers(("to.pdf", self.big(8)))
            self.is_told()
            self.files_all_the_same(url)
        self.assertEqual(self.look()["differences"], [])
        sizes = [path.stat().st_size for path in blobs.rglob("*") if path.is_file()]
        self.assertLess(sum(sizes), 2**20)

    def test_a_document_store_that_cannot_grow_keeps_what_was_saved(self):
        most = (self.var / "Data.fs").stat().st_size + 60_000
        with self.served(DVC_FILE_LIMIT=str(most)):
            self.guest.begin()
            url = self.guest.answer.url
            for number in range(60):
                self.guest.get(url)
                self.guest.tell_who(name=f"Nguyễn Thị {'Mẫu ' * 20}{number}")
                if self.guest.answer.status_code >= 500:
                    break
            self.is_told()
        with self.served():
            self.guest.get(url)
            shown = dict(self.guest.values())["applicant.name"]
            self.assertTrue(shown.endswith(f"Mẫu {number - 1}"), shown)
            self.guest.tell_who()
            self.assertEqual(self.guest.title, "Bước 2 trong 6: Nơi nộp")
        self.assertEqual(self.look()["differences"], [])


class SlowTest(ServedCase):
    def test_clients_that_send_a_byte_now_and_then_block_nobody(self):
        head = f"POST /dvc/thu-tuc/{CODE}/nop-ho-so HTTP/1.1\r\nHost: mau\r\n"
        head += "Content-Length: 1000000\r\n\r\n"
        slow = []
        with self.served():
            try:
                for number in range(300):
                    line = socket.create_connection(("127.0.0.1", self.port), 60)
                    slow.append(line)
                    # Half of them never end their head, half their body.
                    line.sendall(head.encode() if number % 2 else head[:40].encode())
                for line in slow:
                    line.sendall(b"a")
                self.guest.walk_to_check()
                for line in slow:
                    line.sendall(b"a")
                self.guest.file()
                self.assertEqual(self.guest.title, RECEIPT)
            finally:
                for line in slow:
                    line.close()


class LimitsTest(ServedCase):
    def raw(self, data: bytes) -> str:
        """The status of the answer to these bytes; "closed" where the server hangs up on them."""
        with socket.create_connection(("127.0.0.1", self.port), 60) as line:
            found = b""
            try:
                line.sendall(data)
                while piece := line.recv(65536):
                    found += piece
            except ConnectionError:
                return "closed"
        return found.split()[1].decode()

    def test_what_is_too_long_is_refused_and_the_server_goes_on(self):
        with self.served():
            head = b"GET /dvc HTTP/1.1\r\nHost: mau\r\nConnection: close\r\n"
            long = self.raw(head + b"X-Long: " + b"a" * 300_000 + b"\r\n\r\n")
            self.assertIn(long, ("431", "closed"))
            post = head.replace(b"GET", b"POST")
            huge = self.raw(post + b"Content-Length: 600000000\r\n\r\n" + b"a" * 1000)
            self.assertIn(huge, ("413", "closed"))
            broken = self.raw(b"\x00\xff\x00\r\n\r\n")
            self.assertEqual(broken, "400")
            self.guest.begin()
            values = dict(self.guest.values())
            many = values | {f"data.x{number}": "a" for number in range(5000)}
            answer = self.guest.session.post(self.guest.form().get("action"), data=many)
            self.assertLess(answer.status_code, 500)
            long_text = values | {"applicant.name": "a" * 3_000_000}
            answer = self.guest.session.post(
                self.guest.form().get("action"), data=long_text
            )
            self.assertLess(answer.status_code, 500)
            self.guest.get(self.guest.answer.url)
            self.guest.tell_who()
            self.assertEqual(self.guest.title, "Bước 2 trong 6: Nơi nộp")


if __name__ == "__main__":
    unittest.main()
