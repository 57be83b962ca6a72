"""What can be filed where, and how often it is: the choices of a simulation."""

from datetime import date
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import settings
from hanam.dvc.catalogue.papers import components
from hanam.dvc.dossiers.checks import is_declared
from hanam.dvc.dossiers.intake import Filing
from hanam.dvc.filing import declaration
from hanam.dvc.filing.answers import declared_fields
from hanam.dvc.filing.example import answers
from hanam.dvc.operations import fiction
from hanam.dvc.rules import codes
from random import Random


ORGANISATIONS = ("Doanh nghiệp", "Tổ chức", "Hợp tác xã")
POSTED = 0.2
ASSISTED = 0.2


class Offers:
    """The procedures of each agency that can be filed between two days."""

    def __init__(self, start: date, end: date, seed: int):
        self.start, self.end, self.seed = start, end, seed
        self.by_agency = {}
        self.weights = {}
        for procedure in _procedures(start, end):
            for agency in lookup.agencies_of(procedure, start):
                if codes.is_unit_code(agency.unit_code or ""):
                    self._add(agency, procedure)
        self.agencies = sorted(self.by_agency)
        self.data = {}

    def _add(self, agency, procedure):
        slug = agency.getId()
        known = fiction.words()["weights"]
        weight = known["agencies"].get(slug, known["kinds"].get(agency.kind, 1))
        self.weights[slug] = weight
        self.by_agency.setdefault(slug, []).append(procedure)

    def agency(self, dice) -> str:
        """Some agency, busy ones more often."""
        weights = [self.weights[slug] for slug in self.agencies]
        return dice.choices(self.agencies, weights)[0]

    def filing(self, dice, agency: str, day: date, citizens=()) -> Filing:
        """What somebody files there on that day; ``citizens`` are (user id, person)."""
        offered = self.by_agency[agency]
        common = [1 / (rank + 4) for rank in range(len(offered))]
        procedure = dice.choices(offered, common)[0]
        channel = self._channel(dice, agency, procedure, day)
        case = dice.choice(procedure.cases)["key"] if procedure.cases else ""
        user_id, applicant = "", _applicant(dice, procedure)
        if citizens and channel == "online" and dice.random() < 0.15:
            user_id, applicant = dice.choice(citizens)
        data = self._data(procedure) if channel == "online" else {}
        filing = Filing(
            procedure=procedure,
            agency=agency,
            channel=channel,
            applicant=applicant,
            case=case,
            data=data,
            result_by=_result_by(dice, procedure, channel),
            filed_by=user_id,
        )
        filing.papers.extend(_papers(procedure, filing))
        return filing

    def _channel(self, dice, agency, procedure, day):
        ways = procedure.channels
        if "online" in ways and dice.random() < self._online(agency, day):
            return "online"
        if "post" in ways and dice.random() < POSTED:
            return "post"
        return "counter" if "counter" in ways else ways[0]

    def _online(self, agency, day) -> float:
        """How likely a filing is online: around the agency's target, and rising."""
        target = float(settings.targets(day.year)[agency]) / 100
        habit = Random(f"{self.seed} {agency}").uniform(0.7, 1.4)  # noqa: S311
        days = max((self.end - self.start).days, 1)
        growth = 0.8 + 0.4 * (day - self.start).days / days
        offered = self.by_agency[agency]
        able = sum("online" in found.channels for found in offered) / len(offered)
        return min(0.95, target * habit * growth / max(able, 0.2))

    def _data(self, procedure):
        code = procedure.getId()
        if code not in self.data:
            fields = declared_fields(procedure)
            self.data[code] = declaration.validate(fields, answers(fields))[0]
        return dict(self.data[code])


def _procedures(start, end):
    place = lookup.folder(lookup.PROCEDURES)
    found = [] if place is None else place.objectValues()
    return [
        item
        for item in found
        if item.portal_type == "Procedure"
        and item.agencies
        and item.channels
        and not lookup.is_closed(item, start)
        and not lookup.is_closed(item, end)
    ]


def _applicant(dice, procedure):
    only = [
        any(text.startswith(name) for name in ORGANISATIONS)
        for text in procedure.subjects or ("",)
    ]
    if all(only) or (any(only) and dice.random() < 0.3):
        return fiction.organisation(dice)
    return fiction.citizen(dice)


def _result_by(dice, procedure, channel):
    if channel == "online" and procedure.return_online and dice.random() < 0.5:
        return "online"
    if procedure.return_by_post and dice.random() < 0.15:
        return "post"
    return "counter"


def _papers(procedure, filing):
    """The required papers: files online, sheets at the counter and by post."""
    declared = is_declared(procedure, filing)
    return [
        fiction.paper(row["key"], sheets_only=filing.channel != "online")
        for row in components(procedure, filing.case)
        if row["required"] and not (declared and row["form"] == "to-khai")
    ]
