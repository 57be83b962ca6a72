"""`…/danh-gia`: the applicant says how satisfied they are."""

from datetime import timedelta
from functools import cached_property
from hanam.dvc.catalogue.satisfaction import questions
from hanam.dvc.filing.after import rating
from hanam.dvc.filing.after.part import Part
from hanam.dvc.filing.after.part import template
from hanam.dvc.i18n import _
from hanam.dvc.register import ratings
from hanam.dvc.rules.vietnamese import short_date


class Rating(Part):
    """One page; only the overall question must be answered."""

    index = template("rating")
    title = _("How was it?")
    name = "danh-gia"
    longest = rating.LONGEST

    def send(self):
        names = ["overall", *(item.key for item in self.questionnaire.criteria)]
        answers = {name: self.typed(f"rating.{name}") for name in names}
        row, problems = rating.rate(
            self.dossier, answers, self.typed("comment"), proof=self.proof or None
        )
        if row is None:
            return self.again(problems, 400 if self.chance.possible else 409)
        return self.done(_("Thank you. Your rating is kept."))

    @cached_property
    def chance(self):
        return rating.chance(self.dossier)

    @cached_property
    def questionnaire(self):
        return rating.asked(self.dossier)

    @cached_property
    def known(self) -> dict:
        """What was answered before, by criterion; "" is the overall answer."""
        return {} if self.chance.row is None else ratings.answers_of(self.chance.row)

    def comment(self) -> str:
        if self.request.method == "POST":
            return self.typed("comment")
        return "" if self.chance.row is None else self.chance.row.comment

    def until(self) -> str:
        """The last day on which the rating can be changed."""
        if self.chance.row is None:
            return ""
        days = timedelta(days=questions.value("change_days"))
        return short_date(self.chance.row.at + days)

    def overall(self) -> dict:
        levels = self.questionnaire.levels
        return self.group("overall", self.questionnaire.text, levels, ratings.OVERALL)

    def criteria(self) -> list[dict]:
        return [
            self.group(item.key, item.text, item.answers, item.key)
            for item in self.questionnaire.criteria
        ]

    def group(self, name, text, answers, known) -> dict:
        """A question as radio buttons: {name, text, options, error}."""
        chosen = self.typed(f"rating.{name}") or self.known.get(known, "")
        return {
            "id": name,
            "name": f"rating.{name}",
            "text": text,
            "error": self.problem_of(name),
            "options": [
                {"key": item.key, "text": item.text, "checked": item.key == chosen}
                for item in answers
            ],
        }
