"""`<declaration>/thu`: fill in a declaration as a citizen sees it, before it is live."""

from functools import cached_property
from hanam.dvc.filing import controls
from hanam.dvc.filing import declaration
from hanam.dvc.filing import duration
from hanam.dvc.filing import example
from hanam.dvc.filing import hiding
from hanam.dvc.filing import live
from hanam.dvc.filing import row_buttons
from hanam.dvc.filing.designing import cases
from hanam.dvc.filing.designing.page import Designer
from hanam.dvc.filing.designing.page import KINDS
from hanam.dvc.filing.designing.page import STALE
from hanam.dvc.filing.designing.page import template
from hanam.dvc.filing.formfield import Problem
from hanam.dvc.i18n import _
from zlib import crc32

import json


class Try(Designer):
    """Nothing is filed and nothing kept, but what is saved as a test case."""

    title = _("Try the declaration")
    page = template("try")
    saved = ""

    def __call__(self):
        self.typed: dict = {}
        self.found: list = []
        self.checked = False
        if self.request.method == "POST":
            self.post()
        elif self.text("ca"):
            self.open_case(self.text("ca"))
        return self.page()

    def post(self):
        self.typed = controls.typed_in(self.request, self.fields, "data")
        if not self.is_genuine():
            self.tell([Problem("", STALE)])
            return
        if row_buttons.pressed(self.request):
            row_buttons.press(self.request, self.fields, self.typed, "data")
            return
        go = self.text("go")
        if go == "example":
            self.typed = example.answers(self.fields, self.facts)
        if go == "remove-case":
            cases.remove(self.context, self.text("case.name"))
            return
        self.check()
        if go == "save-case":
            self.save_case()

    def check(self):
        """Say what a citizen would be told."""
        self.checked = True
        self.data, self.found = declaration.validate(
            self.fields, self.typed, facts=self.facts
        )
        self.tell(self.found)

    def save_case(self):
        name = self.text("case.name")
        if not name:
            problem = Problem("case.name", _("Give the test case a name."))
            self.tell([problem, *self.found])
            return
        cases.save(self.context, self.fields, name, self.facts, self.typed)
        self.saved = name

    def open_case(self, name: str):
        """Put the answers of a case into the form and say what comes of them."""
        found = next((c for c in cases.all_of(self.context) if c["name"] == name), None)
        if found is not None:
            self.typed = dict(found["answers"])
            self.request.form["fact.case"] = found["facts"].get("case", "")
            self.request.form["fact.kind"] = found["facts"].get("applicant.kind", "")
            self.check()

    # -- for the template

    @cached_property
    def facts(self) -> dict[str, str]:
        kind = self.text("fact.kind")
        case = self.text("fact.case") or (self.cases[0]["key"] if self.cases else "")
        return {
            "case": case,
            "applicant.kind": kind if kind in dict(KINDS) else "citizen",
        }

    @property
    def cases(self) -> list[dict]:
        """The cases (trường hợp) of the procedure."""
        return list(self.procedure.cases or ())

    @property
    def kinds(self):
        return KINDS

    def sections(self):
        found = controls.controls(
            self.fields, self.typed, "data", self.found, self.facts
        )
        return controls.sections(found)

    @property
    def sheet_url(self) -> str:
        sheet = hiding.sheet(self.fields)
        return f"{self.url}/thu.css?v={crc32(sheet.encode())}"

    @property
    def stored(self) -> str:
        """The data that would be stored, as JSON."""
        return json.dumps(self.data, ensure_ascii=False, indent=2)

    @property
    def printed(self) -> list[tuple[str, str]]:
        return declaration.display(self.fields, self.data, self.facts)

    @property
    def minutes(self) -> int:
        return duration.estimated(self.fields)

    @property
    def is_phone(self) -> bool:
        return self.text("width") == "phone"

    def test_cases(self) -> list[dict]:
        """Each case with what came of it."""
        outcomes = {item.name: item for item in cases.run(self.context, self.fields)}
        return [
            {"name": case["name"], "outcome": outcomes[case["name"]]}
            for case in cases.all_of(self.context)
        ]


class TrySheet(Designer):
    """`<declaration>/thu.css`: the conditions of what is being edited."""

    def __call__(self):
        response = self.request.response
        response.setHeader("Content-Type", "text/css; charset=utf-8")
        response.setHeader("Cache-Control", "private, no-store")
        return hiding.sheet(self.fields)


class TryLive(live.Live):
    """`<declaration>/thu.json`: as `live.Live`, of what is being edited."""

    def form(self):
        return self.context

    def fields(self, form):
        return Designer(self.context, self.request).fields
