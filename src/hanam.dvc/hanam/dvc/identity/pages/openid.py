"""`/dang-nhap-quoc-gia/<provider>[/ve | /noi]`: to the provider, back from it, and joining."""

from hanam.dvc.i18n import _
from hanam.dvc.identity import browser
from hanam.dvc.identity import codes
from hanam.dvc.identity import entering
from hanam.dvc.identity import forms
from hanam.dvc.identity import underway
from hanam.dvc.identity.forms import Button
from hanam.dvc.identity.forms import code_field
from hanam.dvc.identity.openid import client
from hanam.dvc.identity.openid import joining
from hanam.dvc.identity.openid import providers
from hanam.dvc.identity.openid.client import Identity
from hanam.dvc.identity.openid.discovery import Unavailable
from hanam.dvc.identity.pages import ways
from hanam.dvc.paths import Below
from hanam.dvc.register import accounts as store
from plone import api
from plone.protect import CheckAuthenticator
from plone.protect.interfaces import IDisableCSRFProtection
from zExceptions import NotFound
from zope.interface import alsoProvides

import logging


log = logging.getLogger(__name__)
UNDER_WAY, FIRST, SESSION = "openid", "openid-first", "openid-session"
JOIN = "openid-join"
DOWN = _(
    "The login of ${provider} does not answer now. Use another way to log in, or try "
    "again later: nothing you have typed is lost."
)
REFUSED = _(
    "You have not logged in at ${provider}. You may try again or go another way."
)
NOT_TRUSTED = _(
    "This login cannot be completed: it was begun in another browser, was used already "
    "or took too long. Please begin again."
)
TAKEN = _(
    "This login belongs to another account that holds dossiers. Log in with it, or ask "
    "the one-stop shop to help you."
)
WRONG = _(
    "The code is not right, or it can no longer be used. Look at the latest message, or "
    "press “Send a new code”."
)
MANY = _("Too many codes were asked for. Try again in ${minutes} minutes.")
EMPTY = _("Enter the 6 digits of the code that was sent to you.")


