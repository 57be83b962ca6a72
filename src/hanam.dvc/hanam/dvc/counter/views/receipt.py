"""`<dossier>/@@giay-tiep-nhan`: receipt and appointment, form 01 of TT 01/2018/TT-VPCP.

A page to be printed on A5; the same on screen, with a button to print it.
"""

from functools import cached_property
from hanam.dvc import printing
from hanam.dvc.counter import qr
from hanam.dvc.counter.desk import desk_of
from hanam.dvc.dossiers import reads
from hanam.dvc.dossiers import secrets
from hanam.dvc.dossiers.form01 import Form01
from hanam.dvc.i18n import _
from hanam.dvc.letters import numbers
from hanam.dvc.register import letters as register
from plone import api
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode


class Receipt(Form01, BrowserView):
    """Only a dossier that was accepted has one; others lead back to their page."""

    page_title = _("Receipt and appointment")
    template = ViewPageTemplateFile("../templates/receipt.pt")

    def __call__(self):
        response = self.request.response
        response.setHeader("Cache-Control", "private, no-store")
        response.setHeader("Referrer-Policy", "no-referrer")
        if self.context.received is None:
            message = _("There is a receipt only once the dossier is accepted.")
            api.portal.show_message(message, self.request, type="warning")
            response.redirect(self.context.absolute_url(), status=303)
            return ""
        reads.note(self.context, reads.PRINT)
        return self.template()

    @cached_property
    def secret(self) -> str:
        """The secret code, in groups, for who hands the receipt out or is the applicant."""
        user = api.user.get_current()
        is_clerk = desk_of().is_at(self.context.agency, "clerk")
        if not (is_clerk or user.getId() == self.context.filed_by):
            return ""
        return secrets.secret_of(self.context.code)

    def secret_in_groups(self) -> str:
        return "-".join(
            self.secret[at : at + 4] for at in range(0, len(self.secret), 4)
        )

    def number(self) -> str:
        """The number of the receipt, as its printed form bears it; "" without one."""
        rows = register.of_dossier(self.context.code, register.BOOK)
        return numbers.of_row(rows[0]) if rows else ""

    def track_url(self) -> str:
        parts = [api.portal.get().absolute_url(), "tra-cuu", self.context.code]
        return "/".join([*parts, self.secret] if self.secret else parts)

    def qr(self) -> str:
        return qr.svg(self.track_url())

    def bars(self) -> str:
        """The number as Code 128, for the scanners of the office."""
        return printing.code128(self.context.code)

    @property
    def just_received(self) -> bool:
        """Whether the clerk comes from the reception: it is printed at once, and the next
        one is received."""
        return self.request.form.get("in") == "1"

    def next_url(self) -> str:
        """The reception of the next dossier under the same procedure."""
        query = {
            "procedure": self.context.procedure_code,
            "agency": self.context.agency,
            "case": self.context.case,
        }
        return f"{api.portal.get().absolute_url()}/tiep-nhan?{urlencode(query)}"
