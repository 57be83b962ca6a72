"""On a step: taking a link or a code along, to go on elsewhere."""

from hanam.dvc.dossiers import drafts
from hanam.dvc.filing.drafting import resume
from hanam.dvc.filing.drafting.brake import Brake
from hanam.dvc.filing.drafting.pages import template
from hanam.dvc.i18n import _
from plone import api


class Leaving:
    """The part of the wizard that lets a guest go on with the draft elsewhere."""

    code_page = template("code")
    short_code = pin = ""

    def resume_asked(self):
        """The answer to a button of the macro ``resume``; None where none was pressed."""
        asked = self.request.form.get("resume")
        if self.draft.filed_by or asked not in ("link", "code", "revoke"):
            return None
        drafts.touch(self.draft)
        if asked == "code":
            code, self.pin = resume.new_code(self.draft)
            self.short_code = resume.in_groups(code)
            return self.code_page()
        if asked == "revoke":
            resume.revoke(self.draft, self.request)
            self.say_next(_("Nobody else can open this draft any more."))
        else:
            self.send_link()
        return self.go(self.step_url(self.step))

    def send_link(self) -> None:
        brake = Brake("draft-send", self.request, self.draft.getId())
        if brake.is_on():
            self.say_next(_("The link was sent several times already; look there."))
            return
        brake.count()
        if resume.send_link(self.draft):
            words = _(
                "The link is on its way to ${contact}. The draft is saved and not filed.",
                mapping={"contact": self.resume_contact},
            )
            self.say_next(words)
        else:
            self.say_next(_("There is no e-mail address or phone to send the link to."))

    def say_next(self, words) -> None:
        api.portal.show_message(words, request=self.request)

    @property
    def resume_contact(self) -> str:
        """Where a link would be sent, as a hint to its owner; "" where nowhere."""
        contact = resume.contact_of(self.draft)
        return "" if contact is None else contact.hint

    def is_open_elsewhere(self) -> bool:
        return resume.is_open_elsewhere(self.draft)
