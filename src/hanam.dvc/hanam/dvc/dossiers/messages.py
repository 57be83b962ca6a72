"""What the problems of this room mean for a reader: what happened and what to do."""

from hanam.dvc.catalogue import identity
from hanam.dvc.i18n import _
from zope.globalrequest import getRequest
from zope.i18n import translate


MESSAGES = {
    **identity.MESSAGES,
    # persons
    "person.missing": _("Say who this is."),
    "person.kind": _("Choose a citizen or an organisation."),
    "person.name_missing": _("Enter the name."),
    "person.birth_date": _(
        "This is no date of birth. Enter day, month and year, or only the year."
    ),
    "person.birth_future": _("The date of birth lies in the future. Check the year."),
    "person.commune": _("Choose the commune from the list."),
    "text.too_long": _("This text is too long: at most ${most} characters."),
    # what is filed, where and how
    "procedure.unknown": _("There is no such procedure. Choose one from the list."),
    "procedure.closed": _(
        "“${title}” cannot be filed at present: it is not in force or not published. "
        "What you entered is kept; ask the agency which procedure takes its place."
    ),
    "agency.unknown": _("There is no such agency. Choose one from the list."),
    "agency.closed": _("${title} does not exist on this day. Choose another agency."),
    "agency.not_here": _(
        "${title} does not take this procedure. Choose another agency."
    ),
    "agency.no_code": _(
        "${title} has no unit code yet, so its dossiers cannot be numbered. Tell the "
        "administrator of the portal."
    ),
    "channel.unknown": _("A dossier is filed online, at the counter or by post."),
    "channel.not_online": _(
        "This procedure cannot be filed online yet. File it at the counter."
    ),
    "channel.not_counter": _("This procedure is not taken at the counter."),
    "channel.not_post": _("This procedure is not taken by post. Choose another way."),
    "case.missing": _("Choose the case that applies to you."),
    "case.unknown": _(
        "There is no such case in this procedure. Choose one of its cases."
    ),
    "result_by.unknown": _(
        "The result of this procedure is not given that way. Choose another."
    ),
    "address.missing": _("The post needs an address. Enter it."),
    "contact.missing": _("Enter a phone number or an e-mail address."),
    "data.shape": _("The declaration must be an object of names and values."),
    # what the counter notes
    "shelf.missing": _("Enter the place, or scan it."),
    "till.amount": _("Enter the amount in đồng, digits only, or leave it empty."),
    "posted.wrong": _(
        "Enter when the post took the dossier, day and time; it cannot be later than now."
    ),
    "why.missing": _("Choose why the dossier was not filed online."),
    # hand-over slips
    "slip.code": _("“${code}” is no number of a dossier. Scan it again."),
    "slip.unknown": _("There is no dossier ${code} at your agency."),
    "slip.elsewhere": _(
        "Dossier ${code} is on another slip that is not received yet (${slip}). Receive it "
        "there, or take it off, first."
    ),
    "slip.not_on": _(
        "Dossier ${code} is not on this slip. Put it aside and ask who sent it."
    ),
    "slip.state": _("This slip was handed over, closed or cancelled in the meantime."),
    "slip.empty": _("There is no dossier on this slip yet. Scan at least one."),
    "slip.office": _("Enter to which office the dossiers go."),
    "slip.same": _("Both offices are the same. Enter another one."),
    "slip.agency": _("Choose an agency from the list."),
    # papers
    "paper.missing": _("“${title}” is missing. Add it."),
    "paper.unknown": _("This procedure does not ask for such a paper."),
    "paper.empty": _("The file “${name}” is empty. Choose it again."),
    "paper.kind": _(
        "The file “${name}” is of a kind that is not accepted, or it is not what its "
        "name says. Save it as PDF, JPG or PNG and choose it again."
    ),
    "paper.too_big": _(
        "The file “${name}” is bigger than ${most} MB. Make it smaller and choose it "
        "again."
    ),
    "paper.heic": _(
        "“${name}” is a photo in Apple's format HEIC, which cannot be read here. On the "
        "iPhone open Settings, Camera, Formats, choose “Most Compatible” and take it "
        "again; or save it as JPG."
    ),
    "paper.damaged": _(
        "The file “${name}” cannot be opened: it is damaged or only part of it arrived. "
        "Open it on your device to check it, save it anew and choose it again."
    ),
    "paper.locked": _(
        "The file “${name}” is protected by a password, so the agency could not read it. "
        "Save it without a password and choose it again."
    ),
    "paper.active": _(
        "The file “${name}” holds scripts or other files that cannot be taken out. Print "
        "it to a new PDF, or scan it, and choose that one."
    ),
    "paper.macros": _(
        "The file “${name}” holds macros. Save it without macros, or as PDF, and choose "
        "it again."
    ),
    "paper.bomb": _(
        "The file “${name}” would become far too large when it is opened. Save it as a "
        "plain PDF and choose it again."
    ),
    "paper.two_kinds": _(
        "The file “${name}” holds two kinds of content at once. Print it to a new PDF and "
        "choose that one."
    ),
    "paper.pixels": _(
        "The picture “${name}” has too many pixels (${width} × ${height}). Take it with "
        "a lower resolution, or make it smaller, and choose it again."
    ),
    "paper.infected": _(
        "A virus was found in the file “${name}”, so it was not kept. Check your device, "
        "then choose a clean copy or take a photo of the paper."
    ),
    "paper.scanner_down": _(
        "The file “${name}” cannot be checked for viruses just now, so it was not taken. "
        "Try again in a few minutes; everything else is kept."
    ),
    "paper.joined": _(
        "The photos of “${name}” together would be bigger than ${most} MB as one PDF. "
        "Leave some out, or keep them as single photos."
    ),
    "paper.held": _(
        "“${name}” is still being checked for viruses and cannot be opened yet. Try "
        "again in a few minutes."
    ),
    "paper.thrown_away": _(
        "A virus was found in “${name}”; the file was removed. Ask the applicant for a "
        "clean copy."
    ),
    "papers.too_many": _("These are too many files: at most ${most}."),
    "papers.too_big": _("The files together are bigger than ${most} MB."),
    # sending twice, together, too late
    "key.reused": _(
        "This key was used before for something else. Send it with a new key."
    ),
    "stale": _(
        "Somebody else changed this dossier while you were looking at it; nothing of "
        "yours was saved. Load the page again and decide anew."
    ),
    "action.state": _(
        "This cannot be done any more: the dossier is now “${state}”. Load the page "
        "again."
    ),
    "action.unknown": _("There is no such action."),
    "action.forbidden": _("You may not do this with the dossier."),
    "ask.once": _(
        "Papers have been asked for once already at this stage; the law allows one "
        "request, full and exact (NĐ 61/2018, art. 15 and 19)."
    ),
    "extend.no_clock": _(
        "The clock of this dossier does not run now, or it has no appointment: there is "
        "nothing to extend."
    ),
    "extend.none": _("No law in force today allows an extension."),
    "extend.used_up": _(
        "The time limit of this dossier has been extended already; the law allows one "
        "extension (NĐ 61/2018, art. 19)."
    ),
    "extend.too_late": _(
        "It is too late to extend: that could be done up to ${last}. The law asks for it "
        "before the due day (NĐ 61/2018, art. 19)."
    ),
    "extend.due_missing": _("Enter day and hour of the new appointment."),
    "extend.not_later": _("The new appointment must be later than the present one."),
    "extend.closed": _(
        "The offices are closed then. Choose a moment within office hours."
    ),
    "apology.none": _("No proposal waits for a decision. Load the page again."),
    "apology.extend_instead": _(
        "There is still time to extend the limit: do that, the apology goes with it."
    ),
    "post.on_the_way": _("Papers of this dossier are on their way by post already."),
    "post.not_on_the_way": _("No papers of this dossier are on their way by post."),
    "calendar.applying": _(
        "A changed calendar is being applied to open dossiers. Wait until that is done."
    ),
    "calendar.stale": _(
        "Somebody else changed the draft of the calendar meanwhile; nothing of yours was "
        "saved. Look at it and decide anew."
    ),
    "calendar.none": _(
        "There is no such draft or version any more. Load the page again."
    ),
    "calendar.changed_elsewhere": _(
        "The calendar in force was changed elsewhere since this draft was begun. Discard "
        "the draft and begin anew."
    ),
    "calendar.not_counted": _(
        "What the change does to open dossiers is not counted yet. Look at that first."
    ),
    "calendar.scope": _("Choose which dossiers the new calendar is to count."),
    "calendar.decision": _("Enter number and day of the decision."),
    "reason.missing": _("Give the reason; the applicant reads it."),
    "result.missing": _("Add the result: a file, or its number or text."),
    "result.too_many": _("Give the result once."),
    "answer.empty": _("Add at least one paper, or write an answer."),
    "assignee.unknown": _("This person does not work on dossiers of the agency."),
    "assignee.taken": _(
        "${name} has taken this dossier already. Ask a leader to assign it anew."
    ),
    "assignee.nobody": _("Nobody has taken this dossier."),
    "step.none": _("The dossier has no further step: finish it."),
    # several agencies, opinions, earlier steps
    "legs.left": _(
        "Not yet: parts of other agencies are not done (${agencies}). Wait for them, or cancel "
        "a part that is not needed."
    ),
    "opinions.left": _(
        "Not yet: opinions are still awaited (${names}). Wait for them, or withdraw the "
        "questions."
    ),
    "leg.unknown": _("There is no such part of an agency."),
    "leg.not_open": _(
        "This part is not open any more: somebody has answered it, or it was taken back. "
        "Load the page again."
    ),
    "leg.empty": _("Write what your agency found, or add its paper."),
    "leg.not_before": _("Choose a part that comes before and is done."),
    "leg.once": _("More time was given once already; there is no second time."),
    "leg.no_time": _(
        "The time limit of the whole dossier leaves no more time. Answer in time, or hand "
        "the part back with the reason."
    ),
    "leg.role": _("Choose the role that does the part."),
    "leg.too_many": _("A dossier has at most ${most} parts."),
    "leg.settled": _("This part is done or cancelled already."),
    "leg.not_done": _("Only a part that is done or returned can be given back."),
    "leg.begun": _("This part has begun; its agency cannot be changed any more."),
    "limit.wrong": _("Enter a whole number from 1 to ${most} and choose its unit."),
    "reason.missing_here": _("Write the reason; it stands in the history."),
    "title.missing_here": _("Write what the agency is to do."),
    "question.missing_here": _("Write the question."),
    "opinion.unknown": _("There is no such question."),
    "opinion.closed": _("This question was answered or withdrawn already."),
    "opinion.key": _("This form is incomplete. Load the page again."),
    "opinion.nobody": _("Choose whom to ask."),
    "opinion.too_many": _("Ask at most ${most} at once."),
    "opinion.twice": _("The same one is named twice."),
    "opinion.own": _(
        "This is the agency that has the dossier. Ask a colleague by name instead."
    ),
    "opinion.paper": _("One of the papers is not there any more. Choose again."),
    "opinion.name": _("Write the name of the expert."),
    "opinion.email": _("Enter the e-mail address of the expert."),
    "opinion.no_time": _(
        "The time limit of the dossier leaves no time for an opinion: at least one working "
        "day of it must be left after the answer."
    ),
    "opinion.verdict": _("Choose what your opinion comes to."),
    "opinion.text": _("Write your opinion: conditions and reasons belong into it."),
    "step.role": _(
        "The dossier is on the step “${step}”, which is for another role. Ask who has it"
        " to move on."
    ),
    "step.not_last": _(
        "The plan is not at its end: “${step}” is still to come. Pass the dossier on to"
        " the next step, or ask a leader to finish it."
    ),
    "step.reason": _(
        "The plan is not at its end: “${step}” is still to come. Give the reason why you"
        " finish the dossier now; the history keeps it."
    ),
    "step.first": _("There is no step before this one in the office."),
    "papers.lacking": _(
        "Missing: ${papers}. Ask for them, or give the reason why the dossier is accepted"
        " without; the history keeps it."
    ),
    "receiver.missing": _("Write who received the result."),
    "money.owed": _(
        "The fee is not paid in full, and this procedure gives its result against payment"
        " only. Note the payment or the exemption first."
    ),
    "track.elsewhere": _(
        "This cannot be done any more: ${track} is now “${value}”. Load the page again."
    ),
    "track.reason": _("Give the reason; the history keeps it."),
    "track.amount": _("Enter the amount in whole đồng."),
    "track.not_part": _(
        "This is the whole amount or more: note the payment instead of a part of it."
    ),
    "track.receipt": _("Enter the number of the receipt for the money."),
    "track.number": _("Enter the number of the item at the post."),
    "result_by.with_post": _(
        "The result is on its way by post already. Wait for it, or ask the agency."
    ),
    "file.base64": _("The data of the file “${name}” are not valid Base64."),
    "body.shape": _("The body of the request is not as it should be: see the manual."),
}


def text(problem):
    """The message for a `Problem`, to be translated."""
    message = MESSAGES.get(problem.code, problem.code)
    facts = {key: say(value) for key, value in problem.facts.items()}
    return _(message, mapping=facts) if facts else message


def say(value, request=None) -> str:
    """A value as text in the language of the reader."""
    return translate(value, context=request or getRequest()) if value else str(value)


def text_of(problem, request=None) -> str:
    """The message for a `Problem` in the language of the reader."""
    return translate(text(problem), context=request or getRequest())
