"""Receiving a paper dossier: what stands in the form, and the dossier it becomes."""

from dataclasses import dataclass
from dataclasses import field
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.moment import today
from hanam.dvc.catalogue.papers import components
from hanam.dvc.counter import typed
from hanam.dvc.counter.desk import Desk
from hanam.dvc.dossiers import actions
from hanam.dvc.dossiers import intake
from hanam.dvc.dossiers.content import blank_person
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.dossiers.errors import Refused
from hashlib import sha256

import json
import secrets


CHANNELS = ("counter", "post")
# Not part of what is filed: they differ from one sending of the form to the next.
BESIDE = ("_authenticator", "key", "do")


@dataclass
class Sheet:
    """A component of the dossier as the clerk ticks it."""

    key: str
    title: str
    group: str
    required: bool
    given: bool = False
    originals: int = 0
    copies: int = 0
    scans: list = field(default_factory=list)

    def papers(self) -> list[intake.NewPaper]:
        """The sheets handed in, with the first scan; each further scan by itself."""
        if not self.given and not self.scans:
            return []
        # A paper that was only shown is one original that was seen.
        seen = 0 if self.originals or self.copies else 1
        first, *others = self.scans or [{}]
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
    key: str = ""

    def filing(self) -> intake.Filing:
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
        )

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


def fill(blank: Reception, form) -> Reception:
    """The form as it was sent."""
    for name in ("channel", "result_by", "note"):
        setattr(blank, name, typed.text(form, name))
    blank.applicant = typed.person(form, "applicant")
    blank.for_other = bool(form.get("for_other"))
    blank.owner = typed.person(form, "owner")
    blank.key = typed.text(form, "key") or blank.key
    for sheet in blank.sheets:
        name = f"papers.{sheet.key}"
        sheet.given = bool(form.get(name))
        sheet.originals = typed.number(form, f"{name}.originals")
        sheet.copies = typed.number(form, f"{name}.copies")
        sheet.scans = scans_of(form.get(f"{name}.scan"))
    return blank


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


def digest(reception: Reception) -> str:
    """The same for the same dossier sent again, different for any other."""
    facts = {
        "procedure": reception.procedure.UID(),
        "filing": [
            vars(paper) | {"data": sha256(paper.data).hexdigest()}
            for paper in reception.filing().papers
        ],
    }
    for name in ("agency", "case", "channel", "result_by", "applicant", "note"):
        facts[name] = getattr(reception, name)
    facts["owner"] = reception.owner if reception.for_other else None
    return sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def receive(reception: Reception, desk: Desk, now) -> intake.Receipt:
    """File and accept at once, in this transaction.

    Raises `errors.Refused`; sent again with the same key, the first dossier. What is
    received here was not filed online, whoever says so: it would lift the online rate.
    """
    if reception.channel not in CHANNELS:
        raise Refused([Problem("channel.unknown", "channel")])
    receipt = intake.file(
        reception.filing(),
        key=reception.key,
        scope=f"counter:{desk.user_id}",
        digest=digest(reception),
        now=now,
    )
    if receipt.created:
        dossier = receipt.dossier
        actions.perform(dossier, "accept", version=dossier.version, now=now)
    return receipt


def places_for(procedure, desk: Desk) -> list[str]:
    """The agencies at whose counter the clerk may receive this procedure."""
    return [
        slug
        for slug in desk.agencies_as("clerk")
        if lookup.takes(procedure, slug) and exists_today(slug)
    ]


def exists_today(slug: str) -> bool:
    """Whether dossiers can still be filed with an agency."""
    item = lookup.agency(slug)
    return item is not None and lookup.exists(item, today())
