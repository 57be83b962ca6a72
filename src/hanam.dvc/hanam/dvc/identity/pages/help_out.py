"""`/@@dvc-accounts`: an administrator helps somebody who does not get in any more.

Found by the exact contact or account name only: nobody leafs through citizens here.
"""

from hanam.dvc.i18n import _
from hanam.dvc.identity import accounts
from hanam.dvc.identity import entering
from hanam.dvc.identity import hold
from hanam.dvc.identity.forms import Button
from hanam.dvc.identity.forms import Field
from hanam.dvc.identity.forms import FormPage
from hanam.dvc.identity.forms import user_id
from hanam.dvc.register import accounts as store
from hanam.dvc.register import second_factors
from plone import api

import logging


log = logging.getLogger(__name__)
UNKNOWN = _("There is no account of exactly this name.")


class HelpOut(FormPage):
    """The name of the account, and what is done for it."""

    name = "@@dvc-accounts"
    page_title = heading = _("Help somebody who cannot log in")
    lead = _(
        "Check first who stands before you. Enter the exact phone, e-mail or account name."
    )
    is_error = False

    def post(self):
        found = self.found()
        if not found:
            return self.again("account", UNKNOWN)
        if self.going == "factor":
            second_factors.forget(found)
            hold.forgive(hold.of_user(found), sure=True)
            words = _("The second step of this account is off; the password is asked.")
        elif self.going == "hold":
            hold.forgive(hold.of_login(self.typed("account")), sure=True)
            hold.forgive(hold.of_user(found), sure=True)
            words = _("This account may try again at once.")
        else:
            store.next_epoch(found)
            second_factors.forget_devices(found)
            words = _("This account is logged out everywhere.")
        log.warning("%s helped the account %s: %s", user_id(), found, self.going)
        api.portal.show_message(words, self.request)
        return self.go(self.url)

    def found(self) -> str:
        """The user id of the account named, or ""."""
        typed = self.typed("account")
        row = accounts.find(typed)
        if row is not None:
            return row.user_id
        user = entering.user_of(typed) if typed else None
        return user.getId() if user is not None else ""

    def fields(self):
        label = _("Phone, e-mail or account name")
        return [Field("account", label, autocomplete="off")]

    def buttons(self):
        return [
            Button("factor", _("Take the second step away"), "btn btn-secondary"),
            Button("hold", _("Let it try again at once"), "btn btn-secondary"),
            Button("everywhere", _("Log it out everywhere"), "btn btn-secondary"),
        ]
