"""Receiving a paper dossier: what stands in the form."""

from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from hanam.dvc.catalogue import settings
from hanam.dvc.catalogue.papers import components
from hanam.dvc.counter import typed
from hanam.dvc.counter.finding import people
from hanam.dvc.dossiers import fitness
from hanam.dvc.dossiers import intake
from hanam.dvc.dossiers import joining
from hanam.dvc.dossiers import kinds
from hanam.dvc.dossiers.content import blank_person
from hanam.dvc.dossiers.inspection.errors import Unfit
from hanam.dvc.rules import identity
from hashlib import sha256

import re
import secrets


CHANNELS = ("counter", "post")
PICTURES = ("image/jpeg", "image/png")
LONGEST_NAME = 80
TEXTS = ("channel", "result_by", "note", "find", "why", "shelf", "posted", "reason")


@dataclass
class Sheet:
    """A component of the dossier as the clerk ticks it; ``sent`` are the digests of its files
    as they came, ``photos`` the papers that a phone has laid into the form's tray."""

    key: str
    title: str
    group: str
    required: bool
    given: bool = False
    originals: int = 0
    copies: int = 0
    scans: list = field(default_factory=list)
    sent: list = field(default_factory=list)
    photos: list = field(default_factory=list)

    @property
    def is_there(self) -> bool:
        return bool(self.given or self.scans or self.photos)

    def files(self) -> list[dict]:
        """What was chosen and photographed, {filename, data}; photos of it as one PDF."""
        photos = [
            {"filename": paper.filename, "data": paper.file.data}
            for paper in self.photos
        ]
        return joined(self, [*self.scans, *photos])

    def papers(self) -> list[intake.NewPaper]:
        """The sheets handed in, with the first scan; each further scan by itself."""
        if not self.is_there:
            return []
        # A paper that was only shown is one original that was seen.
        seen = 0 if self.originals or self.copies else 1
        first, *others = self.files() or [{}]
        return [
            intake.NewPaper(
                component=self.key,
                originals=self.originals + seen,
                copies=self.copies,
                **first,
            ),
            *(intake.NewPaper(component=self.key, **scan) for scan in others),
        ]


@dataclass
class Reception:
    """The form of the counter, filled in as far as it is."""

    procedure: object
    agency: str
    case: str = ""
    channel: str = "counter"
    result_by: str = "counter"
    applicant: dict = field(default_factory=blank_person)
    for_other: bool = False
    owner: dict = field(default_factory=blank_person)
    note: str = ""
    sheets: list = field(default_factory=list)
    find: str = ""
    why: str = ""
    shelf: str = ""
    posted: str = ""
    due: str = ""
    paid: str = ""
    paid_all: bool = False
    slip: str = ""
    reason: str = ""
    key: str = ""

    def filing(self, incomplete: bool = False) -> intake.Filing:
        """What `dossiers.intake` takes."""
        return intake.Filing(
            procedure=self.procedure,
            agency=self.agency,
            channel=self.channel,
            applicant=self.applicant,
            owner=self.owner if self.for_other else None,
            case=self.case,
            papers=[paper for sheet in self.sheets for paper in sheet.papers()],
            result_by=self.result_by,
            note=self.note,
            posted=self.posted_at,
            incomplete=incomplete,
        )

    @property
    def posted_at(self) -> datetime | None:
        """When it was handed to the post, of what came by post; ValueError for no time."""
        if self.channel != "post" or not self.posted:
            return None
        return datetime.fromisoformat(self.posted).replace(tzinfo=None)

    def fee(self) -> tuple[int | None, int] | None:
        """(due or None, received) in đồng; None where nothing was noted; ValueError for
        what is no amount."""
        due = amount(self.due) if self.due else None
        paid = due if self.paid_all and due else amount(self.paid)
        return None if due is None and not paid else (due, paid or 0)

    def missing(self) -> list[str]:
        """Titles of the required papers that were not handed in."""
        return [s.title for s in self.sheets if s.required and not s.is_there]

    def scans(self) -> list[str]:
        """Names of the scanned files."""
        return [scan["filename"] for sheet in self.sheets for scan in sheet.scans]


