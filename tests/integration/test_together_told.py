"""Who is told of parts, opinions and steps given back; what stands in the plan and register."""

from hanam.dvc.catalogue import loading
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.rows import RowProblems
from hanam.dvc.catalogue.versions import compare
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import work
from hanam.dvc.dossiers.together import legs
from hanam.dvc.dossiers.together import links
from hanam.dvc.dossiers.together import opinions
from hanam.dvc.dossiers.together import waiting
from hanam.dvc.dossiers.together.opinions import Whom
from hanam.dvc.operations.compare import Held
from hanam.dvc.register import session
from hanam.dvc.register.model_outbox import MessageRow
from plone import api
from sqlalchemy import select
from tests import sandboxes
from tests.dossiers import do
from tests.dossiers import dossier_in
from tests.dossiers import PROCEDURE
from tests.integration.test_opinions import QUESTION
from tests.integration.test_together import Case
from tests.together import a_step
from tests.together import JOINT
from tests.together import joint
from tests.together import PLAN


EXPERT = Whom("outside", name="Trần Văn Mẫu", email="chuyen.gia@example.org")
POLICE = Whom("agency", agency="cong-an-mau")


class Told(Case):
    def setUp(self):
        super().setUp()
        sandboxes.switch_on("email")
        for name in ("police", "police-2", "police-leader", "insurer", "officer"):
            member = self.portal.portal_membership.getMemberById(name)
            member.setMemberProperties({"email": f"{name}@mau.example"})

    def sent(self, *events) -> set:
        """(event, address) of what was queued."""
        asked = select(MessageRow).where(MessageRow.event.startswith("together."))
        rows = session.session().scalars(asked)
        return {(row.event.removeprefix("together."), row.recipient) for row in rows}

    def texts(self):
        return [row.text for row in session.session().scalars(select(MessageRow))]

    def test_officers_of_an_agency_are_told_of_its_part_and_the_main_one_of_the_answer(
        self,
    ):
        dossier = joint(self.portal, now=moment.now())
        opened = {
            ("leg_opened", "police@mau.example"),
            ("leg_opened", "police-2@mau.example"),
            ("leg_opened", "insurer@mau.example"),
        }
        self.assertEqual(self.sent(), opened)
        self.as_("police", legs.hand_back, dossier, 1, reason="Không thuộc địa bàn.")
        self.as_("insurer", legs.answer, dossier, 2, note="Đã cấp.")
        self.assertEqual(
            self.sent() - opened,
            {
                ("leg_handed_back", "officer@mau.example"),
                ("leg_answered", "officer@mau.example"),
            },
        )
        said = [one for one in self.texts() if "Không thuộc địa bàn." in one]
        self.assertEqual(len(said), 1)
        self.assertIn("Công an Mẫu", said[0])

    def test_an_expert_gets_a_link_and_whoever_asked_the_answer(self):
        dossier = dossier_in(self.portal, "processing", now=moment.now())
        self.as_("officer", opinions.ask, dossier, (POLICE, EXPERT), **QUESTION)
        self.assertEqual(
            self.sent(),
            {
                ("opinion_asked", "police@mau.example"),
                ("opinion_asked", "police-2@mau.example"),
                ("opinion_outside", "chuyen.gia@example.org"),
            },
        )
        secret = links.secret_of(dossier.code, dossier.opinions[1])
        holding = [text for text in self.texts() if secret in text]
        self.assertEqual(len(holding), 1)
        self.assertNotIn(dossier.applicant["name"], holding[0])
        answer = {"verdict": "agree", "text": "", "proof": secret}
        self.as_("", opinions.answer, dossier, 2, **answer)
        self.assertIn(("opinion_answered", "officer@mau.example"), self.sent())

    def test_silence_is_told_to_who_asked(self):
        dossier = dossier_in(self.portal, "processing", now=moment.now())
        self.as_("officer", opinions.ask, dossier, (POLICE,), **QUESTION)
        later = dossier.opinions[0]["due"].replace(hour=23)
        self.as_("", waiting.pass_time, self.portal, later)
        self.assertEqual(dossier.opinions[0]["state"], "escalated")
        self.assertIn(("opinion_missing", "officer@mau.example"), self.sent())

    def test_the_officer_is_told_that_a_step_came_back(self):
        dossier = joint(self.portal, now=moment.now())
        for no in (1, 2, 3):
            self.as_("officer", legs.cancel, dossier, no, reason="Đã có.")
        self.as_("officer", work.next_step, dossier, assignee="leader")
        self.as_("leader", work.step_back, dossier, reason="Thiếu căn cứ.")
        self.assertIn(("step_back", "officer@mau.example"), self.sent())


