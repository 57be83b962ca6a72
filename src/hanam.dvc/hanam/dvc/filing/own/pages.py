"""The page of the profile and its forms; the profile as a file; the end of an account."""

from hanam.dvc.dossiers import drafts
from hanam.dvc.dossiers import moment
from hanam.dvc.filing import controls
from hanam.dvc.filing import declaration
from hanam.dvc.filing import guard
from hanam.dvc.filing.formfield import Problem
from hanam.dvc.filing.own import asked
from hanam.dvc.filing.page import Page
from hanam.dvc.i18n import _
from hanam.dvc.identity import accounts
from hanam.dvc.identity import contacts
from hanam.dvc.identity import hold
from hanam.dvc.identity import profile
from hanam.dvc.identity import second
from hanam.dvc.register import accounts as store
from hanam.dvc.register import queries
from pathlib import Path
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import quote
from zExceptions import NotFound
from zope.component import queryMultiAdapter

import json
import transaction


HERE = Path(__file__).parent / "templates"
PREFIX = "own"
OLD_FORM = Problem(
    "", _("This page was open for long. Please press the button once more.")
)
FULL = Problem("", _("There is no room for more; remove one first."))
NOT_SURE = Problem("sure", _("Please tick that you want your account to be deleted."))
WRONG_CODE = Problem(
    "code", _("The code is not right. Take the one that is shown now.")
)


def template(name: str) -> ViewPageTemplateFile:
    return ViewPageTemplateFile(str(HERE / f"{name}.pt"))


