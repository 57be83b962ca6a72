"""Fill in whatever a page asks, as a person does who knows the answers.

`Answers` hold them by the name of a control; what is not known by name is answered by its kind. What is
there already is left as it is, and nothing is typed twice.
"""

from pathlib import Path

import re


# All controls of the page in their order, as the person sees them.
CONTROLS = """
() => [...document.querySelectorAll('main form input, main form select, main form textarea')]
  .filter((one) => !['hidden', 'submit', 'button'].includes(one.type) && !one.disabled && !one.readOnly)
  .map((one) => {
    const around = one.closest('fieldset, .dvc-field, .dvc-slot, section');
    const slot = one.closest('.dvc-slot') || around;
    const label = one.labels?.[0] || around?.querySelector('legend, label');
    const group = one.type === 'radio' ? one.closest('fieldset') : null;
    return {
      id: one.id, name: one.name, value: one.value, checked: !!one.checked,
      type: one.tagName === 'INPUT' ? one.type : one.tagName.toLowerCase(),
      label: (label?.textContent || '').trim(),
      kind: (/dvc-input-(\\w+)/.exec(one.className) || ['', ''])[1],
      required: one.required || one.getAttribute('aria-required') === 'true',
      optional: !!(group || around)?.querySelector('.dvc-optional')
        || !!slot?.querySelector('h2 .dvc-optional'),
      filled: !!slot?.querySelector('.dvc-files li'),
      mode: one.autocomplete,
      folded: !!one.closest('details:not([open])'),
      shown: one.checkVisibility(),
      options: [...(one.options || [])].map((option) => option.value).filter(Boolean),
    };
  })
"""
CHECKED = "id => document.getElementById(id)?.checked"
DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
BY_KIND = {
    "date": "15/01/2018",
    "birth": "15/01/1985",
    "integer": "1",
    "money": "1.000.000",
    "number": "1",
    "personal_id": "035185000000",
    "phone": "0900000000",
    "email": "nguoi.mau@vi-du.example",
    "tax_code": "0700000005",
}
# Asked of a person but not needed for the filing: left empty on the first visit.
LEFT_EMPTY = ("owner.",)


def readable(value) -> str:
    """A value of the API as somebody types it: days in the Vietnamese order."""
    if isinstance(value, bool):
        return "1" if value else ""
    text = str(value)
    found = DAY.fullmatch(text)
    return "/".join(reversed(found.groups())) if found else text


class Answers:
    """What the person knows: ``body`` is the example of the API for the procedure.

    ``paper`` is the file chosen for every paper that must be there and for the components ``more_papers``;
    ``special`` are answers of this person instead of the example's; ``code`` gives the one-time code
    when one is asked.
    """

    def __init__(
        self, body: dict, paper: Path, special=None, more_papers=(), code=None
    ):
        self.paper, self.code = paper, code
        self.more_papers = {f"papers.{key}" for key in more_papers}
        self.known = {f"data.{name}": value for name, value in body["data"].items()}
        self.known |= {
            f"applicant.{name}": value for name, value in body["applicant"].items()
        }
        self.known |= {
            "place.agency": body["agency"],
            "place.case": body.get("case", ""),
            "way.result_by": body.get("result_by", ""),
            "who.for": "self",
            "check.statement": True,
        }
        self.known |= special or {}
        self.declared = 0
        self.papers = 0

    def wants(self, control: dict) -> bool:
        """Whether the person answers it: all of the declaration, else what is needed."""
        name = control["name"]
        if name.startswith(LEFT_EMPTY):
            return False
        if control["type"] == "file":
            return not control["optional"] or name in self.more_papers
        if control["type"] == "checkbox" and not control["required"]:
            return self.known.get(name) is True
        if name.startswith("data."):
            return name in self.known or not control["optional"]
        if control["type"] == "radio":
            return not control["optional"]
        if control.get("mode") == "one-time-code":
            return True
        return control["required"]

    def text_for(self, control: dict) -> str:
        value = self.known.get(control["name"])
        if value in (None, "", []):
            return BY_KIND.get(control["kind"], "Ví dụ")
        return readable(value[0] if isinstance(value, list) else value)