class PlanOfAgencies(Case):
    def load(self, plan, **changes):
        with api.env.adopt_roles(["Manager"]):
            row = PROCEDURE | {"code": "1.999003", "plan": plan, "limits": []} | changes
            loading.load_procedures([row])
        return lookup.procedure("1.999003")

    def test_an_import_keeps_agencies_and_groups_and_refuses_what_is_no_key(self):
        procedure = self.load(PLAN)
        self.assertEqual(
            [(row["agency"], row["group"]) for row in procedure.plan][:3],
            [("", ""), ("cong-an-mau", "song-song"), ("bao-hiem-mau", "song-song")],
        )
        with self.assertRaises((loading.LoadError, RowProblems)):
            self.load([a_step("Sai", "officer", 1, "Công an")])

    def test_of_a_group_only_the_longest_counts_towards_the_limit(self):
        beside = [
            a_step("Một", "officer", 8, "cong-an-mau", "g"),
            a_step("Hai", "officer", 8, "bao-hiem-mau", "g"),
        ]
        a_day = [{"value": 1, "unit": "working_day"}]
        self.load(beside, limits=a_day)
        apart = [row | {"group": ""} for row in beside]
        with self.assertRaises(loading.LoadError):
            self.load(apart, limits=a_day)

    def test_versions_say_which_agency_a_step_was_given_to(self):
        old = {"plan": [a_step("Xác minh", "officer", 8)]}
        new = {"plan": [a_step("Xác minh", "officer", 8, "cong-an-mau")]}
        (changed,) = compare.changes(old, new)
        told = [
            cell for entry in changed.entries for row in entry.columns for cell in row
        ]
        self.assertIn("Công an Mẫu", told)

    def test_a_row_names_the_receiving_unit_or_the_commune_of_the_owner(self):
        with api.env.adopt_roles(["Manager"]):
            loading.load_agencies(
                [
                    {
                        "slug": "xa-mau",
                        "title": "Xã Mẫu",
                        "kind": "commune",
                        "gso_code": "99999",
                        "parent": "so-khac",
                    }
                ]
            )
        plan = [
            a_step("Nơi nhận", "officer", 1, "@receiving"),
            a_step("Xã", "officer", 1, "@commune"),
            a_step("Huyện", "officer", 1, "@district"),
            a_step("Không có", "officer", 1, "khong-co"),
        ]
        self.load(plan)
        with api.env.adopt_roles(["Manager"]):
            lookup.procedure(JOINT).plan = plan
        applicant = {"commune": "99999"}
        dossier = joint(self.portal, "submitted")
        dossier.owner = {**dossier.owner, **applicant}

        do(self.portal, dossier, "clerk", "accept", now=moment.now())
        self.assertEqual(
            [leg["agency"] for leg in dossier.legs],
            [dossier.unit, "xa-mau", "so-khac", ""],
        )
        self.assertEqual(dossier.legs[3]["outcome"], "waiting")

    def test_the_register_is_what_the_document_says_after_all_of_it(self):
        dossier = joint(self.portal, now=moment.now())
        self.as_("police", legs.answer, dossier, 1, note="Xong.")
        self.as_("officer", opinions.ask, dossier, (POLICE,), **QUESTION)
        session.session().flush()
        self.assertEqual(Held([dossier.code]).differences(dossier), [])
        dossier.legs = ({**dossier.legs[0], "outcome": "open"}, *dossier.legs[1:])
        found = [str(one) for one in Held([dossier.code]).differences(dossier)]
        self.assertEqual(found, [f"legs differ: {dossier.code}"])


del Case
