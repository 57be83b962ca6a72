"""`…/bien-nhan.pdf` and `…/giay-tiep-nhan.pdf`: documents made when somebody asks for them."""

from hanam.dvc import printing
from hanam.dvc.catalogue import lookup
from hanam.dvc.dossiers import facts
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers.form01 import Form01
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


FOLDER = Path(__file__).with_name("print")
MISSING = _(
    "□ stands for a character that this document cannot show; the page of the dossier has it."
)
BUSY = _("Many documents are being made at the moment. Try again in a minute.")
KILO = 1024


class Printed(Part):
    """A PDF that only the applicant gets; nothing of it is kept."""

    template = ""
    filename = ""

    def __call__(self):
        data = self.data()
        response = self.request.response
        try:
            made = printing.pdf(self.template, data, folder=FOLDER)
        except printing.PrinterBusy:
            response.setStatus(503)
            response.setHeader("Retry-After", "60")
            response.setHeader("Content-Type", "text/plain; charset=utf-8")
            return self.say(BUSY)
        response.setHeader("Content-Type", "application/pdf")
        response.setHeader("X-Content-Type-Options", "nosniff")
        name = f'inline; filename="{self.filename}-{data["code"]}.pdf"'
        response.setHeader("Content-Disposition", name)
        return made

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

    template = "form01.typ"
    filename = "giay-tiep-nhan"

    def __init__(self, track):
        super().__init__(track)
        self.form = Form(self.dossier, self.request)

    def __call__(self):
        if self.dossier.received is None:
            api.portal.show_message(
                _("There is a receipt only once the dossier is accepted."),
                self.request,
                type="warning",
            )
            return self.go(self.url)
        return super().__call__()

    def data(self):
        form = self.form
        due = form.due()
        last = _("5. Result to be returned: you will be told when.")
        place = f"{form.place()}, " if form.place() else ""
        return {
            **super().data(),
            "title": self.say(_("Receipt of a dossier and appointment for its result")),
            "superior": form.superior(),
            "agency": form.agency_title(),
            "office": self.say(_("Reception and result office")),
            "number_line": self.say(_("No.: ${code}", mapping={"code": self.row.code})),
            "dated": place + form.dated(),
            "facts": self.facts(),
            "papers_title": self.say(_("1. Papers handed in:")),
            "papers_head": [
                self.say(word)
                for word in (_("No."), _("Paper"), _("Originals"), _("Copies"))
            ],
            "papers": [
                [
                    str(row["no"]),
                    row["title"],
                    str(row["originals"] or ""),
                    str(row["copies"] or ""),
                ]
                for row in form.papers()
            ],
            "lines": [
                self.say(_("2. Number of dossiers: 01 (set)")),
                f"{self.say(_('3. Time limit by law:'))} {form.limit()}",
                f"{self.say(_('4. Received at:'))} {form.received()}",
                f"{self.say(_('5. Result to be returned at:'))} {due}"
                if due
                else self.say(last),
                *filter(None, [form.extended()]),
                f"{self.say(_('6. The result is received:'))} {form.result_by()}",
            ],
            "practice": self.say(
                _("Practice only: this dossier is not a real one.")
                if self.row.practice
                else ""
            ),
            "signers": [
                self.signer(_("Who handed it in"), self.dossier.applicant["name"]),
                self.signer(_("Who received it here"), form.clerk()),
            ],
        }

    def facts(self) -> list[dict]:
        person = self.form.person()
        rows = [
            (_("Received the dossier of (Mr/Ms, organisation)"), person["name"]),
            (_("Handed in by"), self.form.submitter()),
            (_("Address"), person["address"]),
            (_("Phone"), person["phone"]),
            (_("E-mail"), person["email"]),
            (_("Identity card, passport or tax code"), person["number"]),
            (_("Requested"), self.row.procedure_title),
        ]
        if not self.form.submitter():
            del rows[1]
        return [self.fact(label, value) for label, value in rows]

    def signer(self, title, name) -> dict:
        hint = _("(signature and full name)")
        return {"title": self.say(title), "hint": self.say(hint), "name": name}


class Form(Form01):
    """Form 01 of one dossier, to be read."""

    def __init__(self, context, request):
        self.context, self.request = context, request


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
