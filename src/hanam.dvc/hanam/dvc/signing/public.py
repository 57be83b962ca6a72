"""What anybody is told about a result: by its code, or by the file they have."""

from dataclasses import dataclass
from hanam.dvc.catalogue import lookup
from hanam.dvc.dossiers import access
from hanam.dvc.register import results
from hanam.dvc.rules import result_codes
from hanam.dvc.signing import api
from hanam.dvc.signing import report
from hanam.dvc.signing import settings
from hanam.dvc.signing.report import Report
from hashlib import sha256
from threading import Lock
from time import monotonic


AUTHENTIC = "authentic"  # given out here, and unchanged
WITHDRAWN = "withdrawn"  # given out here, no longer in force
CHANGED = "changed"  # not the file that was given out, or altered since it was signed
SIGNED = "signed"  # a good signature on a document that was not given out here
UNKNOWN = "unknown"
HELD = 300  # seconds a look at the signatures of a kept file is used again
MOST = 200


@dataclass(frozen=True)
class Answer:
    """``row`` is the result in the register or None; ``report`` what its file, or the file
    that was sent, says of its signatures (None: nothing to look at)."""

    kind: str
    row: object = None
    report: Report | None = None
    of_file: bool = False


class Looked:
    """The reports of kept files for a few minutes: their signatures cost time to check."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.found: dict[str, tuple[float, Report]] = {}

    def get(self, digest: str) -> Report | None:
        with self.lock:
            until, found = self.found.get(digest, (0.0, None))
        return found if monotonic() < until else None

    def put(self, digest: str, found: Report) -> None:
        with self.lock:
            if len(self.found) >= MOST:
                self.found.clear()
            self.found[digest] = (monotonic() + HELD, found)

    def forget(self) -> None:
        with self.lock:
            self.found.clear()


LOOKED = Looked()


def of_code(typed: str) -> Answer:
    """What is known of the code somebody typed, in whatever way."""
    row = results.by_code(result_codes.normal(typed))
    if row is None:
        return Answer(UNKNOWN)
    kind = WITHDRAWN if row.ended is not None else AUTHENTIC
    return Answer(kind, row, kept_report(row))


def of_file(data: bytes, typed: str = "") -> Answer:
    """What is known of a file; ``typed`` is the code that stands on it, if it was given.

    The file is looked at and forgotten.
    """
    digest = sha256(data).hexdigest()
    row = results.by_digest(digest)
    wanted = results.by_code(result_codes.normal(typed))
    found = api.verify(data)
    if row is not None and (wanted is None or wanted.code == row.code):
        kind = WITHDRAWN if row.ended is not None else AUTHENTIC
        return Answer(kind, row, found, of_file=True)
    if wanted is not None or found.verdict == report.CHANGED:
        return Answer(CHANGED, wanted, found, of_file=True)
    kind = SIGNED if found.is_valid else UNKNOWN
    return Answer(kind, None, found, of_file=True)


def kept_report(row) -> Report | None:
    """The signatures of the file that the portal keeps; None where it has none."""
    if not row.digest:
        return None
    known = LOOKED.get(row.digest)
    if known is not None:
        return known
    dossier = access.find(row.dossier)
    paper = None if dossier is None else dossier.results.get(row.paper)
    if paper is None or paper.file is None or paper.is_closed:
        return None
    found = api.verify(paper.file.data)
    LOOKED.put(row.digest, found)
    return found


def facts_of(row) -> dict:
    """What everybody may know of a result: nothing of its applicant."""
    agency = lookup.agency(row.agency)
    day = row.dated or row.issued.date()
    name = row.agency if agency is None else lookup.name_of(agency, day, long=True)
    return {
        "code": row.code,
        "shown": result_codes.shown(row.code),
        "agency": name,
        "procedure": row.procedure_title,
        "title": row.title,
        "number": row.number,
        "dated": row.dated,
        "issued": row.issued,
        "ended": row.ended,
        "reason": row.reason,
        "successor": row.successor,
        "practice": row.practice,
    }


def signers_of(found: Report | None) -> list[dict]:
    """{name, title, organisation, verdict, at, stamped, issuer} of each signature.

    The names of officials are told as the settings say; a seal is its office's.
    """
    shown = settings.value("signer_shown")
    return [
        {
            "name": one.name if shown or one.name == one.organisation else "",
            "title": one.title if shown else "",
            "organisation": one.organisation,
            "verdict": one.verdict,
            "at": one.when,
            "stamped": one.stamped_at is not None,
            "issuer": one.issuer,
        }
        for one in (found.signatures if found is not None else ())
    ]
