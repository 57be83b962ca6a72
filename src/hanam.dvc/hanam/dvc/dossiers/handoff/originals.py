"""What was sent, beside what the agency gets; kept until the draft is filed.

A photo that was turned upright, made smaller or joined with others loses something. As long
as somebody may turn it again or take a file apart, that is done with what was sent. Filing
throws it away: the agency gets only what was shown, without place and device.
"""

from plone.namedfile.file import NamedBlobFile


# How far a photo was turned counts from what was sent.
NAMES = ("original", "parts", "turn")


def keep(paper) -> None:
    """Keep the bytes that were sent, where what will be stored is another picture."""
    sent = getattr(paper, "_v_sent", b"")
    if sent:
        paper.original = NamedBlobFile(data=sent, contentType=paper.content_type)


def drop(dossier) -> None:
    """Throw away what was kept for changes."""
    for paper in dossier.papers:
        for name in NAMES:
            if hasattr(paper, name):
                delattr(paper, name)


def noted(event) -> None:
    """When a draft is filed, its originals go."""
    if event.action == "submit":
        drop(event.dossier)
