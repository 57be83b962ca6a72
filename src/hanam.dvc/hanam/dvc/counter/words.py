"""What staff read: states, channels, time left. English here, Vietnamese in `locales`."""

from hanam.dvc import spoken
from hanam.dvc.dossiers.slip_words import commune
from hanam.dvc.dossiers.slip_words import day_in_words
from hanam.dvc.dossiers.slip_words import moment_in_words
from hanam.dvc.dossiers.slip_words import RESULT_BY
from hanam.dvc.i18n import _
from hanam.dvc.rules.states import State
from hanam.dvc.rules.vietnamese import clock_time
from hanam.dvc.rules.vietnamese import short_date


__all__ = ["RESULT_BY", "commune", "day_in_words", "moment_in_words"]
# The looks of the style sheet: `dvc-state-<look>`.
LOOKS = {
    State.SUBMITTED: "",
    State.ACCEPTED: "",
    State.PROCESSING: "",
    State.SUPPLEMENT: "wait",
    State.PAYMENT: "wait",
    State.FINISHED: "good",
    State.RETURNED: "done",
    State.REFUSED: "bad",
    State.STOPPED: "bad",
    State.WITHDRAWN: "done",
}
CHANNELS = {
    "online": _("Online"),
    "counter": _("At the counter"),
    "post": _("By post"),
}
ROLES = {
    "clerk": _("Clerk of the one-stop office"),
    "officer": _("Officer"),
    "leader": _("Leader"),
}
# Who acted without an account.
APPLICANT = _("The applicant")
# What the history tells: action → what happened.
DONE = {
    "submit": _("Dossier filed"),
    "accept": _("Accepted"),
    "ask_submitted": _("Papers asked for"),
    "refuse": _("Not accepted"),
    "start": _("Processing begun"),
    "finish": _("Dossier finished"),
    "ask": _("Papers asked for"),
    "request_payment": _("Payment asked for"),
    "payment_done": _("Payment confirmed"),
    "answer_submitted": _("Papers added"),
    "answer_processing": _("Papers added"),
    "stop": _("Processing stopped"),
    "hand_over": _("Result handed over"),
    "withdraw": _("Withdrawn by the applicant"),
    "assign": _("Assigned"),
    "release": _("Given back"),
    "next_step": _("Next step"),
    "result_way": _("Way of receiving the result changed"),
    "contact": _("Phone or e-mail of the applicant changed"),
    "paper_removed": _("Infected file removed"),
    "letter_kept": _("Letter kept with the dossier"),
    "rebuild": _("Register derived anew from the document"),
    "void": _("Number declared void"),
    "leg_open": _("Part of an agency begun"),
    "leg_take": _("Part taken"),
    "leg_done": _("Part of an agency done"),
    "leg_back": _("Part handed back"),
    "leg_time": _("Part given more time"),
    "leg_add": _("Part given to an agency"),
    "leg_cancel": _("Part cancelled"),
    "leg_reopen": _("Part given back to its agency"),
    "leg_choose": _("Agency of a part chosen"),
    "opinion_ask": _("Opinion asked for"),
    "opinion_answer": _("Opinion given"),
    "opinion_withdraw": _("Question withdrawn"),
    "opinion_remind": _("Reminded of an opinion"),
    "opinion_silent": _("No opinion in time: counts as agreement"),
    "opinion_escalated": _("No opinion in time: the leaders decide"),
    "shelf": _("Place of the folder changed"),
    "fee": _("Fee noted at the counter"),
    "slip_out": _("Handed over inside the administration"),
    "slip_in": _("Received from inside the administration"),
    "slip_missing": _("Did not arrive with its hand-over slip"),
    "step_back": _("Given back to the step before"),
    "result_prepared": _("Result prepared"),
    "result_signed": _("Result signed"),
    "result_dropped": _("Prepared result removed"),
    "result_withdrawn": _("Result withdrawn"),
    "result_fetched": _("Result downloaded by the applicant"),
    "originals_returned": _("Originals returned"),
    "money": _("Money"),
    "delivery": _("Hand-over"),
    "sync": _("National portal"),
    "extend": _("Time limit extended"),
    "post_begin": _("Papers handed to the post"),
    "post_end": _("Papers arrived by post"),
    "recount_calendar": _("Counted anew by a changed calendar"),
    "apology_proposed": _("Apology proposed"),
    "apology_back": _("Proposal of an apology sent back"),
    "apologise": _("Applicant asked to excuse the delay"),
}
# (many of the time, overdue): singular and plural are one in Vietnamese.
LEFT = {
    ("days", False): (_("1 day left"), _("${n} days left")),
    ("days", True): (_("1 day overdue"), _("${n} days overdue")),
    ("hours", False): (_("1 hour left"), _("${n} hours left")),
    ("hours", True): (_("1 hour overdue"), _("${n} hours overdue")),
}
LESS = {
    False: _("less than 1 hour left"),
    True: _("less than 1 hour overdue"),
}


def left_message(left):
    """A `rules.clock.Left` as a message: "2 days left", "1 day overdue"."""
    for unit in ("days", "hours"):
        number = getattr(left, unit)
        if number:
            one, many = LEFT[unit, left.overdue]
            return one if number == 1 else _(many, mapping={"n": number})
    return LESS[left.overdue]


def day(moment) -> str:
    """ "06/9/2018"; "" for None."""
    return "" if moment is None else short_date(moment)


def received(name: str, number: str = ""):
    """By whom a result was received, as a message; ``number`` of their identity card."""
    facts = {"name": name, "number": number}
    if not number:
        return _("Received by ${name}.", mapping=facts)
    return _("Received by ${name}, identity card ${number}.", mapping=facts)


def day_and_time(moment) -> str:
    """ "09:00 06/9/2018"; "" for None."""
    return "" if moment is None else f"{clock_time(moment)} {short_date(moment)}"


def appointment(moment) -> str:
    """ "09:00, thứ Năm, ngày 06 tháng 9 năm 2018"; "" for None."""
    return spoken.appointment(moment)
