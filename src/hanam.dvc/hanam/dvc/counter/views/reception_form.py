"""What the form of the reception shows: persons, ways, papers, fees, reasons, places."""

from functools import cached_property
from hanam.dvc.catalogue.levels import is_online
from hanam.dvc.counter import promise
from hanam.dvc.counter import reception
from hanam.dvc.counter import typed
from hanam.dvc.counter import words
from hanam.dvc.counter.finding import people
from hanam.dvc.counter.whynot import settings as whynot
from hanam.dvc.i18n import _
from hanam.dvc.register import shelf_places
from hanam.dvc.spoken import money
from zope.component import getUtility
from zope.schema.interfaces import IVocabularyFactory


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


class FormParts:
    """Mixed into the view: ``filled`` is the `reception.Reception` as far as it is typed."""

    problems = ()
    matches = ()

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

    def found_people(self) -> list[dict]:
        """Those who may be meant, for the buttons of the list."""
        return [
            {
                "token": match.token,
                "name": match.name,
                "number": people.hidden(match.number),
                "phone": people.hidden(match.phone, 3),
                "owner": match.owner,
                "filed": words.day(match.filed),
                "procedure": match.procedure_title,
            }
            for match in self.matches
        ]

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

    @cached_property
    def promise(self) -> dict:
        """Limit, appointment and fees if the dossier were received at this moment."""
        channel = self.filled.channel
        found = promise.of(self.procedure, self.case, channel, self.now, self.request)
        total = found["total"]
        return {**found, "total_text": "" if total is None else money(total)}

    def promise_url(self) -> str:
        """Where the script asks again; without anything of a person."""
        return f"{self.portal_url}/@reception"

    @cached_property
    def reasons(self) -> list[dict]:
        """Why not online: {value, title, chosen, key}; none where it cannot be."""
        if not is_online(self.procedure):
            return []
        pairs = [(r.key, r.text) for r in whynot.reasons(self.now.date())]
        found = self.options(pairs, self.filled.why)
        return [{**row, "key": number} for number, row in enumerate(found, 1)]

    @property
    def must_say_why(self) -> bool:
        return whynot.required()

    def places_known(self) -> list[str]:
        """Shelf places that the counter has used."""
        return shelf_places.known([self.agency])

    def case_title(self) -> str:
        titles = {row["key"]: row["title"] for row in self.cases}
        return titles.get(self.case, "")

    def missing(self) -> list[str]:
        """Titles of the required papers that are not ticked, once that was found wrong."""
        if not self.problems:
            return []
        return self.filled.missing()
