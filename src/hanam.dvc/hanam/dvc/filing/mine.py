"""`/ho-so-cua-toi`: the drafts and dossiers of a signed-in citizen."""

from hanam.dvc.catalogue import lookup
from hanam.dvc.filing import guard
from hanam.dvc.filing import progress
from hanam.dvc.filing.drafting.words import when
from hanam.dvc.filing.follow import ACCOUNT
from hanam.dvc.filing.page import Page
from hanam.dvc.filing.page import template
from hanam.dvc.i18n import _
from hanam.dvc.register import queries
from hanam.dvc.register import threads
from hanam.dvc.rules import vietnamese
from urllib.parse import quote


class Mine(Page):
    """A guest is told how to get here; a citizen sees what waits for them first."""

    longest_path = 0
    page_title = _("My dossiers")
    mine_page = template("mine")
    guest_page = template("mine_guest")

    def __call__(self):
        guard.keep_private(self.request.response)
        return self.mine_page() if guard.user_id() else self.guest_page()

    @property
    def login_url(self) -> str:
        here = quote(f"{self.portal_url}/ho-so-cua-toi", safe="")
        return f"{self.portal_url}/login?came_from={here}"

    def drafts(self) -> list[dict]:
        """What was begun and not filed: {title, url, saved, until}."""
        found = []
        for draft in guard.drafts_of(self.request):
            procedure = lookup.procedure(draft.procedure_code)
            if procedure is None:
                continue
            url = f"{procedure.absolute_url()}/nop-ho-so/{draft.getId()}"
            found.append(
                {
                    "title": draft.procedure_title,
                    "url": url,
                    "until": vietnamese.short_date(draft.expires),
                    "saved": _(
                        "Saved at ${time} · not filed",
                        mapping={"time": when(draft.changed)},
                    ),
                }
            )
        return found

    def dossiers(self) -> list[dict]:
        """What was filed, newest first, from the register."""
        rows = list(queries.of_person(guard.user_id()))
        unread = threads.unseen([row.code for row in rows], threads.AGENCY)
        return [
            {
                "code": row.code,
                "title": row.procedure_title,
                "owner": row.owner_name,
                "url": f"{self.portal_url}/tra-cuu/{row.code}/{ACCOUNT}",
                "look": progress.said(row).look,
                "state": progress.title(row),
                "sentence": progress.sentence(row),
                "filed": vietnamese.short_date(row.filed.date()),
                "due": due_of(row),
                "todo": row.state in ("supplement", "payment"),
                "unread": unread.get(row.code, 0),
            }
            for row in rows
        ]


def due_of(row) -> str:
    """The date the result is due, while the agency's clock runs; else ""."""
    if row.state not in ("accepted", "processing") or row.due is None:
        return ""
    time = vietnamese.clock_time(row.due)
    return f"{time} {vietnamese.short_date(row.due.date())}"
