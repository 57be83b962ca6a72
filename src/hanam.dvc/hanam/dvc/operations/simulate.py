"""Let a time pass in the portal: people file, agencies work, some are late.

Everything goes through the code that the pages use, with its moments in the past. The same seed,
portal and days give the same dossiers.
"""

from AccessControl.users import nobody
from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from hanam.dvc.acting import acting_as
from hanam.dvc.catalogue import settings
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import intake
from hanam.dvc.dossiers import moment
from hanam.dvc.notify import queue
from hanam.dvc.operations import sample
from hanam.dvc.operations.lives import FATES
from hanam.dvc.operations.lives import HALTS
from hanam.dvc.operations.lives import Life
from hanam.dvc.operations.offers import ASSISTED
from hanam.dvc.operations.offers import Offers
from hanam.dvc.operations.office import Office
from hanam.dvc.operations.performers import Citizen
from hanam.dvc.operations.performers import Crews
from random import Random

import gc
import transaction


BATCH = 25
ATTEMPTS = 5
# Of the dossiers, this share is filed in the last working days and partly still open.
RECENT_SHARE = 0.12
RECENT_DAYS = 10
CLOSED_TURNS = 6  # recent ones that may end, to each round of HALTS
AT_HOME = 0.4
DAY = timedelta(days=1)
NOON = time(12)


def simulate(portal, dossiers, seed, start: date, end: date, progress=None) -> int:
    """File `dossiers` between two days (both included) and let them live; how many were.

    `progress(done, total)` is called after each batch, which is one transaction. What would lie
    in the future has not happened yet. Raises ValueError where nothing can be filed.
    """
    play = Play(portal, seed, start, end)
    plans = play.plans(dossiers)
    transaction.commit()
    gc.freeze()  # what is there already need not be looked at again and again
    for first in range(0, len(plans), BATCH):
        batch = plans[first : first + BATCH]
        for attempt in transaction.attempts(ATTEMPTS):
            with attempt, queue.silent():
                for number, at in enumerate(batch, first):
                    play.perform(number, at)
        portal._p_jar.cacheGC()
        if progress is not None:
            progress(first + len(batch), len(plans))
    return len(plans)


class Play:
    """All that stays the same during a simulation."""

    def __init__(self, portal, seed, start, end):
        self.seed = seed
        self.start, self.end = start, end
        self.until = min(datetime.combine(end, time.max), moment.now())
        self.office = Office(settings.calendar())
        self.offers = Offers(start, end, seed)
        self.crews = Crews(portal)
        self.citizens = _citizens(portal)
        if not self.offers.agencies:
            raise ValueError("no procedure can be filed with any agency in these days")
        for slug in self.offers.agencies:
            access.ensure_agency(portal, slug)

    def plans(self, count) -> list[tuple[date, str]]:
        """(day, agency) of each filing, in the order in which they are numbered."""
        days = self.office.days(self.start, self.last_day())
        if not days:
            raise ValueError("there is no working day between these days")
        self.recent = days[-RECENT_DAYS:]
        dice = Random(f"{self.seed} plans")  # noqa: S311
        busier = [1 + rank / len(days) for rank in range(len(days))]
        late = round(count * RECENT_SHARE)
        chosen = dice.choices(self.recent, k=late)
        chosen += dice.choices(days, busier, k=count - late)
        return [(day, self.offers.agency(dice)) for day in sorted(chosen)]

    def last_day(self) -> date:
        """The last day on which something can still be filed."""
        today = self.until.date()
        return today if self.until.time() > NOON else today - DAY

    def perform(self, number, plan) -> None:
        """The filing of that number and its life up to the end."""
        day, agency = plan
        dice = Random(f"{self.seed} {number}")  # noqa: S311
        crew = self.crews.of(agency)
        filing = self.offers.filing(dice, agency, day, tuple(self.citizens.items()))
        by = crew["clerk"]
        if filing.channel == "online":
            filing, by = self._online(dice, filing, crew)
        at = min(self._moment(dice, filing, day), self.until)
        with acting_as(by):
            receipt = intake.file(filing, now=at)
        fate, halt = self._fate(dice, number, day, filing.procedure)
        applicant = by if filing.filed_by else None
        Life(receipt, crew, self.office, dice, self.until, halt, applicant).live(fate)

    def _moment(self, dice, filing, day):
        if filing.channel == "online" and dice.random() < AT_HOME:
            return self.office.at_home(day, dice)
        return self.office.during(day, dice)

    def _online(self, dice, filing, crew):
        """The filing with who helped, and who sits at the keyboard."""
        if filing.filed_by:
            user_id, person = filing.filed_by, filing.applicant
            return filing, Citizen(user_id, person["name"])
        if dice.random() < ASSISTED:
            clerk = crew["clerk"]
            helped = replace(filing, assisted_by=clerk.getId(), place=filing.agency)
            return helped, clerk
        return filing, nobody

    def _fate(self, dice, number, day, procedure):
        fate = dice.choices(*zip(*FATES, strict=True))[0]
        if fate == "paid" and not any(
            row.get("amount") for row in procedure.fees or ()
        ):
            fate = "plain"
        turn = number % (len(HALTS) + CLOSED_TURNS)
        if day in self.recent and turn < len(HALTS):
            halt, fate = HALTS[turn]
            return fate, halt
        return fate, ""


def _citizens(portal) -> dict:
    """The sample citizens that this portal has, with what they are: {user id: person}."""
    return {
        row["user"]: row["person"]
        for row in sample.accounts()
        if "person" in row and portal.acl_users.getUserById(row["user"]) is not None
    }
