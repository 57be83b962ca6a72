"""Which forms a reader is offered for the legs and opinions of a dossier."""

from dataclasses import replace
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import terms
from hanam.dvc.counter.desk import people_at
from hanam.dvc.counter.together.fields import Field
from hanam.dvc.counter.together.fields import Form
from hanam.dvc.dossiers.together import hold_ups
from hanam.dvc.dossiers.together import offered
from hanam.dvc.dossiers.together import settings
from hanam.dvc.i18n import _
from hanam.dvc.rules import together
from hanam.dvc.rules.together import LegState
from secrets import token_urlsafe


def of_leg(view, leg) -> list[Form]:
    """The forms of one leg: those of its agency, then those of the main one."""
    return [*of_partner(view, leg), *of_manager(view, leg)]


def of_partner(view, leg) -> list[Form]:
    names = offered.of_partner(view.context, view.user, leg)
    if not names:
        return []
    say, no = view.say, leg["no"]
    turn = (("turn", str(leg["turn"])),)
    made = [
        Form(
            "leg_done",
            say(_("Answer: the part is done")),
            say(_("Send the answer")),
            (
                Field("note", "text", say(_("What your agency found or decided"))),
                Field("number", "line", say(_("Number of its paper")), optional=True),
                Field(
                    "file",
                    "file",
                    say(_("Its paper (PDF or image)")),
                    hint=say(_("It becomes part of the result of the dossier.")),
                    optional=True,
                ),
            ),
            turn,
            no,
            is_open=True,
        ),
        Form(
            "leg_back",
            say(_("Hand back with a reason")),
            say(_("Hand the part back")),
            (
                Field("to", "select", say(_("To whom")), options=earlier(view, leg)),
                reason(say),
            ),
            turn,
            no,
            grave=True,
        ),
    ]
    if "leg_take" in names:
        take = Form(
            "leg_take", say(_("Take the part")), say(_("Take the part")), (), turn, no
        )
        made.insert(1, take)
    if "leg_time" in names:
        made.append(
            Form(
                "leg_time",
                say(_("Ask for more time, once")),
                say(_("Move the date")),
                (
                    *limit(say, "1"),
                    reason(say),
                ),
                turn,
                no,
            )
        )
    return made


def earlier(view, leg) -> tuple:
    """Whom a leg can be handed back to: the main agency, or a part before it that is done."""
    legs, states = hold_ups.read(view.context)
    main = lookup.title_of_agency(view.context.agency)
    found = [("0", main, True)]
    for no in sorted(together.before(legs, leg["no"])):
        if states[no] is LegState.DONE:
            one = view.context.legs[no - 1]
            found.append((str(no), f"{view.agency(one)}: {one['title']}", False))
    return tuple(found)


def of_manager(view, leg) -> list[Form]:
    names = offered.of_manager(view.context, leg)
    say, no = view.say, leg["no"]
    version = (("version", str(view.context.version)),)
    found = []
    if "leg_choose" in names and not view.links():
        pick = Field("agency", "select", say(_("Agency")), options=agencies(view))
        found.append(
            Form(
                "leg_choose",
                say(_("Choose the agency")),
                say(_("Give the part to this agency")),
                (pick,),
                version,
                no,
                is_open=True,
            )
        )
    if "leg_reopen" in names:
        found.append(
            Form(
                "leg_reopen",
                say(_("Give it back to the agency")),
                say(_("Give the part back")),
                (reason(say),),
                version,
                no,
            )
        )
    if "leg_cancel" in names:
        found.append(
            Form(
                "leg_cancel",
                say(_("Cancel the part")),
                say(_("Cancel this part")),
                (reason(say),),
                version,
                no,
                grave=True,
            )
        )
    return found


def of_opinion(view, opinion) -> list[Form]:
    if "opinion_withdraw" not in offered.of_opinion(view.context, opinion):
        return []
    say = view.say
    why = Field("reason", "line", say(_("Reason")), optional=True)
    return [
        Form(
            "opinion_withdraw",
            say(_("Withdraw the question")),
            say(_("Withdraw this question")),
            (why,),
            (("version", str(view.context.version)),),
            opinion["no"],
        )
    ]


