"""Gateways for SMS and Zalo as operators have them, and a page with all that was "sent".

POST /sms, /zalo     key, signature, Idempotency-Key; answers {"id": …}
GET  /               the messages; ?q= finds a phone number or a word
GET  /messages.json  the same for programs
POST /modes          channel, mode (see `box.MODES`), times
"""

from hanam.dvc.sandbox import page
from hanam.dvc.sandbox import signing
from hanam.dvc.sandbox.box import CHANNELS
from hanam.dvc.sandbox.box import MODES
from hanam.dvc.sandbox.reports import Reports
from hanam.dvc.sandbox.serving import HttpHandler
from hanam.dvc.sandbox.serving import HttpServer
from urllib.parse import parse_qs
from urllib.parse import urlsplit

import json
import socket


KEY = "sandbox-key"
SECRET = "sandbox-secret"  # noqa: S105


class Handler(HttpHandler):
    """One request; `box` and `reports` are set by `Gateways`."""

    box = reports = None
    largest = 1_000_000
    json_type = "application/json; charset=utf-8"

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        asked = parse_qs(url.query).get("q", [""])[0]
        if url.path == "/messages.json":
            self.answer(200, page.as_data(self.box.newest(asked)))
        elif url.path == "/":
            self.html(page.messages(self.box, asked))
        elif url.path == "/page.css":
            self.send(200, page.CSS.encode(), "text/css; charset=utf-8")
        else:
            self.answer(404, {"error": "not found"})

    def do_POST(self) -> None:
        body = self.body()
        if body is None:
            return
        path = urlsplit(self.path).path
        if path == "/modes":
            self.modes(body)
        elif path in ("/sms", "/zalo"):
            self.gateway(path[1:], body)
        else:
            self.answer(404, {"error": "not found"})

    def modes(self, body: bytes) -> None:
        # Only from our own page: another site must not steer this one.
        origin = self.headers.get("Origin")
        if origin and urlsplit(origin).netloc != self.headers.get("Host"):
            self.answer(403, {"error": "from elsewhere"})
            return
        form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        channel, mode = form.get("channel"), form.get("mode")
        times = form.get("times", "0")
        if channel not in CHANNELS or mode not in MODES or not times.isdigit():
            self.answer(400, {"error": "unknown"})
            return
        self.box.behave(channel, mode, int(times))
        self.send_response(303)
        self.send_header("Location", "/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def gateway(self, channel: str, body: bytes) -> None:
        mode = self.box.mode(channel)
        if mode == "fail":
            self.answer(503, {"error": "busy"}, {"Retry-After": "1"})
            return
        if self.headers.get("Authorization") != f"Bearer {KEY}":
            self.answer(401, {"error": "wrong key"})
            return
        stamp = self.headers.get("X-Timestamp", "")
        signed = self.headers.get("X-Signature", "")
        if not signing.is_signed(SECRET, stamp, signed, body):
            self.answer(401, {"error": "wrong signature"})
            return
        if mode == "refuse":
            self.answer(422, {"error": "no such subscriber"})
            return
        told = json.loads(body)
        text = told["text"] if channel == "sms" else told["message"]["text"]
        message = self.box.take(
            channel,
            self.headers["Idempotency-Key"],
            told["to"] if channel == "sms" else told["phone"],
            told["from"] if channel == "sms" else told["oa_id"],
            "",
            text,
        )
        if mode == "drop":
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True
            return
        self.answer(200, {"id": message.number, "status": "accepted"})
        if told.get("callback") and message.times == 1:
            self.reports.send(told["callback"], message, mode != "lost")

    def html(self, text: str) -> None:
        policy = {"Content-Security-Policy": "default-src 'self'"}
        self.send(200, text.encode(), "text/html; charset=utf-8", policy)


class Gateways(HttpServer):
    """See `servers.Server`; on the sandbox's own port."""

    title = "SMS, Zalo"

    def __init__(self, port: int, box) -> None:
        self.reports = Reports(SECRET)
        self.listen(Handler, port, box=box, reports=self.reports)

    def stop(self) -> None:
        super().stop()
        self.reports.stop()