class OpenId(Below, forms.FormPage):
    """The path behind the view is the provider's key and the part of the way."""

    longest_path = 2
    name = "dang-nhap-quoc-gia"

    def __call__(self):
        forms.keep_private(self.request.response)
        self.provider = providers.get(self.path[0]) if self.path else None
        part = self.path[1] if len(self.path) > 1 else ""
        ways_here = {"": self.leave, "ve": self.come_back, "noi": self.first_time}
        if self.provider is None or part not in ways_here:
            raise NotFound(self.request.getURL())
        return ways_here[part]()

    @property
    def url(self) -> str:
        return f"{self.portal_url}/{self.name}/{self.provider.key}/noi"

    @property
    def callback(self) -> str:
        return f"{self.portal_url}/{self.name}/{self.provider.key}/ve"

    @property
    def title(self) -> str:
        return self.provider.title_in(codes.language_of_reader())

    # -- to the provider

    def leave(self):
        """Off to the provider; a signed-in user joins it to the account, with a token."""
        user = forms.user_id()
        if user:
            CheckAuthenticator(self.request)
        try:
            url, kept = client.begin(self.provider, self.callback)
        except Unavailable as error:
            return self.fail(503, DOWN, str(error))
        state = {"key": self.provider.key, "back": self.back, "user": user, **kept}
        underway.put(self.request, UNDER_WAY, state, minutes=15)
        alsoProvides(self.request, IDisableCSRFProtection)
        return self.go(url)

    # -- back from it

    def come_back(self):
        """The answer of the provider; each login that was begun is answered once."""
        kept = underway.get(self.request, UNDER_WAY)
        if not kept or kept["key"] != self.provider.key:
            return self.fail(400, NOT_TRUSTED, "nothing under way")
        underway.end(self.request, UNDER_WAY)
        alsoProvides(self.request, IDisableCSRFProtection)
        answer = {
            name: self.typed(name, 4000) for name in ("state", "code", "iss", "error")
        }
        try:
            who = client.finish(self.provider, self.callback, kept, answer)
            return self.let_in(who, kept)
        except client.Refused:
            return self.fail(403, REFUSED, "refused")
        except client.NotTrusted as error:
            return self.fail(400, NOT_TRUSTED, str(error))
        except Unavailable as error:
            return self.fail(503, DOWN, str(error))
        except joining.Taken:
            return self.fail(409, TAKEN, "taken")

    def let_in(self, who: Identity, kept: dict):
        user = forms.user_id()
        if kept["user"]:
            if user != kept["user"]:
                raise client.NotTrusted("another user meanwhile")
            joining.join(who, user)
            words = _("${provider} now opens your account.", mapping=self.named)
            api.portal.show_message(words, self.request)
            return self.go(f"{self.portal_url}/bao-mat")
        known = joining.known(who)
        if known:
            joining.join(who, known)
            return self.enter(known, who, kept["back"])
        if joining.candidate(who) is not None:
            state = {"back": kept["back"], "who": as_dict(who)}
            underway.put(self.request, FIRST, state)
            return self.go(self.url)
        return self.enter(joining.create(who), who, kept["back"])

    def enter(self, user: str, who: Identity, back: str):
        url = entering.enter(self.request, user, back)
        # What the provider wants to see when the session ends.
        told = {"key": self.provider.key, "token": who.token, "user": user}
        underway.put(self.request, SESSION, told, minutes=12 * 60)
        return self.go(url)

    @property
    def named(self) -> dict:
        return {"provider": self.title}

    def fail(self, status: int, message, reason: str):
        """A page that says what happened and offers the other ways in."""
        log.warning("login at %s failed: %s", self.provider.key, reason)
        self.request.response.setStatus(status)
        self.stage = "failed"
        self.problems = ({"field": "", "message": _(message, mapping=self.named)},)
        return self.index()

    # -- the first time, where an account here may be one's own

    stage = "first"

    def first_time(self):
        state = underway.get(self.request, FIRST)
        if not state:
            return self.go(f"{self.portal_url}/login")
        self.who = from_dict(state["who"])
        self.state = state
        self.contact = joining.candidate(self.who)
        if self.request.method != "POST":
            return self.offer()
        if not forms.is_genuine(self.context, self.request):
            return self.again("", forms.OLD_FORM)
        if self.going == "new" or self.contact is None:
            return self.end(joining.create(self.who))
        return self.send() if self.going == "resend" else self.check()

    def offer(self):
        if not self.state.get("challenge"):
            return self.send()
        return self.index()

    def send(self):
        try:
            challenge = codes.send(
                self.contact,
                JOIN,
                browser=browser.digest(browser.mark_of(self.request)),
                address=browser.address(self.request),
            )
        except codes.TooMany as error:
            return self.again("code", _(MANY, mapping={"minutes": error.minutes}))
        self.state = self.state | {"challenge": challenge}
        underway.put(self.request, FIRST, self.state)
        return self.go(self.url) if self.request.method == "POST" else self.index()

    def check(self):
        typed = self.typed("code", 30)
        if not codes.bare(typed):
            return self.again("code", EMPTY)
        mark = browser.digest(browser.mark_of(self.request))
        challenge = self.state.get("challenge", "")
        if not codes.check(challenge, typed, JOIN, browser=mark):
            return self.again("code", WRONG)
        user = store.by_login(self.contact.value).user_id
        joining.join(self.who, user)
        return self.end(user)

    def end(self, user: str):
        back = self.state["back"]
        underway.end(self.request, FIRST)
        return self.enter(user, self.who, back)

    # -- what is shown

    @property
    def page_title(self):
        if self.stage == "failed":
            return _("The login was not completed")
        return _("Is this account yours too?")

    heading = page_title

    @property
    def lead(self):
        if self.stage == "failed":
            return ""
        return _(
            "There is an account with ${contact}. If it is yours, enter the code that "
            "was sent there, and both ways open the same account.",
            mapping={"contact": self.contact.text},
        )

    def fields(self):
        return [code_field()]

    def buttons(self):
        if self.stage == "failed":
            return []
        return [
            Button("check", _("Join the accounts"), "btn btn-primary"),
            Button("resend", _("Send a new code")),
            Button("new", _("Not mine: make a new account")),
        ]

    def links(self):
        if self.stage != "failed":
            return []
        again = f"{self.portal_url}/{self.name}/{self.provider.key}"
        words = _("Try again: ${provider}", mapping=self.named)
        return [{"url": again, "label": words}, *ways.links(self, but="")]


def as_dict(who: Identity) -> dict:
    return {
        "issuer": who.issuer,
        "subject": who.subject,
        "facts": who.facts,
        "token": who.token,
    }


def from_dict(kept: dict) -> Identity:
    return Identity(kept["issuer"], kept["subject"], kept["facts"], kept["token"])
