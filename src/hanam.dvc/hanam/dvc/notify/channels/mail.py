"""E-mail over SMTP.

The message has a Message-ID made of its id, the same at every try. SMTP knows no key against
doubles: where the server's OK is lost, or this process is killed before it has noted it, the
message goes out once more under the same Message-ID, and the mailbox may show one or two.
"""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate
from hanam.dvc.i18n import _
from hanam.dvc.notify.channels.base import AGAIN
from hanam.dvc.notify.channels.base import DOWN
from hanam.dvc.notify.channels.base import masked_email
from hanam.dvc.notify.channels.base import Outcome
from hanam.dvc.notify.channels.base import Outgoing
from hanam.dvc.notify.channels.base import REFUSED
from hanam.dvc.notify.channels.base import TAKEN
from hanam.dvc.notify.settings import resolved
from hanam.dvc.notify.settings import SANDBOX
from hanam.dvc.rules import identity
from hanam.dvc.rules.message_text import one_line
from plone.registry.interfaces import IRegistry
from urllib.parse import urlsplit
from zope.component import queryUtility

import contextlib
import re
import smtplib
import ssl


QUOTED = re.compile(r"[()<>\[\]:;@\\,.\"]+")
PERMANENT = range(500, 600)
# Our own account or sender is refused, not the message: an administrator has to look.
OURS = (530, 534, 535, 538)


class Email:
    """See `base.Channel`."""

    id = "email"
    title = _("E-mail")

    def address(self, to) -> str:
        try:
            return identity.email(to.email)
        except identity.Invalid:
            return ""

    def masked(self, address: str) -> str:
        return masked_email(address)

    def open(self, settings, callback=""):
        return Mailer(server_of(settings), settings)


def server_of(settings) -> dict:
    """Host, port, security, user, password and sender: our own, or Plone's."""
    if settings.smtp_host.startswith(SANDBOX):
        port = urlsplit(resolved(SANDBOX)).port + 1
        found = {"host": "127.0.0.1", "port": port, "security": "none"}
    elif settings.smtp_host:
        found = {
            "host": settings.smtp_host,
            "port": settings.smtp_port,
            "security": settings.smtp_security,
            "user": settings.smtp_user,
            "password": settings.smtp_password,
        }
    else:
        found = of_plone()
    sender = settings.email_sender or record("plone.email_from_address")
    name = settings.email_name or record("plone.email_from_name")
    return {"user": "", "password": ""} | found | {"sender": sender, "name": name}


def of_plone() -> dict:
    return {
        "host": record("plone.smtp_host") or "localhost",
        "port": record("plone.smtp_port") or 25,
        # Plone's MailHost encrypts where the server offers it.
        "security": "offered",
        "user": record("plone.smtp_userid"),
        "password": record("plone.smtp_pass"),
    }


def record(name: str):
    registry = queryUtility(IRegistry)
    return (None if registry is None else registry.get(name)) or ""


class Mailer:
    """One connection for as many messages as it lives; a new one after a failure."""

    def __init__(self, server: dict, settings) -> None:
        self.server = server
        self.timeout = settings.email_timeout
        self.connection = None

    def send(self, message: Outgoing) -> Outcome:
        if not self.server["sender"]:
            return Outcome(DOWN, error="no sender address is set")
        try:
            letter = self.letter(message)
        except ValueError:
            return Outcome(REFUSED, error="the address cannot be written in a header")
        try:
            self.connect()
        except smtplib.SMTPResponseException as error:
            self.close()
            return Outcome(DOWN, error=said(error.smtp_code, error.smtp_error, message))
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return Outcome(DOWN, error=type(error).__name__)
        return self.hand_over(letter, message)

    def hand_over(self, letter, message) -> Outcome:
        try:
            self.connection.send_message(letter)
        except smtplib.SMTPRecipientsRefused as error:
            code, words = next(iter(error.recipients.values()))
            kind = REFUSED if code in PERMANENT else AGAIN
            self.reset()
            return Outcome(kind, error=said(code, words, message))
        except smtplib.SMTPResponseException as error:
            code = error.smtp_code
            final = code in PERMANENT and code not in OURS
            sender = isinstance(error, smtplib.SMTPSenderRefused)
            self.close()
            kind = REFUSED if final and not sender else AGAIN
            return Outcome(kind, error=said(code, error.smtp_error, message))
        except (OSError, smtplib.SMTPException) as error:
            # The server may have taken it or not; the Message-ID stays the same.
            self.close()
            return Outcome(AGAIN, error=type(error).__name__)
        return Outcome(TAKEN, external=letter["Message-ID"])

    def connect(self) -> None:
        if self.connection is not None:
            return
        server = self.server
        options = {"timeout": self.timeout}
        if server["security"] == "tls":
            self.connection = smtplib.SMTP_SSL(
                server["host"],
                server["port"],
                context=ssl.create_default_context(),
                **options,
            )
        else:
            self.connection = smtplib.SMTP(server["host"], server["port"], **options)
        offered = self.connection.ehlo() and self.connection.has_extn("starttls")
        if server["security"] == "starttls" or (
            server["security"] == "offered" and offered
        ):
            self.connection.starttls(context=ssl.create_default_context())
            self.connection.ehlo()
        if server["user"]:
            self.connection.login(server["user"], server["password"])

    def letter(self, message: Outgoing) -> EmailMessage:
        """The e-mail: plain text in UTF-8. Raises ValueError for an address it cannot hold."""
        sender = self.server["sender"]
        letter = EmailMessage(policy=SMTP)
        letter["From"] = Address(display_name(self.server["name"]), addr_spec=sender)
        letter["To"] = Address(addr_spec=message.recipient)
        letter["Subject"] = one_line(message.subject)
        letter["Date"] = formatdate(localtime=True)
        domain = sender.rpartition("@")[2]
        letter["Message-ID"] = f"<{message.id}@{domain}>"
        # No automatic answer (RFC 3834).
        letter["Auto-Submitted"] = "auto-generated"
        if message.unsubscribe:
            letter["List-Unsubscribe"] = f"<{message.unsubscribe}>"
            letter["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        letter["Content-Language"] = message.language
        letter.set_content(message.text + "\n")
        return letter

    def reset(self) -> None:
        try:
            self.connection.rset()
        except (OSError, smtplib.SMTPException):
            self.close()

    def close(self) -> None:
        connection, self.connection = self.connection, None
        if connection is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                connection.quit()
            connection.close()


def display_name(name: str) -> str:
    """A name without what would have to be quoted: Python folds such names wrongly."""
    return one_line(QUOTED.sub(" ", name))


def said(code, words, message) -> str:
    """What the server answered, without the address."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    text = one_line(text).replace(message.recipient, masked_email(message.recipient))
    return f"{code} {text}"
