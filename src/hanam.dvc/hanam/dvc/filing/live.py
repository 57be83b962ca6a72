"""`<procedure>/@@to-khai.json`: computed values and what is not asked, for what is typed.

Nothing is stored; the page asks again with each change, the server computes alone.
"""

from hanam.dvc.catalogue import lookup
from hanam.dvc.filing import controls
from hanam.dvc.filing import declaration
from hanam.dvc.filing import guard
from hanam.dvc.filing.asking import Asked
from hanam.dvc.filing.asking import ROWS
from hanam.dvc.filing.asking import rows_of
from hanam.dvc.filing.page import Page
from hanam.dvc.rules.conditions import RESERVED

import json


class Live(Page):
    """POST of the controls ``data.*`` and the facts ``fact.*``; ``v`` is the version.

    Answers {"computed": {id: text}, "hidden": [names of fields]}.
    """

    def __call__(self):
        guard.keep_private(self.request.response)
        self.request.response.setHeader("Content-Type", "application/json")
        form = self.form()
        if form is None or self.request.method != "POST":
            self.request.response.setStatus(404)
            return "{}"
        fields = self.fields(form)
        typed = controls.typed_in(self.request, fields, "data")
        facts = {name: self.text(f"fact.{name}") for name in RESERVED}
        computed, hidden = {}, []
        look(Asked(fields, typed, facts), "data", computed, hidden)
        computed = {name: self.say(text) for name, text in computed.items()}
        return json.dumps({"computed": computed, "hidden": hidden})

    def form(self):
        return lookup.declaration(self.context)

    def fields(self, form):
        return declaration.fields_of(form, self.text("v"))

    def text(self, name: str) -> str:
        value = self.request.form.get(name, "")
        return value if isinstance(value, str) else ""


def look(known: Asked, prefix: str, computed: dict, hidden: list) -> None:
    """Collect the texts of computed fields and the names of those not asked."""
    for field in known.fields.values():
        name = f"{prefix}.{field.name}"
        if not known.asks(field):
            hidden.append(name)
        if field.kind == "computed":
            computed[name] = declaration.shown(field, known.result(field))
        if field.kind in ROWS:
            for number, row in enumerate(rows_of(field, known.raw.get(field.name))):
                key = name if field.kind == "address" else f"{name}.{number}"
                look(known.row(field, row), key, computed, hidden)
