"""Results as the pages of staff and of the applicant show them."""

from hanam.dvc import signing
from hanam.dvc.counter import words
from hanam.dvc.counter.views.filed import size_in_words
from hanam.dvc.rules import result_codes
from hanam.dvc.signing import report
from hanam.dvc.signing import stamping
from hanam.dvc.signing.pages.words import VERDICTS
from zope.i18n import translate


def document(paper, url: str, request) -> dict:
    """A prepared or issued result with its signatures; ``url`` is where its file is."""
    issue = paper.issue or {}
    code = issue.get("code", "")
    is_there = paper.file is not None and not paper.is_closed
    return {
        "id": paper.id,
        "title": paper.title or paper.filename,
        "number": paper.number,
        "dated": words.day(issue.get("dated")),
        "code": result_codes.shown(code),
        "verify_url": stamping.address_of(code) if code and issue.get("issued") else "",
        "size": size_in_words(paper.size) if paper.file is not None else "",
        "url": url if is_there else "",
        "signatures": signatures(paper, request) if is_there else [],
        "ended": words.day_and_time(issue.get("ended")),
        "reason": issue.get("reason", ""),
    }


def signatures(paper, request) -> list[dict]:
    """{name, organisation, at, look, words} of each signature in the file."""
    if paper.content_type != "application/pdf":
        return []
    found = signing.verify(paper.file.data)
    return [
        {
            "name": one.name,
            "organisation": one.organisation if one.organisation != one.name else "",
            "at": words.day_and_time(one.when),
            "look": VERDICTS[one.verdict][0],
            "words": translate(VERDICTS[one.verdict][1], context=request),
            "good": one.verdict in (report.VALID, report.UNCHECKED),
        }
        for one in found.signatures
    ]
