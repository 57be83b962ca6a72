"""`…/bien-nhan.pdf` and `…/giay-tiep-nhan.pdf`: documents made when somebody asks for them."""

from hanam.dvc import letters
from hanam.dvc import printing
from hanam.dvc.catalogue import lookup
from hanam.dvc.dossiers import facts
from hanam.dvc.dossiers import moment
from hanam.dvc.filing import declaration
from hanam.dvc.filing import receipt
from hanam.dvc.filing.after.part import Part
from hanam.dvc.i18n import _
from hanam.dvc.rules.vietnamese import short_date
from hanam.dvc.spoken import appointment
from hanam.dvc.spoken import decimal
from hanam.dvc.spoken import language
from hashlib import sha256
from pathlib import Path
from plone import api

import logging


FOLDER = Path(__file__).with_name("print")
MISSING = _(
    "□ stands for a character that this document cannot show; the page of the dossier has it."
)
BUSY = _("Many documents are being made at the moment. Try again in a minute.")
BROKEN = _(
    "This document cannot be made at the moment; those who run the portal were told. "
    "Everything it says stands on the page of the dossier."
)
KILO = 1024
logger = logging.getLogger(__name__)


class Printed(Part):
    """A PDF that only the applicant gets; nothing of it is kept."""

    template = ""
    filename = ""

    def __call__(self):
        response = self.request.response
        try:
            made = self.made()
        except printing.PrintingError as error:
            if not isinstance(error, printing.PrinterBusy):
                logger.error("%s.pdf was not made: %s", self.filename, error)
            response.setStatus(503)
            response.setHeader("Retry-After", "60")
            response.setHeader("Content-Type", "text/plain; charset=utf-8")
            return self.say(printing_trouble(error))
        response.setHeader("Content-Type", "application/pdf")
        response.setHeader("X-Content-Type-Options", "nosniff")
        name = f'inline; filename="{self.filename}-{self.row.code}.pdf"'
        response.setHeader("Content-Disposition", name)
        return made

    def made(self) -> bytes:
        return printing.pdf(self.template, self.data(), folder=FOLDER)

    def data(self) -> dict:
        return {
            "language": language(),
            "code": self.row.code,
            "missing_note": self.say(MISSING),
            "qr": printing.qr(self.secret_url),
            "qr_alt": self.say(_("QR code with the address of your dossier")),
        }

    def fact(self, label, value) -> dict:
        return {"label": self.say(label), "value": self.say(value or "")}


class ReceiptPdf(Printed):
    """What was filed, when, with whom, and what happens next."""

    template = "receipt.typ"
    filename = "bien-nhan"

    def data(self):
        return {
            **super().data(),
            "title": self.say(_("Receipt of an online filing")),
            "superior": "",
            "agency": self.filed_with(),
            "number_line": "",
            "dated": short_date(self.row.filed.date()),
            "code_label": self.say(_("Number of the dossier")),
            "facts": self.facts(),
            "qr_hint": self.say(
                _("Scan it to follow the dossier. Keep it to yourself.")
            ),
            "secret_label": self.say(_("Secret code:")),
            "secret": self.spelt_secret,
            "notice": self.say(
                _(
                    "This is not the acceptance yet: once the agency accepts the dossier, "
                    "you get the receipt with the appointment for the result (form 01)."
                )
            ),
            "next_title": self.say(_("What happens next")),
            "next": self.next(),
            "trace_title": self.say(_("How this date was computed")),
            "trace": receipt.accept_trace(self.dossier, self.request),
            "contact_title": self.say(_("Whom to turn to")),
            "contact": self.contact_rows(),
            "answers_title": self.say(_("What you declared")),
            "answers_head": [self.say(_("Question")), self.say(_("Answer"))],
            "answers": self.answers(),
            "papers_title": self.say(_("Papers filed")),
            "papers_head": [
                self.say(word)
                for word in (_("No."), _("Paper"), _("File"), _("Size"), "SHA-256")
            ],
            "papers": self.paper_rows(),
            "made": self.say(
                _(
                    "Made by the portal at ${time}.",
                    mapping={"time": appointment(moment.now())},
                )
            ),
        }

    def facts(self) -> list[dict]:
        row = self.row
        rows = [
            (_("Procedure"), row.procedure_title),
            (_("Filed at"), appointment(row.filed)),
            (_("Applicant"), row.applicant_name),
        ]
        if row.owner_name != row.applicant_name:
            rows.append((_("Owner of the dossier"), row.owner_name))
        if row.practice:
            rows.append((_("Practice"), _("This dossier is for practice only.")))
        return [self.fact(label, value) for label, value in rows]

    def next(self) -> list[str]:
        return [self.say(line) for line in receipt.next_lines(self.row)]

    def contact_rows(self) -> list[dict]:
        agency = self.contact
        rows = (
            []
            if agency is None
            else [
                (_("Agency"), agency.title),
                (_("Address"), agency.address),
                (_("Phone"), agency.phone),
            ]
        )
        rows.append((_("Hotline"), receipt.hotline()))
        return [self.fact(label, value) for label, value in rows if value]

    def answers(self) -> list[list[str]]:
        procedure = facts.procedure_of(self.dossier)
        form = None if procedure is None else lookup.declaration(procedure)
        if form is None:
            return []
        shown = declaration.display(
            declaration.fields_of(form, self.dossier.declaration),
            self.dossier.data,
            declaration.facts_of(self.dossier),
        )
        return [[self.say(label), self.say(text)] for label, text in shown if text]

    def paper_rows(self) -> list[list[str]]:
        """What was filed: no., component, file, size, digest."""
        papers = [paper for paper in self.dossier.papers if not paper.round]
        return [
            [
                str(number),
                paper.title or paper.filename,
                paper.filename or self.sheets(paper),
                size(paper.size) if paper.size else "",
                digest(paper),
            ]
            for number, paper in enumerate(papers, 1)
        ]

    def sheets(self, paper) -> str:
        numbers = {"originals": paper.originals, "copies": paper.copies}
        return self.say(
            _("Originals: ${originals}, copies: ${copies}", mapping=numbers)
        )


class Form01Pdf(Printed):
    """The receipt with the appointment, once the dossier is accepted."""

    filename = "giay-tiep-nhan"

    def __call__(self):
        if self.dossier.received is None:
            api.portal.show_message(
                _("There is a receipt only once the dossier is accepted."),
                self.request,
                type="warning",
            )
            return self.go(self.url)
        return super().__call__()

    def made(self) -> bytes:
        """Form 01 with the secret: who asks for it has proved to be the applicant."""
        return letters.make("01", self.dossier, facts={"secret": True})


def printing_trouble(error):
    """What a reader is told instead of a document."""
    return BUSY if isinstance(error, printing.PrinterBusy) else BROKEN


def size(number: int) -> str:
    """A size in bytes for a reader: "340 KB", "1,5 MB"."""
    if number < KILO * KILO:
        return f"{max(round(number / KILO), 1)} KB"
    return decimal(f"{number / KILO / KILO:.1f} MB")


def digest(paper) -> str:
    """SHA-256 of a paper's file; "" where only sheets were handed in."""
    if paper.file is None:
        return ""
    found = sha256()
    with paper.file.open() as file:
        while block := file.read(KILO * KILO):
            found.update(block)
    return found.hexdigest()
