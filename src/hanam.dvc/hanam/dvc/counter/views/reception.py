"""`/tiep-nhan`: a paper dossier is received at the counter, accepted and its receipt printed.

First the procedure (and its case), then one page for everything else.
"""

from functools import cached_property
from hanam.dvc.catalogue import limits
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import search
from hanam.dvc.counter import earlier
from hanam.dvc.counter import receiving
from hanam.dvc.counter import reception
from hanam.dvc.counter import typed
from hanam.dvc.counter.finding import people
from hanam.dvc.counter.photos import trays
from hanam.dvc.counter.views import reception_form
from hanam.dvc.counter.views.base import StaffView
from hanam.dvc.counter.views.reception_form import FormParts
from hanam.dvc.counter.views.reception_photos import WithPhotos
from hanam.dvc.dossiers import messages
from hanam.dvc.dossiers.errors import DossierError
from hanam.dvc.i18n import _
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode

import transaction


MOST_FOUND = 40
PERSONS = dict(reception_form.PERSONS)
# What shows the form again without receiving anything.
STAYING = ("find", "pick", "photos")


class Reception(FormParts, WithPhotos, StaffView):
    """See the module; the form is the `reception.Reception` in ``filled``."""

    page_title = _("Receive a paper dossier")
    for_whom = _(
        "Paper dossiers are received by the clerks of an agency's counter; your account has another role."
    )
    pick = ViewPageTemplateFile("../templates/reception_pick.pt")
    form = ViewPageTemplateFile("../templates/reception.pt")
    parts = ViewPageTemplateFile("../templates/reception_parts.pt")
    person_parts = ViewPageTemplateFile("../templates/reception_person.pt")
    way_parts = ViewPageTemplateFile("../templates/reception_ways.pt")
    photo_parts = ViewPageTemplateFile("../photos/templates/parts.pt")
    told = ""
    picked = False

    def may_enter(self) -> bool:
        return bool(self.places)

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The agencies at whose counter the reader works."""
        return self.desk.agencies_as("clerk")

    def page(self):
        if self.procedure is None or not self.agency or self.must_choose_case:
            return self.pick()
        self.filled = reception.blank(self.procedure, self.agency, self.case)
        if self.is_post:
            return self.handle()
        total = self.promise["total"]
        self.filled.due = str(total) if total else ""
        return self.form()

    # --- which procedure, where, which case ---

    def given(self, name: str) -> str:
        return typed.text(self.request.form, name)

    @cached_property
    def procedure(self):
        """The procedure chosen, if one of the reader's counters receives it."""
        found = lookup.procedure(self.given("procedure"))
        return found if found is not None and self.agencies_for(found) else None

    def agencies_for(self, procedure) -> list[str]:
        return receiving.places_for(procedure, self.desk)

    @cached_property
    def agency(self) -> str:
        """The counter: the one named, or the only one there is."""
        found = self.agencies_for(self.procedure)
        if self.given("agency") in found:
            return self.given("agency")
        return found[0] if len(found) == 1 else ""

    @property
    def cases(self) -> list[dict]:
        return list(self.procedure.cases or ()) if self.procedure is not None else []

    @property
    def case(self) -> str:
        known = {row["key"] for row in self.cases}
        return self.given("case") if self.given("case") in known else ""

    @property
    def must_choose_case(self) -> bool:
        return bool(self.cases) and not self.case

    def choices(self) -> list[dict]:
        """What is left to choose once the procedure is known: {title, url, note}."""
        if self.agency:
            return [
                self.choice(row["title"], agency=self.agency, case=row["key"])
                for row in self.cases
            ]
        return [
            self.choice(self.reader.agency(slug), agency=slug, case=self.case)
            for slug in self.agencies_for(self.procedure)
        ]

    def choice(self, title, **query) -> dict:
        query = {"procedure": self.procedure.getId(), **query}
        return {"title": title, "url": f"{self.url}?{urlencode(query)}"}

    def found(self) -> list[dict]:
        """Procedures of the reader's counters that fit what was searched for."""
        items, seen = [], set()
        for slug in self.places:
            _total, found = search.find(self.given("q"), agency=slug, size=MOST_FOUND)
            for item in found:
                if item["id"] not in seen and not item["closed"]:
                    seen.add(item["id"])
                    items.append(self.found_item(item))
        return items[:MOST_FOUND]

    def found_item(self, item) -> dict:
        return {
            "title": item["title"],
            "code": item["code"],
            "limit": self.say(limits.in_words(item["limit"])),
            "url": f"{self.url}?{urlencode({'procedure': item['id']})}",
        }

    @property
    def url(self) -> str:
        return f"{self.portal_url}/tiep-nhan"

    # --- the form ---

    def handle(self):
        """Look a person up, or receive; whatever was typed is shown again."""
        self.tray = self.tray_sent()
        self.filled = reception.fill(self.filled, self.request.form, self.tray)
        if not self.is_genuine():
            self.request.response.setStatus(403)
            message = _(
                "This form is too old or was sent from elsewhere. Send it again."
            )
            self.problems = [{"field": "", "message": self.say(message)}]
            return self.form()
        what, _dash, which = self.asked()
        if what in STAYING:
            self.keep_files()
        if what == "photos":
            return self.photograph(which)
        if what in ("find", "pick"):
            return self.find(which) if what == "find" else self.pick_person(which)
        try:
            receipt = receiving.receive(
                self.filled, self.desk, self.now, incomplete=what == "ask"
            )
        except DossierError as error:
            return self.refuse(error)
        if receipt.created and self.tray is not None:
            trays.close(self.tray)
        if not receipt.created:
            self.tell(_("This dossier had been received already; here is its receipt."))
        if receipt.dossier.received is None:
            self.tell(_("Papers were asked for; the applicant is to answer."))
            return self.go(receipt.dossier.absolute_url())
        return self.go(f"{receipt.dossier.absolute_url()}/@@giay-tiep-nhan?in=1")

    def asked(self) -> tuple[str, str, str]:
        """What is to be done; Enter in the field for finding means to find."""
        asked = self.given("do")
        if (
            asked == "receive"
            and self.filled.find
            and not self.filled.applicant["name"]
        ):
            asked = "find-person"
        return asked.partition("-")

    def find(self, prefix: str):
        """Look for somebody who was here before: by what stands in the field for that, or
        by the number of one of the two people."""
        if prefix == "person":
            return self.find_person()
        person = self.filled.owner if prefix == "owner" else self.filled.applicant
        number = person["id_number"] or person["tax_code"]
        known = earlier.person(number, self.places)
        if known is None:
            self.told = self.say(_("Nobody with this number has filed here before."))
        else:
            fill_blanks(person, known)
            self.told = self.say(_("Filled in from an earlier dossier. Check it."))
        return self.form()

    def find_person(self):
        """The people that fit; the only one with a whole number is taken at once, what finds
        nobody goes into the field where it belongs."""
        text = self.filled.find
        self.matches = people.find(text, self.places)
        search = people.read(text)
        if len(self.matches) == 1 and search.numbers:
            return self.pick_person(self.matches[0].token)
        if not self.matches:
            self.told = self.say(
                _("Nobody like this has filed here before. Enter who it is.")
            )
            reception.enter_unknown(self.filled.applicant, text)
        return self.form()

    def pick_person(self, token: str):
        """Fill in all that is known of the person that was chosen."""
        found = people.pick(token, self.places)
        self.matches = ()
        if found is None:
            self.told = self.say(_("There is no such person here."))
            return self.form()
        applicant, owner = found
        self.filled.applicant = reception.whole(applicant)
        self.filled.for_other = owner is not None
        if owner is not None:
            self.filled.owner = reception.whole(owner)
        self.filled.find = ""
        self.picked = True
        self.told = self.say(_("Filled in from an earlier dossier. Check it."))
        return self.form()

    def refuse(self, error: DossierError):
        """Show what is wrong; a used key is changed, so that sending again is possible.

        Nothing stays of what was begun before something turned out wrong.
        """
        transaction.doom()
        self.request.response.setStatus(400)
        self.problems = [self.told_of(problem) for problem in error.problems]
        if any(problem.code == "key.reused" for problem in error.problems):
            self.filled.key = reception.new_key()
        if self.filled.scans():
            files = ", ".join(self.filled.scans())
            message = _("Choose the scans again: ${files}.", mapping={"files": files})
            self.problems.append({"field": "", "message": self.say(message)})
        return self.form()

    def told_of(self, problem) -> dict:
        """A problem for the summary, where two people may have the same one, and for its
        field ("plain")."""
        plain = message = self.say(messages.text(problem))
        name = place(problem.field)
        whose = PERSONS.get(name.partition(".")[0])
        if whose is not None and self.filled.for_other:
            message = f"{self.say(whose)}: {plain}"
        return {"field": name, "message": message, "plain": plain}


def place(name: str) -> str:
    """The id of the field of the form that a problem is about."""
    return "" if name in ("procedure", "agency", "case", "data") else name


def fill_blanks(person: dict, known: dict) -> None:
    """What is blank of a person is taken from what is known."""
    for key, value in known.items():
        person[key] = person[key] or value