def new_key() -> str:
    """The mark of one form: sending it twice makes one dossier."""
    return secrets.token_urlsafe(18)


def blank(procedure, agency: str, case: str) -> Reception:
    """An empty form; the numbers of sheets are those the procedure asks for."""
    sheets = [
        Sheet(
            row["key"],
            row["title"],
            row["group"],
            row["required"],
            originals=row["originals"],
            copies=row["copies"],
        )
        for row in components(procedure, case)
    ]
    return Reception(procedure, agency, case, sheets=sheets, key=new_key())


def fill(blank: Reception, form, tray=None) -> Reception:
    """The form as it was sent; ``tray`` holds what a phone has sent to it."""
    for name in TEXTS:
        setattr(blank, name, typed.text(form, name))
    blank.due, blank.paid = (
        typed.text(form, "till.due"),
        typed.text(form, "till.received"),
    )
    blank.slip = typed.text(form, "till.slip")
    blank.paid_all = bool(form.get("till.all"))
    blank.applicant = typed.person(form, "applicant")
    blank.for_other = bool(form.get("for_other"))
    blank.owner = typed.person(form, "owner")
    blank.key = typed.text(form, "key") or blank.key
    for sheet in blank.sheets:
        read_sheet(sheet, form, tray)
    return blank


def read_sheet(sheet: Sheet, form, tray=None) -> None:
    """What was ticked, counted, scanned and photographed of a component."""
    name = f"papers.{sheet.key}"
    sheet.given = bool(form.get(name))
    sheet.originals = typed.number(form, f"{name}.originals")
    sheet.copies = typed.number(form, f"{name}.copies")
    sheet.scans = scans_of(form.get(f"{name}.scan"))
    sheet.sent = [sha256(scan["data"]).hexdigest() for scan in sheet.scans]
    if tray is not None:
        sheet.photos = tray.taken(sheet.key)
        sheet.sent += tray.digests(sheet.key)


def scans_of(uploads) -> list[dict]:
    """The files of an upload field, empty ones left out."""
    found = uploads if isinstance(uploads, list) else [uploads]
    scans = []
    for upload in found:
        name = getattr(upload, "filename", "")
        if name:
            upload.seek(0)
            scans.append({"filename": name, "data": upload.read()})
    return scans


def joined(sheet: Sheet, scans: list[dict]) -> list[dict]:
    """Several photos of one paper as one PDF, cleaned as every picture is; what cannot be
    joined stays as it is and is judged file by file."""
    pages, limits = [], settings.limits()
    for scan in scans if len(scans) > 1 else ():
        looked = fitness.look(scan["data"], scan["filename"], limits, "")
        held = looked.scan == fitness.HELD
        if looked.problems or held or looked.kind not in PICTURES:
            return scans
        pages.append((looked.data, looked.kind))
    if not pages:
        return scans
    try:
        name = kinds.safe_name(f"{sheet.title[:LONGEST_NAME]}.pdf")
        return [{"filename": name, "data": joining.pdf_of(pages)}]
    except Unfit:
        return scans


def amount(text: str) -> int:
    """ "50.000 đ" as 50000, "" as 0; ValueError for what is no amount."""
    bare = re.sub(r"[\s.,đ]", "", text.lower())
    return int(bare) if bare else 0


def enter_unknown(person: dict, text: str) -> None:
    """What found nobody goes where it belongs: number, phone or name; never over another."""
    search = people.read(text)
    key = "name" if search.name else ""
    for name, rule in (
        *(("id_number", identity.personal_id), ("phone", identity.phone)),
        *(("tax_code", identity.tax_code), ("id_number", identity.passport)),
    ):
        try:
            rule(text)
        except identity.Invalid:
            continue
        key = name
        break
    if key and not person[key]:
        person[key] = text
        if key == "tax_code":
            person["kind"] = "organisation"


def whole(person: dict) -> dict:
    """A person with every key, as the form holds it."""
    return blank_person(**person)
