"""Filing for somebody else: the relation, the paper of authority, the persons of a profile."""

from hanam.dvc.dossiers import access
from hanam.dvc.identity import profile
from plone import api
from tests.dossiers import PDF
from tests.filing import CODE
from tests.filing import PERSON
from tests.filing import Visitor
from tests.wizard import WizardCase

import transaction


OWNER = {"owner.name": "Trần Văn Chủ", "owner.id_number": "035085000009"}


class PeopleTest(WizardCase):
    def rule(self, text):
        api.portal.set_registry_record("hanam.dvc.authority.rules", f"{CODE} = {text}")
        transaction.commit()

    def for_other(self, visitor, **more):
        visitor.begin()
        answers = {f"applicant.{key}": value for key, value in PERSON.items()}
        answers |= OWNER | {"who.for": "other", "place.agency": "so-mau"} | more
        visitor.send(answers)
        return visitor

    def to_papers(self, visitor):
        visitor.declare()
        return [
            item.get("name") for item in visitor.page.cssselect("main input[type=file]")
        ]

    def test_a_required_paper_of_authority_is_asked_and_missed(self):
        self.rule("required")
        guest = self.for_other(self.guest)
        self.assertEqual(guest.problems, ["who.relation"])
        guest.send({"who.relation": "spouse"})
        self.assertIn("papers.uy-quyen", self.to_papers(guest))
        guest.add_papers()
        self.assertEqual(guest.problems, ["papers.uy-quyen"])
        guest.send(files=[("papers.uy-quyen", ("uy-quyen.pdf", PDF))])
        self.assertIn("Tôi là vợ hoặc chồng", guest.words())
        guest.file()
        [row] = self.rows()
        dossier = access.find(row.code)
        self.assertEqual(dossier.relation, "spouse")
        self.assertEqual(dossier.owner["name"], "Trần Văn Chủ")
        self.assertEqual(dossier.applicant["name"], "Nguyễn Thị Mẫu")
        self.assertEqual(
            {paper.component for paper in dossier.papers}, {"don", "uy-quyen"}
        )

    def test_who_acts_by_law_needs_no_paper(self):
        self.rule("required")
        guest = self.for_other(self.guest, **{"who.relation": "parent"})
        self.assertNotIn("papers.uy-quyen", self.to_papers(guest))
        guest.add_papers()
        guest.file()
        self.assertEqual(guest.title, "Đã nộp hồ sơ")

    def test_where_it_is_only_asked_it_may_be_left_out(self):
        self.rule("asked")
        guest = self.for_other(self.guest)
        self.assertIn("papers.uy-quyen", self.to_papers(guest))
        guest.add_papers()
        guest.file()
        self.assertEqual(guest.title, "Đã nộp hồ sơ")

    def test_for_oneself_nothing_of_it_is_asked(self):
        self.rule("required")
        self.guest.begin()
        self.guest.tell_who()
        self.assertNotIn("papers.uy-quyen", self.to_papers(self.guest))

    def test_a_rule_is_checked_when_it_is_typed(self):
        from hanam.dvc.dossiers.authority import is_rules
        from zope.interface import Invalid

        self.assertTrue(is_rules("1.001193 = required\n\n2.000635=no"))
        for text in ("1.001193", "1.001193 = maybe", "= no"):
            with self.subTest(text=text), self.assertRaises(Invalid):
                is_rules(text)


class ProfileTest(WizardCase):
    def saved(self, user="citizen"):
        transaction.begin()
        return profile.of(user)

    def file_for_other(self, **more):
        citizen = Visitor(self.portal, "citizen")
        citizen.begin()
        answers = {f"applicant.{key}": value for key, value in PERSON.items()}
        answers |= OWNER | {"who.for": "other", "place.agency": "so-mau"} | more
        citizen.send(answers)
        citizen.declare()
        citizen.add_papers()
        citizen.file()
        self.assertEqual(citizen.title, "Đã nộp hồ sơ")
        return citizen

    def test_persons_are_saved_to_the_profile_only_when_asked(self):
        self.file_for_other()
        self.assertEqual(self.saved().others, [])
        self.file_for_other(**{"who.save": "1"})
        known = self.saved()
        self.assertEqual(known.person["id_number"], "035185000001")
        [other] = known.others
        self.assertEqual(other["name"], "Trần Văn Chủ")
        self.file_for_other(**{"who.save": "1", "owner.address": "Thôn Mẫu"})
        [other] = self.saved().others
        self.assertEqual(other["address"], "Thôn Mẫu")

    def test_one_tap_puts_a_person_of_the_profile_in(self):
        citizen = self.file_for_other(**{"who.save": "1"})
        [other] = self.saved().others
        citizen.begin()
        citizen.send({"reuse": f"person.{other['key']}"})
        values = dict(citizen.values())
        self.assertEqual(values["owner.name"], "Trần Văn Chủ")
        self.assertEqual(values["who.for"], "other")

    def test_nobody_reaches_the_profile_of_somebody_else(self):
        self.file_for_other(**{"who.save": "1"})
        [other] = self.saved().others
        for user in ("", "other-citizen"):
            with self.subTest(user=user):
                visitor = Visitor(self.portal, user)
                visitor.begin()
                visitor.send({"reuse": f"person.{other['key']}"})
                self.assertEqual(dict(visitor.values())["owner.name"], "")
