"""What an applicant may do with a dossier beside what there is to do, as links."""

from hanam.dvc.dossiers import wishes
from hanam.dvc.filing.after import rating
from hanam.dvc.filing.after import talk
from hanam.dvc.i18n import _
from hanam.dvc.register import threads


def of(dossier, row, url) -> list[dict]:
    """{url, title, hint, count} of the pages behind the page of a dossier, ``url``."""
    unread = threads.unseen([row.code], threads.AGENCY).get(row.code, 0)
    chance = rating.chance(dossier)
    rated = chance.row is not None
    found = [
        (
            chance.possible,
            "danh-gia",
            _("Change your rating") if rated else _("Say how satisfied you are"),
            _("Three levels, one minute. Nobody learns who said it."),
            0,
        ),
        (
            talk.is_open(dossier) or bool(threads.thread(row.code)),
            "tin-nhan",
            _("Write to the agency"),
            _("Ask something, read the answers."),
            unread,
        ),
        (
            True,
            "le-phi",
            _("Fees"),
            _("What it costs, how it was computed, how to pay."),
            0,
        ),
        (
            wishes.can(dossier) and len(wishes.ways(dossier)) > 1,
            "nhan-ket-qua",
            _("Change how the result reaches you"),
            "",
            0,
        ),
        (
            wishes.can(dossier),
            "lien-he",
            _("Change your phone number or e-mail address"),
            "",
            0,
        ),
        (
            dossier.received is not None,
            "giay-tiep-nhan.pdf",
            _("Receipt with the appointment (form 01, PDF)"),
            "",
            0,
        ),
        (True, "bien-nhan", _("Receipt of the filing"), "", 0),
    ]
    return [
        {"url": f"{url}/{name}", "title": title, "hint": hint, "count": count}
        for offered, name, title, hint, count in found
        if offered
    ]
