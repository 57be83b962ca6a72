"""`/thu-tuc/<code>/tinh-phi`: what the procedure costs, computed step by step."""

from functools import cached_property
from hanam.dvc.cards import Card
from hanam.dvc.catalogue import access
from hanam.dvc.catalogue import asked as requests
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import terms
from hanam.dvc.catalogue.charging import asked
from hanam.dvc.catalogue.charging import words
from hanam.dvc.catalogue.views.page import NotHere
from hanam.dvc.catalogue.views.page import Page
from hanam.dvc.i18n import _
from hanam.dvc.rules.vietnamese import money_in_words
from hanam.dvc.rules.vietnamese import short_date
from hanam.dvc.spoken import is_vietnamese
from hanam.dvc.spoken import money
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


LABELS = {
    "copies": _("How many copies?"),
    "pages": _("How many pages has each copy?"),
    "rooms": _("How many rooms?"),
    "items": _("How many?"),
}
CALCULATOR = "tinh-phi"


class Calculator(Page):
    """A form and its answer on one page; a GET, so that the answer has an address."""

    template = ViewPageTemplateFile("templates/calculator.pt")
    page_title = _("Calculate the fee")

    def __call__(self):
        if not access.may_view(self.context):
            page = NotHere(api.portal.get(), self.request)
            page.name = self.context.getId()
            return page()
        if self.problems:
            self.request.response.setStatus(400)
        return self.template()

    @property
    def guest_cache(self):
        published = api.content.get_state(self.context, default="") == "published"
        return Page.guest_cache if published else 0

    @property
    def crumbs(self):
        here = {"url": self.context.absolute_url(), "title": self.context.title}
        return [self.crumb(lookup.PROCEDURES), here]

    @cached_property
    def read(self):
        """(question, problem): one of them is None."""
        try:
            return asked.read(self.request.form, self.context), None
        except requests.Wrong as error:
            return None, error.message

    @property
    def problems(self) -> list[dict]:
        message = self.read[1]
        return [] if message is None else [{"field": "calculator", "message": message}]

    @cached_property
    def question(self):
        """What is asked; what would be asked without a word, where it makes no sense."""
        return self.read[0] or asked.read({}, self.context)

    @cached_property
    def answer(self):
        return None if self.problems else asked.answer(self.context, self.question)

    @property
    def typed_day(self) -> str:
        """The day of an address that asks for another day than today."""
        return "" if self.problems else self.typed("day")

    def typed(self, name) -> str:
        value = self.request.form.get(name)
        return value if isinstance(value, str) else ""

    # -- the form

    def cases(self) -> list[dict]:
        rows = [(row["key"], row["title"]) for row in self.context.cases or ()]
        return self.options(rows, self.question.case)

    def channels(self) -> list[dict]:
        offered = self.context.channels or ()
        rows = [pair for pair in terms.CHANNELS if pair[0] in offered]
        return self.options(rows, self.question.channel)

    def groups(self) -> list[dict]:
        known = asked.changes(self.context, self.question.day)["group"]
        none = [("", _("None of these"))]
        return self.options(self.titled(none, known), self.question.facts.group)

    def areas(self) -> list[dict]:
        known = asked.changes(self.context, self.question.day)["area"]
        none = [("", _("In a city or town"))]
        return self.options(self.titled(none, known), self.question.facts.area)

    def titled(self, first, known) -> list:
        """(key, title) pairs; none where there is nothing to choose."""
        rows = [(key, words.title_of(key, title)) for key, title in known.items()]
        return [*first, *rows] if rows else []

    def options(self, pairs, chosen) -> list[dict]:
        return [
            {"value": value, "title": title, "selected": value == chosen}
            for value, title in pairs
        ]

    def numbers(self) -> list[dict]:
        """{name, label, value} of what is to be counted."""
        facts = self.question.facts
        return [
            {
                "name": name,
                "label": LABELS[name],
                "value": self.typed(name) or getattr(facts, name),
            }
            for name in asked.counted(self.context, self.question.day)
        ]

    # -- the answer

    def lines(self) -> list[dict]:
        """{title, steps, amount, text} of each fee; ``amount`` empty where unknown."""
        return [self.line(line) for line in self.answer.lines]

    def line(self, line) -> dict:
        row, computed = line.row, line.computed
        kind = self.say(terms.title_of(terms.FEE_KINDS, row["kind"]))
        return {
            "title": row["title"] or kind,
            "steps": [
                words.sentence(step, self.request)
                for step in (computed.trace if computed else ())
            ],
            "amount": money(computed.amount) if computed else "",
            "text": row["text"],
        }

    def total(self) -> str:
        return money(self.answer.total)

    def total_in_words(self) -> str:
        """The sum in words, as a receipt has it; in Vietnamese only."""
        return money_in_words(self.answer.total) if is_vietnamese() else ""

    def day(self) -> str:
        return short_date(self.question.day)


class CalculatorLink(Card):
    """Below the facts of a procedure whose fee depends on what one asks for."""

    template = ViewPageTemplateFile("templates/link.pt")

    @property
    def url(self) -> str:
        return f"{self.context.absolute_url()}/{CALCULATOR}"

    @property
    def is_shown(self) -> bool:
        return bool(asked.is_worth_asking(self.context, self.view.today))
