"""What the pages of templates show: who keeps which, versions, variables, what was in force."""

from AccessControl import getSecurityManager
from functools import cached_property
from hanam.dvc.catalogue import lookup
from hanam.dvc.counter import typed
from hanam.dvc.counter.letters.viewlet import when
from hanam.dvc.counter.views.base import StaffView
from hanam.dvc.i18n import _
from hanam.dvc.letters import signers
from hanam.dvc.letters.kinds import KINDS
from hanam.dvc.letters.templates import variables
from hanam.dvc.letters.templates import versions
from hanam.dvc.rules.vietnamese import short_date


PATH = "mau-van-ban"
PROVINCE = "tinh"
SIGNERS = "nguoi-ky"
TEMPLATED = tuple(KINDS)
PERMISSION = "hanam.dvc: Edit Letter Templates"


class Shown(StaffView):
    """``kind`` is a form or None, ``agency`` a slug or "" for the province."""

    kind = None
    agency = ""
    path = ()

    # -- who may

    @cached_property
    def edits_all(self) -> bool:
        """Whether the reader keeps the templates of the province and of every agency."""
        return bool(getSecurityManager().checkPermission(PERMISSION, self.context))

    @cached_property
    def own(self) -> tuple[str, ...]:
        """The agencies whose templates the reader keeps."""
        if self.edits_all:
            return tuple(item.getId() for item in lookup.agencies())
        return self.desk.agencies_as("leader")

    def may_enter(self) -> bool:
        return self.edits_all or bool(self.own)

    @property
    def here(self) -> str:
        return "/".join([self.portal_url, PATH, *self.path[:2]])

    def agency_title(self) -> str:
        if not self.agency:
            return self.say(_("Whole province"))
        return lookup.title_of_agency(self.agency)

    def places(self) -> list[dict]:
        """{title, url, forms, signers} of the province and of the reader's agencies."""
        chosen = typed.text(self.request.form, "agency")
        slugs = [slug for slug in self.own if chosen in ("", slug)]
        if self.edits_all and not chosen:
            slugs = [slug for slug in slugs if self.has_own(slug)]
        found = [("", PROVINCE)] if self.edits_all else []
        return [
            self.place(slug, name)
            for slug, name in [*found, *zip(slugs, slugs, strict=True)]
        ]

    def has_own(self, slug: str) -> bool:
        return any(versions.all_of(slug, kind) for kind in TEMPLATED)

    def place(self, slug: str, name: str) -> dict:
        day = self.now.date()
        url = f"{self.portal_url}/{PATH}/{name}"
        return {
            "title": lookup.title_of_agency(slug)
            if slug
            else self.say(_("Whole province")),
            "signers": f"{url}/{SIGNERS}" if slug else "",
            "forms": [
                {
                    "title": self.say(KINDS[kind].title),
                    "number": kind,
                    "url": f"{url}/{kind}",
                    "version": versions.number_in_force(slug, kind, day),
                    "count": len(versions.all_of(slug, kind)),
                }
                for kind in TEMPLATED
            ],
        }

    def choices(self) -> list[dict]:
        """Agencies to choose from, where there are many."""
        if not self.edits_all:
            return []
        chosen = typed.text(self.request.form, "agency")
        return [
            {
                "value": slug,
                "title": lookup.title_of_agency(slug),
                "selected": slug == chosen,
            }
            for slug in self.own
        ]

    def variables(self) -> list[dict]:
        """{name, title, sample, columns} of everything a template may name."""
        return [
            {
                "name": f"{{{{ {variable.name} }}}}",
                "loop": f"{{%tr for dong in {variable.name} %}} … {{%tr endfor %}}"
                if variable.columns
                else "",
                "title": self.say(variable.title),
                "sample": variable.sample,
                "columns": [
                    {
                        "name": f"{{{{ dong.{name} }}}}",
                        "title": self.say(title),
                        "sample": sample,
                    }
                    for name, _key, title, sample in variable.columns
                ],
            }
            for variable in variables.of(self.kind.id)
        ]

    @property
    def tells_of_one(self) -> bool:
        """Whether the form tells of one dossier; the register (form 06) tells of many."""
        return variables.has_qr(self.kind.id)

    def versions(self) -> list[dict]:
        """The versions, newest first, the one in force marked."""
        holds = versions.number_in_force(self.agency, self.kind.id, self.now.date())
        return [
            {
                "number": version.number,
                "url": f"{self.here}/{version.number}.docx",
                "filename": version.filename,
                "at": when(version.at),
                "by": version.by_name,
                "note": version.note,
                "size": f"{max(version.size // 1024, 1)} KB",
                "digest": version.digest[:12],
                "in_force": version.number == holds,
                "tried": [
                    f"{code or self.say(_('sample'))}, {when(at)}, {name}"
                    for code, at, name in version.tried
                ],
            }
            for version in versions.all_of(self.agency, self.kind.id)
        ]

    def reigns(self) -> list[dict]:
        """What was put in force, the last entry first."""
        return [
            {
                "day": short_date(day),
                "number": number,
                "at": when(at),
                "by": name,
            }
            for day, number, at, _by, name in versions.reigns(self.agency, self.kind.id)
        ]

    def holds(self) -> str:
        """Which template letters are made from today, in words."""
        day = self.now.date()
        number = versions.number_in_force(self.agency, self.kind.id, day)
        if number:
            return self.say(_("Version ${number}", mapping={"number": number}))
        if self.agency and versions.number_in_force("", self.kind.id, day):
            return self.say(_("The template of the province"))
        return self.say(_("The template that comes with the portal"))

    def today(self) -> str:
        return self.now.date().isoformat()

    def default_url(self) -> str:
        return f"{self.here}/mac-dinh.docx"

    def typed(self, name: str) -> str:
        return typed.text(self.request.form, name)

    def signer(self) -> dict:
        return signers.of(self.agency)

    authorities = signers.AUTHORITIES