def of_whole(view) -> list[Form]:
    """Asking for opinions, and adding an agency: long forms on a page of their own."""
    version = (("version", str(view.context.version)),)
    return [ask(view, version), add(view, version)] if view.manages else []


def ask(view, version) -> Form:
    say, dossier = view.say, view.context
    papers = (*dossier.papers, *dossier.results)
    me = view.user.getId()
    people = people_at(dossier.agency, "officer", "leader")
    colleagues = [(i, name, False) for i, name in people if i != me]
    shown = tuple((one.id, one.title or one.filename, False) for one in papers)
    others = tuple(one for one in agencies(view)[1:] if one[0] != dossier.agency)
    return Form(
        "opinion_ask",
        say(_("Ask for an opinion")),
        say(_("Send the question")),
        (
            Field(
                "agencies",
                "multi",
                say(_("Agencies")),
                options=others,
                hint=say(_("Choose one or several; each answers by itself.")),
                optional=True,
            ),
            Field(
                "person",
                "select",
                say(_("Or a colleague")),
                options=(("", "—", False), *colleagues),
                optional=True,
            ),
            Field("name", "line", say(_("Or an expert outside: name")), optional=True),
            Field(
                "email",
                "email",
                say(_("E-mail of the expert")),
                hint=say(
                    _(
                        "The expert gets a link that opens this question and the papers "
                        "chosen below, and nothing else."
                    )
                ),
                optional=True,
            ),
            Field("question", "text", say(_("Question"))),
            Field(
                "papers",
                "checks",
                say(_("Papers to show; nothing else of the dossier is shown")),
                options=shown,
                optional=True,
            ),
            *limit(say, str(settings.value("opinion_days"))),
        ),
        (*version, ("key", token_urlsafe(12))),
    )


def add(view, version) -> Form:
    say = view.say
    legs = tuple(
        (str(leg["no"]), f"{view.agency(leg)}: {leg['title']}", False)
        for leg in view.context.legs
    )
    posts = tuple((key, say(title), key == "officer") for key, title in terms.ROLES)
    after = Field("after", "checks", say(_("Only after")), options=legs, optional=True)
    return Form(
        "leg_add",
        say(_("Give another agency a part")),
        say(_("Give the part to this agency")),
        (
            Field("agency", "select", say(_("Agency")), options=agencies(view)),
            Field("title", "line", say(_("What it is to do"))),
            Field("role", "select", say(_("Who there")), options=posts),
            *limit(say, "2"),
            *((after,) if legs else ()),
        ),
        version,
    )


def agencies(view) -> tuple:
    """(slug, name, False) of the agencies of today; the first says that none is chosen."""
    found = lookup.agencies(at=view.moment.date())
    named = ((one.getId(), lookup.name_of(one), False) for one in found)
    return (("", view.say(_("Choose…")), False), *named)


def limit(say, value) -> tuple[Field, Field]:
    units = tuple(
        (key, say(title), key == "working_day") for key, title in terms.PLAN_UNITS[:2]
    )
    return (
        Field("value", "number", say(_("Time limit")), value=value),
        Field("unit", "select", say(_("Unit")), options=units),
    )


def reason(say) -> Field:
    return Field("reason", "text", say(_("Reason; it stands in the history")))


def filled(view, form: Form) -> Form:
    """A form with what was typed into it, if it is the one that was sent."""
    if view.sent != (form.action, form.no):
        return form
    sent = view.request.form
    fields = tuple(refilled(one, sent.get(one.name)) for one in form.fields)
    # A form sent again keeps its key: nobody is asked twice.
    hidden = tuple(
        (name, str(sent.get(name) or value) if name == "key" else value)
        for name, value in form.hidden
    )
    return replace(
        form, fields=fields, hidden=hidden, is_open=True, errors=dict(view.wrong)
    )


def refilled(field: Field, given) -> Field:
    if field.kind == "file":
        return field
    values = given if isinstance(given, list) else [given or ""]
    if field.options:
        options = tuple((v, title, v in values) for v, title, _old in field.options)
        return replace(field, options=options)
    return replace(field, value=str(values[0]))
