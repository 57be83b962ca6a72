"""Opinions: asked once, of whom, until when; answered, late, silent, withdrawn."""

from AccessControl import Unauthorized
from hanam.dvc.dossiers.together import links
from hanam.dvc.dossiers.together import opinions
from hanam.dvc.dossiers.together import pausing
from hanam.dvc.dossiers.together import waiting
from hanam.dvc.dossiers.together.opinions import Whom
from hanam.dvc.operations.compare import Held
from hanam.dvc.register import queries
from hanam.dvc.register import session
from hanam.dvc.register import together
from plone import api
from tests.dossiers import do
from tests.dossiers import dossier_in
from tests.dossiers import PDF
from tests.integration.test_together import Case
from tests.together import act_as
from tests.together import at
from tests.together import MONDAY


POLICE = Whom("agency", agency="cong-an-mau")
INSURER = Whom("agency", agency="bao-hiem-mau")
COLLEAGUE = Whom("person", person="officer-2")
EXPERT = Whom("outside", name="Trần Văn Mẫu", email="chuyen.gia@example.org")
QUESTION = {
    "key": "mot-khoa-12345",
    "question": "Có ý kiến gì về địa điểm?",
    "value": "1",
    "unit": "working_day",
}


class Opinions(Case):
    def asked(self, *whom, **changes):
        dossier = dossier_in(self.portal, "processing")
        facts = {"now": MONDAY} | QUESTION | changes
        found = self.as_("officer", opinions.ask, dossier, whom, **facts)
        return dossier, found

    def states(self, dossier):
        return [one["state"] for one in dossier.opinions]

    def test_one_question_to_several_is_asked_once_each_however_often_it_is_sent(self):
        dossier, _found = self.asked(POLICE, INSURER)
        self.as_(
            "officer", opinions.ask, dossier, (POLICE, INSURER), now=MONDAY, **QUESTION
        )
        self.as_(
            "officer",
            opinions.ask,
            dossier,
            (POLICE, COLLEAGUE),
            now=MONDAY,
            **QUESTION,
        )
        self.assertEqual(
            [(one["kind"], one["agency"], one["person"]) for one in dossier.opinions],
            [
                ("agency", "cong-an-mau", ""),
                ("agency", "bao-hiem-mau", ""),
                ("person", "so-mau", "officer-2"),
            ],
        )
        self.assertEqual(together.count_consultations(("cong-an-mau",), "x"), 1)
        self.assertEqual(together.count_consultations((), "officer-2"), 1)

    def test_the_limit_leaves_a_working_day_of_the_whole_and_says_so(self):
        dossier, found = self.asked(POLICE, value="20")
        self.assertTrue(found.capped)
        self.assertLess(dossier.opinions[0]["due"].date(), dossier.due.date())
        self.assertEqual(
            self.refused(
                "officer", opinions.ask, dossier, (INSURER,),
                now=dossier.due, **(QUESTION | {"key": "hai-khoa-12345"}),
            ),
            ["opinion.no_time"],
        )  # fmt: skip

    def test_the_clock_of_the_dossier_goes_on(self):
        dossier, _found = self.asked(POLICE)
        self.assertIsNotNone(dossier.due)
        self.assertEqual(dossier.pauses, ())

    def test_where_the_procedure_says_so_it_stands_until_no_opinion_is_awaited(self):
        record = "hanam.dvc.together.pausing"
        api.portal.set_registry_record(record, "1.999009\n1.999001\n")
        dossier, _found = self.asked(POLICE, INSURER)
        promised = dossier.promised
        (pause,) = dossier.pauses
        self.assertEqual((pause["reason"], pause["ended"]), ("opinion", None))
        self.assertIsNone(dossier.due)
        self.as_("police", opinions.answer, dossier, 1, verdict="agree", text="",
                 now=at(12))  # fmt: skip
        self.assertIsNone(dossier.due)
        # Papers asked for meanwhile are another wait; after it that of the opinion goes on.
        do(self.portal, dossier, "officer", "ask", now=at(12))
        do(self.portal, dossier, "citizen", "answer_processing", now=at(13))
        self.assertTrue(pausing.is_waiting(dossier))
        self.as_("officer", opinions.withdraw, dossier, 2, now=at(14))
        self.assertFalse(pausing.is_waiting(dossier))
        self.assertGreater(dossier.due, promised)
        session.session().flush()
        self.assertEqual(Held([dossier.code]).differences(dossier), [])

    def test_only_those_asked_answer_and_nobody_sees_the_dossier_for_it(self):
        dossier, _found = self.asked(POLICE, COLLEAGUE)
        self.assertEqual(self.readers(dossier), set())
        answer = {"verdict": "agree", "text": ""}
        for who in ("insurer", "officer-2", "police-clerk", "citizen", "manager", ""):
            with self.subTest(who=who), self.assertRaises(Unauthorized):
                self.as_(who, opinions.answer, dossier, 1, **answer)
        for who in ("officer", "leader", "police"):
            with self.subTest(who=who), self.assertRaises(Unauthorized):
                self.as_(who, opinions.answer, dossier, 2, **answer)
        self.as_("police", opinions.answer, dossier, 1, now=MONDAY, **answer)
        self.as_("officer-2", opinions.answer, dossier, 2, now=MONDAY, **answer)
        self.assertEqual(self.states(dossier), ["answered"] * 2)

    def test_an_answer_brings_text_and_files_that_the_applicant_does_not_see(self):
        dossier, _found = self.asked(POLICE)
        answer = {"verdict": "conditions", "text": "Bổ sung lối thoát hiểm."}
        file = opinions.sheets.NewPaper("", "y-kien.pdf", "", PDF)
        self.as_(
            "police", opinions.answer, dossier, 1, files=[file], now=at(11), **answer
        )
        (paper,) = dossier.parts
        self.assertEqual(dossier.opinions[0]["files"], (paper.id,))
        self.assertIsNone(dossier.paper(paper.id))
        entry = queries.history(dossier.code)[-1]
        self.assertEqual((entry.action, entry.actor), ("opinion_answer", "police"))
        self.assertIn("lối thoát hiểm", entry.note)
        again = {"verdict": "agree", "text": ""}
        self.assertEqual(
            self.refused("police", opinions.answer, dossier, 1, **again),
            ["opinion.closed"],
        )

    def test_what_is_wrong_with_a_question_or_an_answer_is_all_said_at_once(self):
        dossier, _found = self.asked(POLICE)
        wrong = QUESTION | {"key": "ba-khoa-123456", "question": " ", "value": "0"}
        whom = (Whom("agency", agency="so-mau"), Whom("outside", email="khong"))
        self.assertEqual(
            self.refused(
                "officer", opinions.ask, dossier, whom, papers=("x",), **wrong
            ),
            [
                "limit.wrong",
                "question.missing_here",
                "opinion.paper",
                "opinion.own",
                "opinion.name",
                "opinion.email",
            ],
        )
        self.assertEqual(
            self.refused("police", opinions.answer, dossier, 1, verdict="x", text=""),
            ["opinion.verdict", "opinion.text"],
        )

    def test_an_expert_answers_with_the_secret_of_the_link_and_no_other(self):
        dossier, _found = self.asked(EXPERT)
        secret = links.secret_of(dossier.code, dossier.opinions[0])
        answer = {"verdict": "agree", "text": "", "now": at(11)}
        for proof in (None, "", "0" * 32, secret[:-1], secret.upper()):
            with self.subTest(proof=proof), self.assertRaises(Unauthorized):
                self.as_("", opinions.answer, dossier, 1, proof=proof, **answer)
        self.as_("", opinions.answer, dossier, 1, proof=secret, **answer)
        self.assertEqual(dossier.opinions[0]["answered_name"], "Trần Văn Mẫu")
        entry = queries.history(dossier.code)[-1]
        self.assertEqual((entry.actor, entry.actor_name), ("", "Trần Văn Mẫu"))

    def test_a_reminder_goes_out_once_and_then_silence_means_what_the_rule_says(self):
        for rule, state in (("agreement", "silent"), ("escalate", "escalated")):
            api.portal.set_registry_record("hanam.dvc.together.silence", rule)
            dossier, _found = self.asked(POLICE, value="2")
            opinion = dossier.opinions[0]
            code = dossier.code
            act_as(self.portal, "")
            self.assertFalse(waiting.pass_time_of(code, 1, opinion["asked"]))
            self.assertEqual(together.to_remind(opinion["asked"]), [])
            self.assertTrue(waiting.pass_time_of(code, 1, opinion["remind"]))
            self.assertFalse(waiting.pass_time_of(code, 1, opinion["remind"]))
            later = opinion["due"].replace(hour=23)
            self.assertIn(code, [row.code for row in together.to_remind(later)])
            self.assertTrue(waiting.pass_time_of(code, 1, later))
            self.assertFalse(waiting.pass_time_of(code, 1, later))
            self.assertEqual(self.states(dossier), [state])
            self.assertEqual(
                [entry.action for entry in queries.history(code)][-2:],
                ["opinion_remind", f"opinion_{state}"],
            )
            answer = {"verdict": "disagree", "text": "Không phù hợp quy hoạch."}
            self.as_("police", opinions.answer, dossier, 1, now=later, **answer)
            self.assertTrue(dossier.opinions[0]["late"])
            self.assertEqual(self.states(dossier), ["answered"])

    def test_a_procedure_may_have_a_rule_of_its_own_for_silence(self):
        record = "hanam.dvc.together.silence_rules"
        api.portal.set_registry_record(record, "1.999001 = agreement")
        dossier, _found = self.asked(POLICE)
        self.assertEqual(dossier.opinions[0]["silence"], "agreement")

    def test_a_dossier_is_not_finished_over_an_open_question(self):
        dossier, _found = self.asked(POLICE)
        self.assertEqual(
            self.refused("officer", do, self.portal, dossier, "officer", "finish"),
            ["opinions.left"],
        )
        self.as_("officer", opinions.withdraw, dossier, 1, reason="Đã rõ.", now=at(11))
        with self.assertRaises(Unauthorized):
            self.as_("police", opinions.withdraw, dossier, 1)
        self.assertEqual(
            self.refused(
                "police", opinions.answer, dossier, 1, verdict="agree", text=""
            ),
            ["opinion.closed"],
        )
        do(self.portal, dossier, "officer", "finish", now=at(11))
        self.assertEqual(dossier.state, "finished")


del Case
