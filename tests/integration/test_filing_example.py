"""The example of the API is accepted for every procedure of the sample province."""

from hanam.dvc.catalogue import levels
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import settings
from hanam.dvc.dossiers import intake
from hanam.dvc.dossiers import kinds
from hanam.dvc.dossiers import moment
from hanam.dvc.filing import body
from hanam.dvc.filing import example
from hanam.dvc.filing import sample_paper
from hanam.dvc.filing import sifted
from hanam.dvc.limiter import Limiter
from hanam.dvc.testing import SAMPLE_INTEGRATION

import unittest


def online_procedures():
    today = moment.now().date()
    folder = lookup.folder(lookup.PROCEDURES)
    return [
        item
        for item in folder.objectValues()
        if item.portal_type == "Procedure"
        and not lookup.is_closed(item, today)
        and levels.is_online(item)
    ]


class ExampleTest(unittest.TestCase):
    layer = SAMPLE_INTEGRATION

    def test_every_procedure_that_can_be_filed_online_has_an_accepted_example(self):
        found = online_procedures()
        self.assertGreater(len(found), 1)
        for procedure in found:
            with self.subTest(procedure=procedure.getId()):
                sent = body.Body(example.body_for(procedure))
                for number, row in enumerate(sent.content["papers"]):
                    body.decode(sent, row, number, settings.limits())
                sent.problems.extend(body.shape(sent.content))
                filing, problems = sifted.filing(sent)
                self.assertEqual(problems, [])
                receipt = intake.file(filing)
                self.assertEqual(receipt.dossier.procedure_code, procedure.getId())

    def test_the_example_of_the_settings_is_there(self):
        found = example.body_for(lookup.procedure("2.000635"), "so-tu-phap")
        self.assertEqual(found["agency"], "so-tu-phap")

    def test_its_paper_is_a_pdf(self):
        data = sample_paper.pdf("Giay to vi du (mau)")
        self.assertEqual(
            kinds.kind_of(data, "a.pdf", ("application/pdf",)), "application/pdf"
        )
        table = data.rindex(b"startxref\n") + len(b"startxref\n")
        offset = int(data[table:].split(b"\n", 1)[0])
        self.assertTrue(data[offset:].startswith(b"xref"))


class LimiterTest(unittest.TestCase):
    def setUp(self):
        self.now = 0.0
        self.limiter = Limiter(keys=2, clock=lambda: self.now)

    def count(self, key, times=1):
        for _ in range(times):
            self.limiter.count(key, 60)

    def test_a_key_may_go_on_until_its_limit(self):
        self.count("a", 2)
        self.assertEqual(self.limiter.wait("a", 3, 60), 0)
        self.count("a")
        self.assertGreater(self.limiter.wait("a", 3, 60), 0)
        self.assertEqual(self.limiter.wait("b", 3, 60), 0)

    def test_it_waits_until_the_oldest_event_is_out_of_the_window(self):
        self.count("a")
        self.now = 10
        self.count("a")
        self.assertEqual(self.limiter.wait("a", 2, 60), 51)
        self.now = 61
        self.assertEqual(self.limiter.wait("a", 2, 60), 0)

    def test_only_so_many_keys_are_remembered(self):
        for key in "abc":
            self.count(key)
        self.assertEqual(list(self.limiter.events), ["b", "c"])
