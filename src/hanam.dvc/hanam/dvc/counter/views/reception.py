"""`/tiep-nhan`: a paper dossier is received at the counter, accepted and its receipt printed.

First the procedure (and its case), then one page for everything else.
"""

from functools import cached_property
from hanam.dvc.catalogue import limits
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import search
from hanam.dvc.counter import earlier
from hanam.dvc.counter import reception
from hanam.dvc.counter import typed
from hanam.dvc.counter import words
from hanam.dvc.counter.views.base import StaffView
from hanam.dvc.dossiers import messages
from hanam.dvc.dossiers.errors import DossierError
from hanam.dvc.i18n import _
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode
from zope.component import getUtility
from zope.schema.interfaces import IVocabularyFactory


MOST_FOUND = 40
PERSONS = (
    ("applicant", _("Who hands it in")),
    ("owner", _("For whom")),
)
# key, title, optional, whose, inputmode, example
LINES = (
    ("name", _("Full name, or name of the organisation"), False, "", None, None),
    (
        "birth_date",
        _("Date or year of birth"),
        True,
        "ctr-of-citizen",
        "numeric",
        "1985",
    ),
    ("phone", _("Phone"), True, "", "tel", None),
    ("email", _("E-mail"), True, "", "email", None),
    ("address", _("House number, street or hamlet"), True, "", None, None),
)
KINDS = (("citizen", _("Citizen")), ("organisation", _("Organisation")))


class Reception(StaffView):
    """See the module; the form is the `reception.Reception` in ``filled``."""

    page_title = _("Receive a paper dossier")
    pick = ViewPageTemplateFile("../templates/reception_pick.pt")
    form = ViewPageTemplateFile("../templates/reception.pt")
    parts = ViewPageTemplateFile("../templates/reception_parts.pt")
    problems = ()
    told = ""

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
        return reception.places_for(procedure, self.desk)

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
        self.filled = reception.fill(self.filled, self.request.form)
        if not self.is_genuine():
            self.request.response.setStatus(403)
            message = _(
                "This form is too old or was sent from elsewhere. Send it again."
            )
            self.problems = [{"field": "", "message": self.say(message)}]
            return self.form()
        asked = self.given("do")
        if asked.startswith("find-"):
            return self.find(asked.removeprefix("find-"))
        try:
            receipt = reception.receive(self.filled, self.desk, self.now)
        except DossierError as error:
            return self.refuse(error)
        if not receipt.created:
            self.tell(_("This dossier had been received already; here is its receipt."))
        return self.go(f"{receipt.dossier.absolute_url()}/@@giay-tiep-nhan")

    def find(self, prefix: str):
        """Fill what is blank of a person with what is known from earlier dossiers."""
        person = self.filled.owner if prefix == "owner" else self.filled.applicant
        number = person["id_number"] or person["tax_code"]
        known = earlier.person(number, self.places)
        if known is None:
            self.told = self.say(_("Nobody with this number has filed here before."))
        else:
            for key, value in known.items():
                person[key] = person[key] or value
            self.told = self.say(_("Filled in from an earlier dossier. Check it."))
        return self.form()

    def refuse(self, error: DossierError):
        """Show what is wrong; a used key is changed, so that sending again is possible."""
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
        whose = dict(PERSONS).get(name.partition(".")[0])
        if whose is not None and self.filled.for_other:
            message = f"{self.say(whose)}: {plain}"
        return {"field": name, "message": message, "plain": plain}

    def error(self, name: str) -> str:
        """The message at a field, or ""."""
        found = (row["plain"] for row in self.problems if row["field"] == name)
        return next(found, "")

    def persons(self) -> list[dict]:
        """The two people of the form, each with values ready to be shown."""
        return [
            {
                "prefix": prefix,
                "title": self.say(title),
                "person": self.shown(getattr(self.filled, prefix)),
                "kinds": self.options(KINDS, getattr(self.filled, prefix)["kind"]),
                "communes": self.options(
                    self.communes, getattr(self.filled, prefix)["commune"]
                ),
            }
            for prefix, title in PERSONS
        ]

    def person_fields(self, prefix: str) -> list[dict]:
        """The plain lines of a person's form."""
        return [
            {
                "key": key,
                "name": f"{prefix}.{key}",
                "title": self.say(title),
                "optional": optional,
                "css": css or None,
                "inputmode": inputmode,
                "example": example,
            }
            for key, title, optional, css, inputmode, example in LINES
        ]

    def shown(self, person: dict) -> dict:
        return {**person, "birth_date": typed.shown_date(person["birth_date"])}

    @cached_property
    def communes(self) -> list[tuple[str, str]]:
        factory = getUtility(IVocabularyFactory, "hanam.dvc.communes")
        return [("", "—"), *((t.value, t.title) for t in factory(self.context))]

    def channels(self) -> list[dict]:
        offered = self.procedure.channels or ()
        pairs = [(c, words.CHANNELS[c]) for c in reception.CHANNELS if c in offered]
        return self.options(pairs, self.filled.channel)

    def ways_back(self) -> list[dict]:
        """How the result may be received."""
        open_ways = {
            "counter": True,
            "post": self.procedure.return_by_post,
            "online": self.procedure.return_online,
        }
        pairs = [(w, words.RESULT_BY[w]) for w, is_open in open_ways.items() if is_open]
        return self.options(pairs, self.filled.result_by)

    def options(self, pairs, chosen) -> list[dict]:
        return [
            {"value": value, "title": self.say(title), "chosen": value == chosen}
            for value, title in pairs
        ]

    def limit(self) -> str:
        """The time limit of the law in words."""
        row = limits.row_for(self.procedure, self.case, self.filled.channel)
        return self.say(limits.in_words(row))

    def case_title(self) -> str:
        titles = {row["key"]: row["title"] for row in self.cases}
        return titles.get(self.case, "")


def place(name: str) -> str:
    """The id of the field of the form that a problem is about."""
    return "" if name in ("procedure", "agency", "case", "data") else name
