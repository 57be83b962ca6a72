"""What stand-ins that speak HTTP share: how they listen, read a body and answer."""

from http.server import BaseHTTPRequestHandler
from http.server import ThreadingHTTPServer
from threading import Thread

import contextlib
import json
import sys


class HttpHandler(BaseHTTPRequestHandler):
    """One request; a body longer than ``largest`` bytes is refused."""

    protocol_version = "HTTP/1.1"
    timeout = 30
    largest = 100_000
    json_type = "application/json"

    def log_message(self, *arguments) -> None:
        """Codes, PINs, addresses and texts belong into no log."""

    def body(self) -> bytes | None:
        """What was sent; None where it is too large, which is answered then."""
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > self.largest:
            self.close_connection = True
            self.answer(413, {"error": "too large"})
            return None
        return self.rfile.read(int(length))

    def answer(self, status: int, told, headers=None) -> None:
        """A JSON answer."""
        body = json.dumps(told, ensure_ascii=False).encode()
        self.send(status, body, self.json_type, headers)

    def send(self, status: int, body: bytes, kind: str, headers=None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        # Who asked may have hung up meanwhile.
        with contextlib.suppress(ConnectionError):
            self.end_headers()
            self.wfile.write(body)


class Listener(ThreadingHTTPServer):
    """Quiet about those who hang up."""

    daemon_threads = True

    def handle_error(self, request, client_address) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class HttpServer:
    """See `servers.Server`: a thread that listens on 127.0.0.1, port 0 for any free one."""

    def listen(self, handler: type[HttpHandler], port: int, **shared) -> None:
        """Take the port; ``shared`` are attributes of the handler of each request."""
        kind = type(f"{handler.__name__}OfThis", (handler,), shared)
        self.server = Listener(("127.0.0.1", port), kind)
        self.port = self.server.server_address[1]
        self.thread = Thread(target=self.server.serve_forever, daemon=True)

    def start(self) -> None:
        self.thread.start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"
