"""What a dossier's page shows of other agencies: their parts, opinions, and what to do now."""

from AccessControl import getSecurityManager
from functools import cached_property
from hanam.dvc.catalogue import lookup
from hanam.dvc.counter import words
from hanam.dvc.counter.desk import name_of
from hanam.dvc.counter.together import offers
from hanam.dvc.counter.together import words as own
from hanam.dvc.dossiers import facts
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers.together import hold_ups
from hanam.dvc.dossiers.together import links
from hanam.dvc.dossiers.together import offered
from hanam.dvc.dossiers.together import opinions
from hanam.dvc.dossiers.together import roles
from hanam.dvc.dossiers.together import stepping
from hanam.dvc.rules import together
from hanam.dvc.rules.together import LegState
from plone import api


class Section:
    """Mixed into a view of a dossier: needs ``context``, ``request``, `say`."""

    # What was sent and is wrong: its action and number, and the problems by field.
    sent = ("", 0)
    wrong: dict = {}

    @cached_property
    def moment(self):
        return moment.now()

    @cached_property
    def user(self):
        return getSecurityManager().getUser()

    @cached_property
    def manages(self) -> bool:
        """Whether the reader decides for the agency that has the dossier."""
        return offered.manages(self.context)

    @property
    def is_there(self) -> bool:
        """Whether there is anything to show or to do."""
        dossier = self.context
        return bool(
            dossier.legs or dossier.opinions or self.manages or self.given_back()
        )

    @cached_property
    def expected(self) -> dict:
        """Until when each leg will be done, by its number."""
        legs, _states = hold_ups.read(self.context)
        dues = {leg["no"]: leg["finished"] or leg["due"] for leg in self.context.legs}
        calendar = facts.calendar_of(self.context)
        start = self.context.received or self.moment
        return together.forecast(legs, dues, start, calendar, self.context.due)

    def legs(self) -> list[dict]:
        """The plan of the agencies, in its order."""
        return [self.leg(leg) for leg in self.context.legs]

    def leg(self, leg) -> dict:
        title, look = own.LEGS[leg["outcome"]]
        is_open = leg["outcome"] == LegState.OPEN
        at = leg["finished"] or (self.moment if is_open else None)
        after = hold_ups.numbers(leg["after"])
        names = [self.agency(self.context.legs[no - 1]) for no in after]
        extended = leg["extended"]
        return {
            "no": leg["no"],
            "title": leg["title"],
            "agency": self.agency(leg),
            "role": self.say(words.ROLES[leg["role"]]),
            "state": self.say(title),
            "look": look,
            "is_open": is_open,
            "after": ", ".join(names),
            "started": words.day_and_time(leg["started"]),
            "finished": words.day_and_time(leg["finished"]),
            "due": words.day_and_time(leg["due"]) if is_open else "",
            "expected": words.day_and_time(self.expected[leg["no"]])
            if leg["outcome"] == LegState.WAITING
            else "",
            "late": bool(at and leg["due"] and at > leg["due"]),
            "assignee": name_of(leg["assignee"]),
            "note": leg["note"],
            "extended": words.day_and_time(extended["to"]) if extended else "",
            "papers": self.files(leg["papers"]),
            "forms": self.shown(offers.of_leg(self, leg)),
            "mine": roles.acts_on(self.user, leg),
        }

    def agency(self, leg) -> str:
        return lookup.title_of_agency(leg["agency"]) if leg["agency"] else "…"

    def files(self, ids) -> list[dict]:
        """{title, url} of papers of agencies; of those that became results as well."""
        kept = {
            paper.id: paper for paper in (*self.context.parts, *self.context.results)
        }
        base = f"{self.context.absolute_url()}/@@phoi-hop/tai"
        return [
            {
                "title": kept[one].filename or kept[one].title,
                "number": kept[one].number,
                "url": f"{base}/{one}" if kept[one].file is not None else "",
            }
            for one in ids
            if one in kept
        ]

    @property
    def shows_opinions(self) -> bool:
        """Opinions are between the main agency and those asked."""
        return roles.reads_opinions(self.user, self.context)

    def opinions(self) -> list[dict]:
        if not self.shows_opinions:
            return []
        return [self.opinion(one) for one in self.context.opinions]

    def opinion(self, one) -> dict:
        title, look = own.OPINIONS[one["state"]]
        verdict = dict(own.VERDICTS).get(one["verdict"], "")
        may_answer = one["state"] == "asked" and opinions.may_answer(self.context, one)
        portal_url = api.portal.get().absolute_url()
        return {
            "no": one["no"],
            "who": hold_ups.name_of(one),
            "outside": one["kind"] == opinions.OUTSIDE,
            "question": one["question"],
            "state": self.say(title),
            "look": look,
            "asked": words.day_and_time(one["asked"]),
            "due": words.day_and_time(one["due"]) if one["state"] == "asked" else "",
            "late": one["late"],
            "answered": words.day_and_time(one["answered"]) if one["verdict"] else "",
            "by": one["answered_name"],
            "verdict": self.say(verdict),
            "text": one["text"],
            "papers": ", ".join(self.titles(one["papers"])),
            "files": self.files(one["files"]),
            "url": f"{portal_url}/{links.path(self.context.code, one)}"
            if may_answer
            else "",
            "forms": self.shown(offers.of_opinion(self, one)),
        }

    def titles(self, ids) -> list[str]:
        found = [self.context.paper(one) for one in ids]
        return [paper.title or paper.filename for paper in found if paper is not None]

    def forms(self) -> list:
        """What the reader may do to the whole."""
        return self.shown(offers.of_whole(self))

    def links(self) -> list[dict]:
        """{url, title} of forms that stand elsewhere."""
        return []

    def shown(self, forms) -> list:
        """The forms with what was typed into the one that was sent."""
        return [offers.filled(self, form) for form in forms]

    def given_back(self) -> dict | None:
        """{reason, by, at} where the present step was given back."""
        if not stepping.is_back(self.context):
            return None
        back = self.context.current_step()["back"]
        return {**back, "at": words.day_and_time(back["at"])}
