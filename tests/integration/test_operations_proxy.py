"""Behind nginx on the same machine an address is that of who asks, not that of nginx."""

from pathlib import Path
from unittest.mock import patch
from Zope2.Startup.options import ZopeWSGIOptions
from ZPublisher import HTTPRequest
from ZPublisher.HTTPResponse import HTTPResponse

import io
import os
import tempfile
import unittest


HOME = Path(__file__).parents[2]
ASKED = {
    "SERVER_NAME": "dvc.example",
    "SERVER_PORT": "80",
    "REQUEST_METHOD": "GET",
    "HTTP_X_FORWARDED_FOR": "203.0.113.7",
}


def trusted(name: str) -> list[str]:
    """The proxies that a configuration of ours trusts."""
    with tempfile.TemporaryDirectory() as var:
        values = {"DVC_HOME": str(HOME), "DVC_VAR": var}
        values |= {"DVC_BLOBS": var, "DVC_ZODB_DSN": "dbname=none"}
        with patch.dict(os.environ, values):
            path = HOME / "instance" / "etc" / f"{name}.conf"
            return ZopeWSGIOptions(configfile=str(path))().configroot.trusted_proxies


class Proxy(unittest.TestCase):
    def address(self, proxies, remote):
        with patch.object(HTTPRequest, "trusted_proxies", proxies):
            environ = ASKED | {"REMOTE_ADDR": remote}
            request = HTTPRequest.HTTPRequest(io.BytesIO(), environ, HTTPResponse())
            return request.getClientAddr()

    def test_nginx_beside_the_processes_is_believed_and_nobody_else(self):
        for name in ("zope", "cluster"):
            found = trusted(name)
            with self.subTest(name=name):
                self.assertEqual(self.address(found, "127.0.0.1"), "203.0.113.7")
                self.assertEqual(self.address(found, "::1"), "203.0.113.7")
                self.assertEqual(self.address(found, "198.51.100.9"), "198.51.100.9")


if __name__ == "__main__":
    unittest.main()
