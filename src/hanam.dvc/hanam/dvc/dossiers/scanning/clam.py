"""Asking clamd about a file: the bytes go over the socket, nothing is left on a disk."""

from clamd import ClamdError
from clamd import ClamdNetworkSocket
from clamd import ConnectionError as NotReached
from dataclasses import dataclass
from typing import BinaryIO

import logging
import socket
import struct


logger = logging.getLogger("hanam.dvc.papers")
CLEAN, INFECTED, UNKNOWN = "clean", "infected", "unknown"
CHUNK = 2**16


@dataclass(frozen=True)
class Verdict:
    """``state``: clean, infected (with the name of the ``signature``) or unknown, where
    clamd gave no answer."""

    state: str
    signature: str = ""


class Scanner(ClamdNetworkSocket):
    """A client that bounds every wait, and sends each piece whole."""

    def __init__(self, address: str, timeout: float):
        super().__init__(timeout=timeout)
        self.address = address

    def _init_socket(self):
        try:
            self.clamd_socket = connect(self.address, self.timeout)
        except (OSError, ValueError) as error:
            raise NotReached(str(error)) from error

    def send(self, file: BinaryIO) -> str:
        """clamd's answer to the bytes of a file."""
        self._init_socket()
        try:
            try:
                self.clamd_socket.sendall(b"nINSTREAM\n")
                while piece := file.read(CHUNK):
                    self.clamd_socket.sendall(struct.pack("!L", len(piece)) + piece)
                self.clamd_socket.sendall(struct.pack("!L", 0))
            except OSError:
                # It closes as soon as it has heard enough, and may have said why.
                return self._recv_response()
            return self._recv_response()
        finally:
            self._close_socket()


def connect(address: str, timeout: float) -> socket.socket:
    """A connection to `unix:<path>` or `<host>:<port>`."""
    if address.startswith("unix:"):
        found = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        found.settimeout(timeout)
        try:
            found.connect(address.removeprefix("unix:"))
        except OSError:
            found.close()
            raise
        return found
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout)


def scan(file: BinaryIO, address: str, timeout: float) -> Verdict:
    """What clamd says of the bytes in ``file``; unknown if it does not answer."""
    scanner = Scanner(address, timeout)
    try:
        answer = scanner.send(file)
        if not answer:
            raise NotReached("no answer")
        _name, signature, state = scanner._parse_response(answer)
    except (ClamdError, OSError) as error:
        logger.warning("clamd gave no verdict: %s", error)
        return Verdict(UNKNOWN)
    if state == "FOUND":
        return Verdict(INFECTED, signature or "?")
    if state == "OK":
        return Verdict(CLEAN)
    logger.warning("clamd gave no verdict: %s", answer)
    return Verdict(UNKNOWN)
