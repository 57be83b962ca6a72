"""The report of an import as plain text."""

from hanam.dvc.catalogue.importing import report
from hanam.dvc.i18n import _
from plone import api


MOST_LINES = 20
COUNTS = (
    ("created", _("Created")),
    ("updated", _("Updated")),
    ("unchanged", _("Unchanged")),
    ("kept", _("Kept as they are: written here, not imported")),
    ("edited", _("Kept as they are: changed here since their import")),
    ("sectors", _("New sectors")),
    ("duplicates", _("Further lines with the code of an earlier one, left out")),
    ("broken", _("Lines that could not be read")),
)


def text_of(done: report.Report) -> str:
    parts = [
        "\n".join(summary(done)),
        "\n".join(trouble(done)),
        "\n".join(table(done)),
    ]
    return "\n\n".join(part for part in parts if part)


def say(text) -> str:
    return api.portal.translate(text, lang=api.portal.get_default_language())


def summary(done):
    yield f"{say(_('Lines read'))}: {done.lines}"
    for name, title in COUNTS:
        count = len(getattr(done, name))
        if count or name in ("created", "unchanged"):
            yield f"{say(title)}: {count}"
    facts = {"whole": done.whole, "all": done.procedures}
    yield say(_("Understood completely: ${whole} of ${all} procedures", mapping=facts))
    for cell, title in (
        ("limits", _("Time limits in numbers: ${told}, in words only: ${rest}")),
        ("fees", _("Fees in numbers: ${told}, in words only: ${rest}")),
    ):
        told, rest = (done.understood[cell, known] for known in (True, False))
        yield say(_(title, mapping={"told": told, "rest": rest}))


def trouble(done):
    """Lines left out, each with its number."""
    for line in done.broken[:MOST_LINES]:
        reason = _(report.REASONS[line.reason], mapping={"cell": line.cell})
        yield f"{say(_('Line ${number}', mapping={'number': line.line}))}: {say(reason)}"
    for number, code in done.duplicates[:MOST_LINES]:
        facts = {"number": number, "code": code}
        yield say(_("Line ${number}: ${code} once more", mapping=facts))
    more = sum(max(0, len(x) - MOST_LINES) for x in (done.broken, done.duplicates))
    if more:
        yield say(_("… and ${more} more", mapping={"more": more}))


def table(done):
    rows = done.table()
    if not rows:
        return
    yield say(_("What could not be understood and stays as text"))
    yield f"{say(_('times')):>6} {say(_('procedures')):>9}  {say(_('what, with examples'))}"
    for row in rows:
        title = say(report.TITLES[row.kind])
        yield f"{row.count:>6} {row.procedures:>9}  {title}"
        for example in row.examples:
            yield f"{'':>18}{example}"
