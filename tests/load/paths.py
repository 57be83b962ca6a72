"""The forms of a filing as a program sees them: which is the page's own, and what goes into it."""

from tests.load import fields
from tests.load.answering import Answers


SMALL = fields.paper(60 * 1024)
BUTTON = ".//button[@type='submit' and contains(@class, 'btn-primary')]"


def form_of(page):
    """The form that leads on, or None."""
    forms = page.xpath("//main//form[translate(@method, 'POST', 'post')='post']")
    own = [form for form in forms if form.get("data-filing") is not None]
    return next(iter([*own, *(form for form in forms if form.xpath(BUTTON))]), None)


def described(element) -> dict:
    """A control as `answering` wants it."""
    around = element.xpath(
        "ancestor::*[contains(@class, 'dvc-slot')]"
    ) or element.xpath(
        "ancestor::fieldset | ancestor::*[contains(@class, 'dvc-field')]"
    )
    marks = "" if not around else ".//*[contains(@class, 'dvc-optional')]"
    return {
        "name": element.get("name") or "",
        "type": element.get("type") or element.tag,
        "required": element.get("aria-required") == "true",
        "optional": bool(marks and around[-1].xpath(marks)),
        "kind": (element.get("class") or "").rpartition("dvc-input-")[2],
    }


def fill(form, answers: Answers) -> tuple[list, list, bool]:
    """(pairs, file parts, whether the form files): what the person sends.

    What is there stays; what is asked and empty is answered.
    """
    for element in form.xpath(".//input | .//select | .//textarea"):
        control = described(element)
        if control["type"] in ("hidden", "submit", "button", "file", "search"):
            continue
        if control["name"] and answers.wants(control):
            answer(form, element, control, answers)
    files = [
        (name, "giay-to.pdf", "application/pdf", SMALL)
        for element in form.xpath(".//input[@type='file']")
        if (name := element.get("name"))
        and answers.wants(described(element))
        and not element.xpath("ancestor::section[1]//ul[contains(@class, 'dvc-files')]")
    ]
    last = bool(
        form.xpath(".//button[@name='go' and @value='file' and not(@aria-hidden)]")
    )
    pairs = [(name, value) for name, value in form.form_values() if name != "go"]
    return pairs, files, last


def answer(form, element, control: dict, answers: Answers) -> None:
    """Answer one control, unless it has an answer."""
    name, kind = control["name"], control["type"]
    if kind == "radio":
        alike = form.xpath(".//input[@type='radio' and @name=$name]", name=name)
        if not any(one.get("checked") is not None for one in alike):
            wanted = answers.text_for(control)
            one = next((one for one in alike if one.get("value") == wanted), alike[0])
            one.set("checked", "checked")
    elif kind == "checkbox":
        element.set("checked", "checked")
    elif kind == "select":
        if not element.value:
            options = [option for option in element.value_options if option]
            wanted = answers.text_for(control)
            element.value = wanted if wanted in options else options[0]
    elif kind == "textarea":
        element.text = element.text or answers.text_for(control)
    elif not (element.get("value") or "").strip():
        element.set("value", answers.text_for(control))
