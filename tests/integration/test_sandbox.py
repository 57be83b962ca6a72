"""The stand-ins as a process: they end with whoever started them, and say what is wrong."""

from hanam.dvc.sandbox.gateways import KEY
from hanam.dvc.sandbox.gateways import SECRET
from hanam.dvc.sandbox.signing import signature
from tests import sandboxes

import json
import os
import requests
import smtplib
import subprocess
import sys
import time
import unittest


PATIENCE = 60  # seconds
PROGRAM = "from hanam.dvc.operations import cli; cli.main()"


def in_process(*arguments):
    """`bin/dvc sandbox` with a pipe as its standard input."""
    path = os.pathsep.join(filter(None, sys.path))
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "sandbox", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": path},
    )


class Process(unittest.TestCase):
    def test_it_ends_when_its_standard_input_does(self):
        taken = sandboxes.started()
        port = taken.port
        taken.stop()
        process = in_process(f"--port={port}", "--until-eof")
        self.addCleanup(process.kill)
        until = time.monotonic() + PATIENCE
        while True:
            try:
                answer = requests.get(f"http://127.0.0.1:{port}/", timeout=PATIENCE)
                break
            except requests.ConnectionError:
                self.assertIsNone(process.poll(), process.stderr)
                self.assertLess(time.monotonic(), until)
        self.assertIn("Chưa có tin nào", answer.text)
        _out, errors = process.communicate(timeout=PATIENCE)
        self.assertEqual((process.returncode, errors), (0, ""))

    def test_a_port_that_is_taken_is_told(self):
        taken = sandboxes.started()
        self.addCleanup(taken.stop)
        process = in_process(f"--port={taken.port}")
        self.addCleanup(process.kill)
        _out, errors = process.communicate(timeout=PATIENCE)
        self.assertEqual(process.returncode, 1)
        self.assertIn(f"does not start on port {taken.port}", errors)


class Gateways(unittest.TestCase):
    def setUp(self):
        self.sandbox = sandboxes.started()
        self.addCleanup(self.sandbox.stop)
        self.box = self.sandbox.box

    def post(self, channel="sms", key="k", wrong="", **body):
        told = {"from": "DVC", "to": "84912345678", "text": "Xin chào"} | body
        data = json.dumps(told).encode()
        stamp = str(int(time.time()))
        headers = {
            "Authorization": f"Bearer {wrong or KEY}",
            "Idempotency-Key": key,
            "X-Timestamp": stamp,
            "X-Signature": signature(SECRET, stamp, data),
        }
        url = f"{self.sandbox.url()}/{channel}"
        return requests.post(url, data, headers=headers, timeout=PATIENCE)

    def test_a_key_that_comes_twice_is_counted_and_answered_alike(self):
        first, second = self.post(), self.post()
        self.assertEqual(first.json(), second.json())
        (message,) = self.box.newest()
        self.assertEqual(message.times, 2)
        self.assertEqual(self.post(key="other").status_code, 200)
        self.assertEqual(len(self.box.newest()), 2)

    def test_a_wrong_key_or_signature_is_refused(self):
        self.assertEqual(self.post(wrong="other").status_code, 401)
        answer = requests.post(
            f"{self.sandbox.url()}/sms",
            b"{}",
            headers={"Authorization": f"Bearer {KEY}"},
            timeout=PATIENCE,
        )
        self.assertEqual(answer.status_code, 401)
        self.assertEqual(self.box.newest(), [])

    def test_the_page_shows_texts_as_texts_and_finds_a_number(self):
        self.post(text="<script>alert(1)</script> https://a.example/x")
        self.post(key="other", to="84987654321")
        page = requests.get(self.sandbox.url(), {"q": "84912"}, timeout=PATIENCE)
        self.assertNotIn("<script>", page.text)
        self.assertIn('<a href="https://a.example/x"', page.text)
        self.assertNotIn("84987654321", page.text)
        self.assertIn("default-src 'self'", page.headers["Content-Security-Policy"])

    def test_another_site_cannot_steer_it(self):
        url = f"{self.sandbox.url()}/modes"
        form = {"channel": "sms", "mode": "fail"}
        elsewhere = {"Origin": "https://elsewhere.example"}
        answer = requests.post(url, form, headers=elsewhere, timeout=PATIENCE)
        self.assertEqual(answer.status_code, 403)
        self.assertEqual(self.post().status_code, 200)
        own = {"Origin": self.sandbox.url()}
        requests.post(url, form, headers=own, timeout=PATIENCE)
        self.assertEqual(self.post().status_code, 503)

    def test_the_mail_server_keeps_a_mail(self):
        with smtplib.SMTP(
            "127.0.0.1", self.sandbox.port + 1, timeout=PATIENCE
        ) as server:
            server.sendmail(
                "a@mau.example",
                ["b@mau.example"],
                "Subject: Chao\r\nMessage-ID: <1@mau.example>\r\n\r\nXin chao\r\n",
            )
        (message,) = self.box.newest()
        self.assertEqual(
            (message.recipient, message.key), ("b@mau.example", "<1@mau.example>")
        )


if __name__ == "__main__":
    unittest.main()