class Own(Page):
    """`/ca-nhan[/ban-than | /to-chuc/<key> | /nguoi-than/<key> | /tai-ve | /xoa]`."""

    page_title = _("My data")
    own_page = template("own")
    form_page = template("form")
    delete_page = template("delete")

    def __call__(self):
        guard.keep_private(self.request.response)
        self.user = guard.user_id()
        if not self.user:
            here = quote(self.url, safe="")
            return self.go(f"{self.portal_url}/login?came_from={here}&needed=1")
        first = self.path[0] if self.path else ""
        if first in asked.LISTS and len(self.path) == 2:
            return self.edit(asked.LISTS[first], self.path[1])
        pages = {"": self.own_page, "tai-ve": self.download, "xoa": self.delete}
        if first == asked.OWN.name and len(self.path) == 1:
            return self.edit(asked.OWN, "")
        if first not in pages or len(self.path) > 1:
            raise NotFound(self.request.getURL())
        return pages[first]()

    @property
    def url(self) -> str:
        return f"{self.portal_url}/ca-nhan"

    # -- the page

    def told(self) -> profile.Profile:
        return profile.of(self.user)

    def rows(self, part, data) -> list[dict]:
        """{label, text} of what is known."""
        readable = declaration.readable(part.fields, data)
        shown = declaration.display(part.fields, readable)
        return [{"label": label, "text": text} for label, text in shown if text]

    def own_rows(self) -> list[dict]:
        return self.rows(asked.OWN, self.told().person)

    def lists(self) -> list[dict]:
        """The lists of the profile with their rows and addresses."""
        told = self.told()
        return [
            {
                "name": part.name,
                "title": part.title,
                "new": part.new,
                "new_url": f"{self.url}/{part.name}/moi",
                "rows": [
                    {
                        "title": row["name"],
                        "url": f"{self.url}/{part.name}/{row['key']}",
                        "rows": self.rows(part, row)[1:],
                    }
                    for row in asked.rows_of(told, part)
                ],
            }
            for part in asked.LISTS.values()
        ]

    def contact(self) -> str:
        """What one logs in with, as people read it; "" for none."""
        row = store.by_id(self.user)
        found = contacts.known(row.login) if row is not None else None
        return found.text if found is not None else ""

    @property
    def is_citizen(self) -> bool:
        return accounts.is_ours(self.user)

    @property
    def messages_url(self) -> str:
        """Where one chooses how messages come; "" where there is no such page."""
        name = "thong-bao-cua-toi"
        found = queryMultiAdapter((self.context, self.request), name=name)
        return f"{self.portal_url}/{name}" if found is not None else ""

    # -- its forms

    def edit(self, part, key: str):
        self.part, self.key = part, "" if key == "moi" else key
        row = self.told().person if part is asked.OWN else {}
        if self.key:
            row = asked.row_of(self.told(), part, self.key)
            if row is None:
                raise NotFound(self.request.getURL())
        self.typed = declaration.readable(part.fields, row)
        self.found = []
        if self.request.method != "POST":
            return self.form_page()
        return self.save()

    def save(self):
        self.typed = controls.typed_in(self.request, self.part.fields, PREFIX)
        if not self.is_genuine():
            return self.again([OLD_FORM])
        if self.request.form.get("go") == "remove" and self.key:
            asked.remove(self.user, self.part, self.key)
            return self.done(_("Removed."))
        data, problems = declaration.validate(self.part.fields, self.typed, PREFIX)
        if problems:
            return self.again(problems)
        if not asked.keep(self.user, self.part, self.key, data):
            return self.again([FULL])
        return self.done(_("Saved."))

    def again(self, problems, page=None):
        """The form once more, with what was typed and what is wrong."""
        transaction.doom()
        self.request.response.setStatus(400)
        self.found = problems
        self.tell(problems)
        return (page or self.form_page)()

    def done(self, words):
        api.portal.show_message(words, self.request)
        return self.go(self.url)

    @property
    def form_url(self) -> str:
        parts = [self.url, self.part.name]
        if self.part is not asked.OWN:
            parts.append(self.key or "moi")
        return "/".join(parts)

    def controls(self):
        return controls.controls(self.part.fields, self.typed, PREFIX, self.found)

    # -- all of it as a file

    def download(self):
        """What is kept of this person, as JSON."""
        told = self.told()
        row = store.by_id(self.user)
        data = {
            "account": {
                "id": self.user,
                "login": row.login if row is not None else "",
                "created": moment.iso(row.created) if row is not None else "",
                "second_factor": second.kind_of(self.user),
                "providers": [
                    {"issuer": one.issuer, "subject": one.subject, "level": one.level}
                    for one in store.foreign_of(self.user)
                ],
            },
            "person": told.person,
            "organisations": told.organisations,
            "others": told.others,
            "drafts": [
                {"procedure": draft.procedure_title, "saved": moment.iso(draft.changed)}
                for draft in drafts.of_user(self.user)
            ],
            "dossiers": [
                {
                    "code": row.code,
                    "procedure": row.procedure_title,
                    "filed": moment.iso(row.filed),
                    "state": row.state,
                }
                for row in queries.of_person(self.user, size=1000)
            ],
        }
        response = self.request.response
        response.setHeader("Content-Type", "application/json; charset=utf-8")
        disposition = 'attachment; filename="du-lieu-ca-nhan.json"'
        response.setHeader("Content-Disposition", disposition)
        return json.dumps(data, ensure_ascii=False, indent=1)

    # -- the end

    @property
    def needs_code(self) -> bool:
        """Whether the second factor is asked before an account is deleted."""
        return second.kind_of(self.user) == second.TOTP

    def dossiers_count(self) -> int:
        return len(queries.of_person(self.user, size=1000))

    def delete(self):
        if not self.is_citizen:
            raise NotFound(self.request.getURL())
        if self.request.method != "POST":
            return self.delete_page()
        if not self.is_genuine():
            return self.again([OLD_FORM], self.delete_page)
        if self.request.form.get("sure") != "1":
            return self.again([NOT_SURE], self.delete_page)
        if self.needs_code and not self.proves():
            return self.again([WRONG_CODE], self.delete_page)
        for draft in drafts.of_user(self.user):
            drafts.discard(draft)
        accounts.delete(self.user)
        users = api.portal.get_tool("acl_users")
        users.session.resetCredentials(self.request, self.request.response)
        words = _("Your account is deleted. Thank you for having used the portal.")
        api.portal.show_message(words, self.request)
        return self.go(self.portal_url)

    def proves(self) -> bool:
        name = hold.of_user(self.user)
        if hold.seconds(name):
            return False
        hold.note(name)
        typed = self.request.form.get("code", "")
        return isinstance(typed, str) and second.is_right(
            self.user, typed, self.request
        )
