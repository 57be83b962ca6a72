"""A server that dies, a disk that is full, clients that are slow: with a real server process."""

from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tests.dossiers import PDF
from tests.filing import CODE
from tests.filing import Visitor
from tests.load.fields import paper
from tests.load.servers import server

import atexit
import json
import os
import requests
import shutil
import socket
import subprocess
import sys
import tempfile
import unittest


TOP = Path(__file__).parents[2]
RECEIPT = "Đã nộp hồ sơ"
SECOND = paper(2000, seed=2)


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
        [sys.executable, "-m", "tests.serving", *args],
        cwd=TOP,
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
        command = [sys.executable, "-m", "tests.serving", "serve", str(self.port)]
        found = environment(self.var) | more
        log = self.var / "serving.log"
        with server("the portal", command, self.port, "/dvc", found, log) as process:
            yield process

    def look(self, stage="look") -> dict:
        return json.loads(program(self.var, stage).splitlines()[-1])

    def kill(self, process, place, send):
        """Send a page whose request ends the process; nobody hears an answer."""
        self.guest.session.headers["X-Dvc-Kill"] = place
        with self.assertRaises(requests.ConnectionError):
            send()
        process.wait(60)
        del self.guest.session.headers["X-Dvc-Kill"]

    def is_filed_once(self):
        """The receipt is shown, and both stores hold this one dossier."""
        self.assertEqual(self.guest.title, RECEIPT)
        return {
            "codes": [self.guest.words(".dvc-number")],
            "documents": [self.guest.words(".dvc-number")],
            "differences": [],
        }


class KilledTest(ServedCase):
    def test_a_server_that_dies_at_every_step_loses_and_doubles_nothing(self):
        with self.served() as process:
            self.guest.begin()
            self.guest.tell_who()
            self.guest.choose_place()
            declaring = self.guest.answer.url
            self.kill(process, "between", self.guest.declare)
        with self.served() as process:
            self.guest.get(declaring)
            self.assertEqual(dict(self.guest.values())["data.ten"], "")
            self.guest.get(declaring.replace("to-khai", "nguoi-nop"))
            shown = dict(self.guest.values())
            self.assertEqual(shown["applicant.name"], "Nguyễn Thị Mẫu")
            self.guest.get(declaring)
            self.guest.declare()
            adding = self.guest.answer.url
            self.guest.send(go="stay", files=[("papers.don", ("mot.pdf", PDF))])
            second = ("hai.pdf", SECOND)
            self.kill(process, "between", lambda: self.guest.add_papers(second))
        with self.served() as process:
            self.guest.get(adding)
            self.assertIn("mot.pdf", self.guest.words())
            self.assertNotIn("hai.pdf", self.guest.words())
            self.guest.add_papers(second)
            self.guest.choose_way()
            checking = self.guest.answer.url
            self.assertIn("hai.pdf", self.guest.words())
            self.kill(process, "before", self.guest.file)
        with self.served() as process:
            self.guest.get(checking)
            self.assertIn("Kiểm tra và nộp", self.guest.title)
            self.kill(process, "after", self.guest.file)
        with self.served():
            self.guest.get(checking)
            expected = self.is_filed_once()
        self.assertEqual(self.look(), expected)

    def test_between_the_stores_what_is_found_is_repaired_and_filed_once(self):
        with self.served() as process:
            self.guest.walk_to_check()
            checking = self.guest.answer.url
            self.kill(process, "between", self.guest.file)
        with self.served():
            # The register knows of it, the documents do not: it looks as if it were being filed.
            self.guest.get(checking)
            self.assertEqual(self.guest.answer.status_code, 503)
            self.assertEqual(self.guest.title, "Đang có nhiều người cùng gửi")
        left = self.look("repair")
        self.assertEqual(left, {"codes": [], "documents": [], "differences": []})
        with self.served():
            self.guest.get(checking)
            self.guest.file()
            expected = self.is_filed_once()
        self.assertEqual(self.look(), expected)


class FullDiskTest(ServedCase):
    """Nothing half stored, the message says what happened, and what was saved is there."""

    def to_papers(self):
        self.guest.begin()
        self.guest.tell_who()
        self.guest.choose_place()
        self.guest.declare()
        return self.guest.answer.url

    def big(self, megabytes: int) -> bytes:
        return paper(megabytes * 2**20)

    def is_told(self):
        self.assertEqual(self.guest.answer.status_code, 503)
        self.assertEqual(self.guest.title, "Cổng hết chỗ lưu trữ")
        self.assertIn("Những gì bạn đã lưu trước đó vẫn còn", self.guest.words())

    def files_all_the_same(self, url):
        """A small file still fits, and the dossier is filed."""
        self.guest.get(url)
        self.assertIn("Giấy tờ", self.guest.title)
        self.assertNotIn("to.pdf", self.guest.words())
        self.guest.add_papers()
        self.guest.choose_way()
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
            self.assertNotIn("Người nộp", self.guest.title)
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
            self.assertNotIn("Người nộp", self.guest.title)


if __name__ == "__main__":
    unittest.main()
