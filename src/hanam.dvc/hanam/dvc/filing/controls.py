"""Form controls as templates render them: names, values, hints and errors tied together."""

from dataclasses import dataclass
from hanam.dvc.filing import declaration
from hanam.dvc.filing import kinds
from hanam.dvc.filing.formfield import FormField
from itertools import groupby


# Longer lists become a select, which a phone shows as a wheel.
RADIOS = 7


@dataclass(frozen=True, slots=True)
class Control:
    """One field on a page; ``value`` is what was typed, ``error`` a message or empty."""

    field: FormField
    name: str
    value: object
    error: str = ""

    @property
    def kind(self) -> kinds.Kind:
        return kinds.KINDS[self.field.kind]

    @property
    def macro(self) -> str:
        """The macro of `templates/fields.pt` that draws it."""
        control = self.kind.control
        if control == "choice" and len(self.field.choices) > RADIOS:
            return "select"
        return control

    @property
    def hint(self) -> str:
        """The designer's help, else the example of the kind."""
        return self.field.help or self.kind.hint

    @property
    def described_by(self) -> str | None:
        """Ids of hint and error for ``aria-describedby``."""
        ids = []
        if self.hint:
            ids.append(f"{self.name}-hint")
        if self.error:
            ids.append(f"{self.name}-error")
        return " ".join(ids) or None

    @property
    def autocomplete(self) -> str | None:
        return self.field.autocomplete or self.kind.autocomplete or None

    @property
    def when(self) -> str | None:
        """The condition as the style sheet of `conditions` finds it."""
        return condition_key(self.name, self.field)

    def options(self) -> list[dict]:
        """The choices with their ids; the first has the field's own, for links to it."""
        chosen = self.value if isinstance(self.value, list) else [self.value]
        return [
            {
                "id": self.name if number == 0 else f"{self.name}-{number}",
                "value": token,
                "label": label,
                "chosen": token in chosen,
            }
            for number, (token, label) in enumerate(self.field.all_choices)
        ]

    def option_groups(self) -> list[dict]:
        """The choices of a long list under their headings ("" where there are none)."""
        return [
            {
                "title": title,
                "options": [
                    {"value": token, "label": label, "chosen": token == self.value}
                    for token, label in choices
                ],
            }
            for title, choices in self.field.groups
        ]


def condition_key(name: str, field: FormField) -> str | None:
    """``applicant.kind=citizen``: the control and the values a field waits for."""
    if field.condition is None:
        return None
    prefix = name.rpartition(".")[0]
    return f"{prefix}.{field.condition.name}={'|'.join(field.condition.values)}"


def controls(fields, values, prefix: str, problems=()) -> list[Control]:
    """The controls of ``fields``; ``values`` are stored or typed answers by field name."""
    errors = {problem.field: problem.message for problem in reversed(list(problems))}
    return [
        Control(
            field,
            f"{prefix}.{field.name}",
            declaration.typed(field, values.get(field.name)),
            errors.get(f"{prefix}.{field.name}", ""),
        )
        for field in fields
    ]


def sections(found: list[Control]) -> list[dict]:
    """Controls under the headings of the declaration, in order."""
    return [
        {"title": title, "controls": list(group)}
        for title, group in groupby(found, key=lambda control: control.field.section)
    ]


def conditions(found: list[Control]) -> str:
    """A style sheet that hides what is not to be answered, without any script.

    A browser that does not know ``:has`` shows everything, as the server asks only what
    the answers call for anyway.
    """
    rules = []
    for control in found:
        condition = control.field.condition
        if condition is None:
            continue
        other = control.name.rpartition(".")[0] + "." + condition.name
        chosen = ", ".join(
            f'[name="{other}"][value="{value}"]:checked, '
            f'[name="{other}"] option[value="{value}"]:checked'
            for value in condition.values or ("1",)
        )
        rules.append(
            f'form:not(:has({chosen})) [data-when="{control.when}"] {{ display: none }}'
        )
    return "\n".join(dict.fromkeys(rules)).replace("<", "")


def typed_in(request, fields, prefix: str) -> dict:
    """What a form sent for ``fields``: texts, or lists of texts; nothing else counts."""
    found = {}
    for field in fields:
        value = request.form.get(f"{prefix}.{field.name}")
        if isinstance(value, (list, tuple)):
            found[field.name] = [text for text in value if isinstance(text, str)]
        elif isinstance(value, str):
            found[field.name] = value
    return found
