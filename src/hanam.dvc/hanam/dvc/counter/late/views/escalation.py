"""`/leo-thang`: the rules of escalation, for who may decide them; what they would do today."""

from functools import cached_property
from hanam.dvc.counter.late import digests  # noqa: F401 - its periodic work
from hanam.dvc.counter.late import preview
from hanam.dvc.counter.late import rule_form
from hanam.dvc.counter.late import rule_words as words
from hanam.dvc.counter.late import settings
from hanam.dvc.counter.late import watch  # noqa: F401 - its periodic work
from hanam.dvc.counter.late.digest import every_agency
from hanam.dvc.counter.late.views.lists import TEMPLATES
from hanam.dvc.counter.typed import text
from hanam.dvc.counter.views.base import StaffView
from hanam.dvc.counter.words import day_and_time
from hanam.dvc.dossiers import actors
from hanam.dvc.dossiers import tools
from hanam.dvc.i18n import _
from hanam.dvc.register import late_rules
from hanam.dvc.register import session
from hanam.dvc.rules import late
from hanam.dvc.rules import late_data
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode

import hashlib
import json


PATH = "leo-thang"
NEW = "moi"
TOO_OLD = _("This form is too old. Load the page and send it again.")
CHANGED = _(
    "Somebody else changed the rules meanwhile. What you typed is still here; look at the "
    "list, then save again."
)
NOT_YOURS = _("You may read these rules; others decide them.")

tools.declare(
    tools.Tool(
        PATH,
        _("Escalation"),
        _("Who is told what when work is late or will be: rules that you decide."),
        ("Leader", "Supervisor", "Manager"),
    )
)