class Filler:
    """Answers the page that ``phone`` is at."""

    def __init__(self, phone, answers: Answers):
        self.phone, self.page, self.answers = phone, phone.page, answers

    def controls(self) -> list[dict]:
        return self.page.evaluate(CONTROLS)

    def fill(self) -> None:
        """Answer control after control; each answer may bring others to light."""
        seen: set[str] = set()
        looked = False
        while True:
            found = self.controls()
            left = [one for one in found if self.is_open(one, found, seen)]
            if left:
                looked = False
                seen.add(left[0]["name"])
                self.answer(left[0], found)
            elif not looked:
                # The page may still be asking what else it has to show.
                self.phone.settle()
                looked = True
            else:
                return self.note(found)

    def note(self, found: list[dict]) -> None:
        """Count the questions of the declaration that are shown, answered already or not."""
        names = {one["name"] for one in found if one["shown"]}
        self.answers.declared += sum(name.startswith("data.") for name in names)

    def is_open(self, control: dict, found: list[dict], seen: set[str]) -> bool:
        """Whether the person still has to answer it."""
        name = control["name"]
        if name in seen or not name or not self.answers.wants(control):
            return False
        if not control["shown"] and not control["folded"]:
            return False
        if control["type"] in ("radio", "checkbox"):
            alike = [one for one in found if one["name"] == name]
            return not any(one["checked"] for one in alike)
        if control["type"] == "file":
            return not control["filled"]
        return not control["value"].strip()

    def answer(self, control: dict, found: list[dict]) -> None:
        kind = control["type"]
        if control["mode"] == "one-time-code":
            self.type_into(control, self.answers.code())
        elif kind == "file":
            self.answers.papers += 1
            self.locate(control).set_input_files(str(self.answers.paper))
            self.phone.act("file", control["label"])
        elif kind == "radio":
            self.choose(control, found)
        elif kind == "checkbox":
            self.tap(control)
        elif kind == "select":
            self.select(control)
        else:
            self.type_into(control, self.answers.text_for(control))

    def locate(self, control: dict):
        if control["id"]:
            return self.page.locator(f"[id='{control['id']}']")
        return self.page.locator(f"main [name='{control['name']}']").first

    def unfold(self, control: dict) -> None:
        """Open what a control lies folded in."""
        while True:
            folded = self.locate(control).locator("xpath=ancestor::details[not(@open)]")
            if not folded.count():
                return
            folded.first.locator("summary").first.tap()
            self.phone.act("tap", "mở phần gấp")

    def tap(self, control: dict) -> None:
        self.unfold(control)
        self.locate(control).tap()
        # A tap becomes a click a little later.
        self.page.wait_for_function(CHECKED, arg=control["id"])
        self.phone.act("choose", control["label"])

    def choose(self, control: dict, found: list[dict]) -> None:
        """Tap one of several; in a long list the person first types a part of its name."""
        wanted = readable(self.answers.known.get(control["name"]) or "")
        alike = [one for one in found if one["name"] == control["name"]]
        one = next((one for one in alike if one["value"] == wanted), alike[0])
        finder = self.page.locator(f"[data-filter='{control['name']}']:visible")
        if len(alike) > 8 and finder.count() and one["folded"]:
            words = one["label"].split("\n")[0].split()[-2:]
            finder.press_sequentially(" ".join(words))
            self.phone.act("type", "tìm theo tên", sum(map(len, words)))
            one = next(new for new in self.controls() if new["id"] == one["id"])
        self.tap(one)

    def select(self, control: dict) -> None:
        wanted = readable(self.answers.known.get(control["name"]) or "")
        if wanted not in control["options"]:
            wanted = control["options"][0]
        self.unfold(control)
        self.locate(control).select_option(wanted)
        self.phone.act("choose", control["label"])

    def type_into(self, control: dict, text: str) -> None:
        self.unfold(control)
        if control["type"] == "date":
            text = "-".join(reversed(text.split("/")))
        self.locate(control).fill(text)
        self.phone.act("type", control["label"], len(text))
