"""A mail server that keeps what it gets. Nothing leaves this machine."""

from aiosmtpd.controller import Controller
from email import message_from_bytes
from email.policy import default


class Handler:
    """Speaks as a mail server does in each of the modes of `box`."""

    def __init__(self, box) -> None:
        self.box = box

    async def handle_DATA(self, server, session, envelope):
        mode = self.box.mode("email")
        if mode == "fail":
            return "451 Requested action aborted: try again later"
        if mode == "refuse":
            return "550 Requested action not taken: mailbox unavailable"
        letter = message_from_bytes(envelope.original_content, policy=default)
        body = letter.get_body(("plain", "html"))
        self.box.take(
            "email",
            str(letter["Message-ID"] or ""),
            ", ".join(envelope.rcpt_tos),
            str(letter["From"] or ""),
            str(letter["Subject"] or ""),
            "" if body is None else body.get_content().replace("\r\n", "\n"),
        )
        if mode == "drop":
            server.transport.abort()
            return None
        return "250 OK"


class Mail:
    """See `servers.Server`; the port after the sandbox's own."""

    title = "SMTP"

    def __init__(self, port: int, box) -> None:
        self.port = port + 1
        self.controller = Controller(
            Handler(box), hostname="127.0.0.1", port=self.port, decode_data=False
        )

    def start(self) -> None:
        self.controller.start()

    def stop(self) -> None:
        self.controller.stop(no_assert=True)

    def address(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"
