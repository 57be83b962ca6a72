"""`…/nhan-ket-qua` and `…/lien-he`: change how the result comes, and how to be reached."""

from functools import cached_property
from hanam.dvc.dossiers import wishes
from hanam.dvc.filing.after.part import Part
from hanam.dvc.filing.after.part import template
from hanam.dvc.filing.answers import RESULT_WAYS
from hanam.dvc.i18n import _


class Receiving(Part):
    """Only the ways that the procedure offers, until the result is handed over."""

    index = template("receiving")
    title = _("How the result reaches you")
    name = "nhan-ket-qua"

    @cached_property
    def can(self) -> bool:
        return wishes.can(self.dossier)

    def ways(self) -> list[dict]:
        offered = wishes.ways(self.dossier)
        chosen = self.typed("result_by") or self.dossier.result_by
        return [
            {"key": key, "title": title, "checked": key == chosen}
            for key, title in RESULT_WAYS
            if key in offered
        ]

    def address(self) -> str:
        return self.typed("address") or self.dossier.applicant["address"]

    def asks_for_address(self) -> bool:
        return "post" in wishes.ways(self.dossier)

    def send(self):
        way = self.typed("result_by")
        address = self.typed("address") if way == "post" else ""
        problems = self.attempt(wishes.receive, way, address)
        if problems:
            return self.again(problems, 400 if self.can else 409)
        return self.done(_("Noted. The agency sees how you want the result."))


class Contact(Part):
    """Phone and e-mail address of the applicant."""

    index = template("contact")
    title = _("Your phone number and e-mail address")
    name = "lien-he"

    @cached_property
    def can(self) -> bool:
        return wishes.can(self.dossier)

    def value(self, name: str) -> str:
        if name in self.request.form:
            return self.typed(name)
        return self.dossier.applicant[name]

    def send(self):
        problems = self.attempt(wishes.reach, self.typed("phone"), self.typed("email"))
        if problems:
            return self.again(problems, 400 if self.can else 409)
        return self.done(_("Noted. The agency reaches you there from now on."))