class Escalation(StaffView):
    """The list of rules of the province or of one agency, and the form of one of them."""

    page_title = _("Escalation")
    template = ViewPageTemplateFile(str(TEMPLATES / "escalation.pt"))
    form_part = ViewPageTemplateFile(str(TEMPLATES / "rule_form.pt"))
    problems = ()
    kept: dict | None = None

    def may_enter(self) -> bool:
        desk = self.desk
        return bool(desk.all_agencies or desk.watches or desk.agencies_as("leader"))

    def page(self):
        return self.act() if self.is_post else self.template()

    @cached_property
    def agency(self) -> str:
        """Whose rules; "" for those of the province."""
        slug = text(self.request.form, "agency")
        return slug if slug in self.agencies else ""

    @cached_property
    def agencies(self) -> tuple[str, ...]:
        """The agencies whose rules and dossiers count here."""
        if self.leads_all or self.desk.watches:
            return every_agency()
        return self.desk.agencies_as("leader")

    @property
    def leads_all(self) -> bool:
        """Whether the reader decides the rules of the province."""
        slug = settings.value("supervising")
        return self.desk.all_agencies or bool(slug and self.desk.is_at(slug, "leader"))

    @property
    def may_edit(self) -> bool:
        if not self.agency:
            return self.leads_all
        allowed = settings.value("allow_own")
        return bool(
            allowed and (self.leads_all or self.desk.is_at(self.agency, "leader"))
        )

    @cached_property
    def own(self) -> tuple[late.Rule, ...]:
        """The rules that are kept in this place."""
        if not self.agency:
            return settings.common()
        return settings.own().get(self.agency, ())

    @property
    def version(self) -> str:
        """What the form was filled in upon."""
        data = json.dumps(late_data.to_data(self.own), sort_keys=True)
        return hashlib.sha256(data.encode()).hexdigest()[:16]

    @cached_property
    def known(self) -> dict[str, late.Rule]:
        """All rules shown here by id: the agency's take the place of the province's."""
        found = {rule.id: rule for rule in settings.common()}
        return found | {rule.id: rule for rule in self.own}

    def address(self, **more) -> str:
        given = {"agency": self.agency} | more
        query = urlencode({name: value for name, value in given.items() if value})
        return f"{self.portal_url}/{PATH}" + (f"?{query}" if query else "")

    def act(self):
        """Save or remove a rule."""
        form = self.request.form
        if not self.is_genuine():
            return self.again(403, [{"field": "", "message": TOO_OLD}])
        if not self.may_edit:
            return self.again(403, [{"field": "", "message": NOT_YOURS}])
        session.for_writing()
        if text(form, "version") != self.version:
            return self.again(409, [{"field": "", "message": CHANGED}])
        if text(form, "action") == "remove":
            return self.remove(text(form, "id"))
        try:
            rule = rule_form.rule_of(rule_form.typed(form), self.agency, {*self.known})
        except late_data.RuleError as error:
            return self.again(400, [rule_form.problem(error)])
        kept = {one.id: one for one in self.own}
        self.write({**kept, rule.id: rule}, rule.id, kept.get(rule.id), rule)
        self.tell(_("Saved. The worker goes by it from its next look on."))
        return self.go(self.address())

    def remove(self, name):
        kept = {one.id: one for one in self.own}
        if name in kept:
            left = {key: one for key, one in kept.items() if key != name}
            self.write(left, name, kept[name], None)
            self.tell(_("Removed."))
        return self.go(self.address())

    def write(self, rules, name, before, after) -> None:
        settings.keep(list(rules.values()), self.agency)
        actor = actors.name_of(api.user.get_current())
        late_rules.note(
            at=self.now,
            actor=self.desk.user_id,
            actor_name=actor,
            agency=self.agency,
            rule=name,
            before=as_json(before),
            after=as_json(after),
        )

    def again(self, status, problems):
        """The form once more, with what is wrong and what was typed."""
        self.request.response.setStatus(status)
        self.problems = [
            one | {"message": self.say(one["message"])} for one in problems
        ]
        self.kept = rule_form.typed(self.request.form)
        return self.template()

    def error(self, field) -> bool:
        return any(one["field"] == field for one in self.problems)

    def rules(self) -> list[dict]:
        """The rules that hold here, one line each."""
        own = {rule.id for rule in self.own}
        return [
            {
                "id": rule.id,
                "title": rule.title,
                "what": self.say(words.WHAT[rule.what]),
                "moment": words.moment_of(rule, self.request),
                "whom": words.listed(rule.whom, words.WHOM, self.request),
                "how": words.listed(rule.how, words.HOW, self.request),
                "days": words.days_of(rule, self.request),
                "law": rule.law,
                "draft": rule.draft,
                "off": rule.off,
                "own": bool(self.agency) and rule.id in own,
                "url": self.address(rule=rule.id) + "#rule",
            }
            for rule in self.known.values()
        ]

    @cached_property
    def form(self) -> dict | None:
        """What stands in the form of a rule; None where none is opened."""
        if self.kept is not None:
            return self.kept
        name = text(self.request.form, "rule")
        if not self.may_edit or not name:
            return None
        if name == NEW:
            return dict(rule_form.EMPTY)
        rule = self.known.get(name)
        return None if rule is None else rule_form.shown(rule)

    @property
    def new_url(self) -> str:
        return self.address(rule=NEW) + "#rule"

    @property
    def can_remove(self) -> bool:
        """Whether the rule in the form is kept in this place."""
        return bool(self.form) and self.form["id"] in {rule.id for rule in self.own}

    def options(self, name) -> list[dict]:
        """The choices of a field, with what is chosen."""
        chosen = self.form[name]
        return [
            {
                "value": str(value),
                "title": self.say(title),
                "chosen": value in chosen
                if isinstance(chosen, list)
                else value == chosen,
            }
            for value, title in words.CHOICES[name].items()
        ]

    def places(self) -> list[dict]:
        """The province and the agencies whose rules the reader may see."""
        named = {"": self.say(_("The whole province"))}
        named |= {slug: self.reader.agency(slug) for slug in self.agencies}
        return [
            {"value": slug, "title": title, "selected": slug == self.agency}
            for slug, title in named.items()
        ]

    @property
    def preview_url(self) -> str:
        return self.address(preview="1") + "#today"

    @cached_property
    def preview(self) -> dict | None:
        """{rows, many, total} of what would go out today; None where nobody asked."""
        if not text(self.request.form, "preview"):
            return None
        slugs = (self.agency,) if self.agency else self.agencies
        rows, many = preview.today(self.now, slugs)
        return {
            "rows": [
                {
                    "rule": row.rule.title,
                    "agency": self.reader.agency(row.agency),
                    "dossiers": row.dossiers,
                    "messages": row.messages,
                    "persons": row.persons,
                }
                for row in rows
            ],
            "many": many,
            "total": sum(row.messages for row in rows),
        }

    def changes(self) -> list[dict]:
        """The last changes of these rules."""
        return [
            {
                "at": day_and_time(row.at),
                "who": row.actor_name or row.actor,
                "rule": titled(row),
                "what": self.say(what(row)),
            }
            for row in late_rules.changes(self.agency)
        ]


def as_json(rule) -> str:
    if rule is None:
        return ""
    return json.dumps(late_data.to_data([rule])[0], ensure_ascii=False, sort_keys=True)


def titled(row) -> str:
    return json.loads(row.after or row.before)["title"]


def what(row):
    if not row.before:
        return _("added")
    return _("changed") if row.after else _("removed")
