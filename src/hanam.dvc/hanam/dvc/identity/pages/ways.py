"""The ways in that a page offers: links to the others, buttons of the providers."""

from hanam.dvc.i18n import _
from hanam.dvc.identity.codes import language_of_reader
from hanam.dvc.identity.openid.providers import every
from hanam.dvc.identity.settings import value
from hanam.dvc.notify import queue


LINKS = (
    ("dang-nhap-bang-ma", "code", _("Log in by a code, without a password")),
    ("dang-ky", "register", _("Make an account")),
    ("quen-mat-khau", "reset", _("Forgot the password?")),
    ("login", "login", _("Log in with a password")),
)


def can_send() -> bool:
    """Whether the portal can send a code to anybody at all."""
    anybody = queue.To(email="a@vi-du.example", phone="0900000000")
    return bool(queue.usable(anybody))


def links(page, but: str) -> list[dict]:
    """The other pages that can be used now."""
    found = []
    for name, key, label in LINKS:
        if key == but or (key != "login" and not can_send()):
            continue
        if key == "register" and not value("registration"):
            continue
        found.append({"url": page.with_back(name), "label": label})
    return found


def providers(page) -> list[dict]:
    """The links to the OpenID Connect providers: {url, label}."""
    language = language_of_reader()
    return [
        {
            "url": page.with_back(f"dang-nhap-quoc-gia/{one.key}"),
            "label": one.title_in(language),
        }
        for one in every()
    ]
