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
from http.server import BaseHTTPRequestHandler
from http.server import ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs
from urllib.parse import urlsplit

import contextlib
import json
import socket
import sys


LARGEST = 1_000_000
KEY = "sandbox-key"
SECRET = "sandbox-secret"  # noqa: S105


class Handler(BaseHTTPRequestHandler):
    """One request; `box` and `reports` are set by `Gateways`."""

    box = reports = None
    protocol_version = "HTTP/1.1"
    timeout = 30

    def log_message(self, *arguments) -> None:
        """Addresses and texts belong into no log."""

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
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > LARGEST:
            self.answer(413, {"error": "too large"})
            self.close_connection = True
            return
        body = self.rfile.read(int(length))
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

    def answer(self, status: int, told, headers=None) -> None:
        body = json.dumps(told, ensure_ascii=False).encode()
        self.send(status, body, "application/json; charset=utf-8", headers)

    def html(self, text: str) -> None:
        policy = {"Content-Security-Policy": "default-src 'self'"}
        self.send(200, text.encode(), "text/html; charset=utf-8", policy)

    def send(self, status, body, kind, headers=None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        # Who asked may have hung up meanwhile.
        with contextlib.suppress(ConnectionError):
            self.end_headers()
            self.wfile.write(body)


class Server(ThreadingHTTPServer):
    """Quiet about those who hang up."""

    daemon_threads = True

    def handle_error(self, request, client_address) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Gateways:
    """See `servers.Server`; on the sandbox's own port."""

    title = "SMS, Zalo"

    def __init__(self, port: int, box) -> None:
        self.reports = Reports(SECRET)
        shared = {"box": box, "reports": self.reports}
        handler = type("OfThisBox", (Handler,), shared)
        self.server = Server(("127.0.0.1", port), handler)
        self.port = self.server.server_address[1]
        self.thread = Thread(target=self.server.serve_forever, daemon=True)

    def start(self) -> None:
        self.thread.start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.reports.stop()

    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"
