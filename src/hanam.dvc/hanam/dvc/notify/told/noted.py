"""From an entry of a dossier's history to the messages of who is to be told."""

from datetime import timedelta
from hanam.dvc.catalogue import clock_settings
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers.events import Noted
from hanam.dvc.notify import choices
from hanam.dvc.notify import queue
from hanam.dvc.notify.told import values
from hanam.dvc.notify.told.declared import OF_ACTION
from plone import api
from zope.component import adapter


# What happened longer ago (a dossier brought in later) is told to nobody.
NEWS = timedelta(days=1)


def is_news(noted: Noted) -> bool:
    """Whether it happened lately, to a dossier that is no practice."""
    return not noted.dossier.practice and moment.now() - noted.at <= NEWS


@adapter(Noted)
def tell(noted: Noted) -> None:
    """Queue the messages of what happened. Dossiers of practice tell nobody."""
    event = OF_ACTION.get(noted.action)
    dossier = noted.dossier
    if event is None or not is_news(noted):
        return
    if noted.action == "recount_calendar" and not tells_of_calendar(dossier):
        return
    if noted.action == "submit" and dossier.channel != "online":
        # A paper dossier is filed and accepted in one go; the receipt says it all.
        return
    for role, to, user in recipients(dossier):
        language = choices.of(user).language
        queue.put(
            event,
            to,
            values.of(dossier, noted.text, language, role == "owner"),
            code=dossier.code,
            procedure=dossier.procedure_code,
            key=f"{dossier.code} {event} {noted.at.isoformat()} {role}",
            language=language,
            user=user,
        )


def tells_of_calendar(dossier) -> bool:
    """Whether applicants are told of a changed calendar, and this one of an appointment."""
    is_result = bool(dossier.recounts) and dossier.recounts[-1]["kind"] == "result"
    return is_result and clock_settings.tells_of_calendar()


def recipients(dossier):
    """(role, `To`, user id) of the applicant, and of the owner who can be reached otherwise."""
    to = contact(dossier.applicant)
    user = dossier.filed_by
    if user:
        to = of_user(user, to)
    yield "applicant", to, user
    if dossier.is_for_another():
        owner = contact(dossier.owner)
        mine = {to.email, to.phone, ""}
        left = queue.To(
            "" if owner.email in mine else owner.email,
            "" if owner.phone in mine else owner.phone,
        )
        if left != queue.To():
            yield "owner", left, ""


def contact(person) -> queue.To:
    return queue.To(person["email"].strip(), person["phone"].strip())


def of_user(user: str, to: queue.To) -> queue.To:
    """The contacts of the dossier, with those of the account where it has none."""
    email = to.email
    if not email:
        member = api.user.get(userid=user)
        email = (member.getProperty("email", "") if member else "") or ""
    choice = choices.of(user)
    zalo = (choice.zalo or to.phone) if "zalo" in choice.channels else ""
    return queue.To(email, to.phone, zalo)
