"""Signing documents of a dossier in three steps: choose and check, have them signed, keep them.

Only the second speaks to the signing service, and only the last one writes: nobody waits for the
service, and whatever goes wrong leaves the dossier as it was.
"""

from dataclasses import dataclass
from hanam.dvc.dossiers import actions
from hanam.dvc.dossiers import actors
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import rows
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.dossiers.locks import lock
from hanam.dvc.dossiers.locks import save
from hanam.dvc.signing import api
from hanam.dvc.signing import awaiting
from hanam.dvc.signing import preparing
from hanam.dvc.signing import settings
from hanam.dvc.signing.errors import SigningError
from hashlib import sha256


@dataclass(frozen=True)
class Made:
    """Signed files that nobody keeps yet: (id of the document, file) pairs, what they were made
    of, with what (its title), of which version of the dossier, and how they are called."""

    files: tuple[tuple[str, bytes], ...]
    digests: tuple[str, ...]
    title: str
    version: int
    names: tuple[str, ...] = ()


def check(dossier, names, identity, *, version=None, ends=False, reason=""):
    """The documents that the present user is to sign; raises as `preparing.sign` does."""
    user = preparing.require(dossier, version)
    if not preparing.may_sign(dossier):
        raise Refused([Problem("sign.who", "identity")])
    if identity is None or user.getId() not in identity.users:
        raise SigningError("signer.none")
    papers = [preparing.known(dossier, name) for name in names]
    if not papers:
        raise Refused([Problem("sign.nothing", "documents")])
    if ends:
        preparing.require_end(dossier, reason)
        preparing.require_signed(one for one in dossier.prepared if one not in papers)
    return papers


def make(dossier, papers, identity, signer) -> Made:
    """The files with one more signature each; ``signer()`` gives a signer for each of them."""
    files = tuple(
        (paper.id, api.sign(paper.file.data, signer(), reason=preparing.told(paper)))
        for paper in papers
    )
    digests = tuple(awaiting.digest_of(paper) for paper in papers)
    names = tuple(preparing.told(paper) for paper in papers)
    return Made(files, digests, identity.title, dossier.version, names)


def keep(dossier, made: Made, *, version=None, now=None, ends=False, reason="") -> None:
    """Put signed files into the dossier; with ``ends`` it is finished with all that is prepared.

    `Stale` where a document was changed, or signed by somebody else, meanwhile.
    """
    preparing.require(dossier, version)
    now = now or moment.now()
    actor = actors.current(dossier)
    current, row = lock(dossier, made.version if version is None else version)
    for (name, data), digest in zip(made.files, made.digests, strict=True):
        paper = preparing.known(dossier, name)
        if awaiting.digest_of(paper) != digest:
            raise Stale
        paper.fill(data)
        paper.digest = sha256(data).hexdigest()
        paper.issue = paper.issue | {"digest": paper.digest}
        note = f"{preparing.told(paper)}: {made.title}"
        rows.note(current, dossier, now, actor, awaiting.SIGNED, dossier.state, note)
    save(current, row, dossier)
    if ends:
        kept = list(dossier.prepared)
        actions.perform(dossier, "finish", result=kept, now=now, reason=reason)


def sign(
    dossier, names, identity, pin, *, version=None, now=None, ends=False, reason=""
) -> None:
    """All three steps at once, for a page: sign prepared documents (their ids) with an identity
    of the settings (its id) and its PIN.

    Raises what the actions of a dossier raise, and `SigningError`; nothing is signed then.
    """
    chosen = settings.identity(identity)
    papers = check(dossier, names, chosen, version=version, ends=ends, reason=reason)
    made = make(dossier, papers, chosen, lambda: api.signer(identity, pin))
    keep(dossier, made, version=version, now=now, ends=ends, reason=reason)
