"""`/vai-tro`: who holds which role at which agency, and how that changed."""

from functools import cached_property
from hanam.dvc.counter import words
from hanam.dvc.counter.roles import people
from hanam.dvc.counter.roles import watching  # noqa: F401 - its periodic work
from hanam.dvc.counter.views.base import StaffView
from hanam.dvc.dossiers import tools
from hanam.dvc.dossiers.trail.words import ROLES as GLOBAL_ROLES
from hanam.dvc.i18n import _
from hanam.dvc.identity import settings
from hanam.dvc.register import role_changes
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode


PATH = "vai-tro"
SHOWN = 50
WHAT = {role_changes.GIVEN: _("was given"), role_changes.TAKEN: _("lost")}
TITLES = {
    **words.ROLES,
    "Supervisor": GLOBAL_ROLES["supervisor"],
    "Manager": GLOBAL_ROLES["manager"],
    "Editor": _("Editor"),
    "Reviewer": _("Reviewer"),
}
tools.declare(
    tools.Tool(
        PATH,
        _("Roles"),
        _("Who holds which role at which agency, and who gave it to them."),
        ("Leader", "Manager"),
    )
)


class Roles(StaffView):
    """For leaders their agencies, for administrators all of them, one at a time."""

    page_title = _("Roles")
    template = ViewPageTemplateFile("templates/roles.pt")

    def may_enter(self) -> bool:
        return bool(self.desk.all_agencies or self.desk.agencies_as("leader"))

    def page(self):
        return self.template()

    @cached_property
    def agencies(self) -> tuple[str, ...]:
        """Slugs of the agencies the reader may ask about."""
        if self.desk.all_agencies:
            return self.desk.agencies
        return self.desk.agencies_as("leader")

    @cached_property
    def agency(self) -> str:
        """The agency that is shown; the first where none is asked for."""
        asked = str(self.request.form.get("agency") or "")
        if asked in self.agencies:
            return asked
        return self.agencies[0] if self.agencies else ""

    def choices(self) -> list[dict]:
        return [
            {"slug": slug, "title": self.reader.agency(slug), "on": slug == self.agency}
            for slug in self.agencies
        ]

    def held(self) -> list[dict]:
        """{title, people} of the roles at the agency."""
        return [self.named(row) for row in people.at(self.agency)]

    def held_everywhere(self) -> list[dict]:
        """The roles for the whole portal; only administrators are told."""
        if not self.desk.all_agencies:
            return []
        return [self.named(row) for row in people.of_portal()]

    def named(self, row) -> dict:
        return {"title": self.say(TITLES[row["role"]]), "people": row["people"]}

    def demanded(self) -> str:
        """The roles that must have a second factor, in words; "" for none."""
        roles = settings.value("demand_second") or ()
        known = {role.lower(): self.say(title) for role, title in TITLES.items()}
        return ", ".join(known.get(role.lower(), role) for role in roles)

    def held_for(self) -> dict:
        """After how many wrong passwords an account is held, and for how many minutes."""
        return {
            "tries": settings.value("wrong_of_account"),
            "minutes": settings.value("hold_minutes"),
        }

    # --- what changed ---

    @cached_property
    def changes(self) -> list:
        asked = str(self.request.form.get("before") or "")
        before = int(asked) if asked.isascii() and asked.isdigit() else None
        shown = (self.agency,) if self.agency else ()
        # Of roles that hold everywhere, agency is empty; only administrators are told.
        if self.desk.all_agencies:
            shown = (*shown, "")
        return role_changes.of_agencies(shown, before, SHOWN + 1)

    def changed(self) -> list[dict]:
        """{at, who, what, role, by} of each change, newest first."""
        return [
            {
                "at": words.day_and_time(row.at),
                "who": row.user_name or row.user,
                "what": self.say(WHAT[row.what]),
                "role": self.say(TITLES[row.role]),
                "by": self.by(row),
            }
            for row in self.changes[:SHOWN]
        ]

    def by(self, row) -> str:
        """Who gave or took it, as far as it is known."""
        if row.actor_name:
            return row.actor_name
        if not row.agency:
            return self.say(_("somebody in Plone's own pages"))
        return self.say(_("a command of the operator"))

    def older(self) -> str:
        """Where the changes before these are; "" where there are none."""
        if len(self.changes) <= SHOWN:
            return ""
        query = {"agency": self.agency, "before": self.changes[SHOWN - 1].id}
        return f"{self.portal_url}/{PATH}?{urlencode(query)}"
