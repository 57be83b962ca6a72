"""The computed level of procedures, and the log of changes of the declared one."""

from hanam.dvc.catalogue import levels
from hanam.dvc.catalogue import loading
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.audit import changes
from hanam.dvc.catalogue.audit.records import level_facts
from hanam.dvc.interfaces import IOnlinePayment
from plone import api
from plone.app.testing import TEST_USER_ID
from plone.namedfile.file import NamedBlobFile
from tests.audit import AuditCase
from tests.audit import CODE
from tests.audit import COMPLETE
from tests.audit import FORM
from tests.audit import TICK
from zope.component import getGlobalSiteManager
from zope.event import notify
from zope.interface import implementer
from zope.lifecycleevent import ObjectModifiedEvent


@implementer(IOnlinePayment)
class Cashier:
    """Takes the fees of the procedures it is told."""

    def __init__(self, *ids):
        self.ids = set(ids)

    def payable(self, ids):
        return self.ids & set(ids)


class Levels(AuditCase):
    def test_the_column_says_what_the_procedure_says(self):
        procedure = self.load()
        facts = level_facts([self.record()])[CODE]
        self.assertEqual(facts, levels.facts_of(procedure))
        self.assertEqual(levels.level_of(procedure), 4)
        self.assertEqual(levels.what_blocks(procedure), ())

    def test_a_level_needs_what_is_really_there(self):
        cases = (
            ({"form": None}, 1, ("forms", "online_form")),
            ({"form": FORM | {"fieldsets": [{"title": "A", "fields": [TICK]}]}}, 1, ("forms", "online_form")),
            ({"channels": ["counter"]}, 2, ("channel",)),
            ({"fees": [{"amount": 8000}]}, 3, ("online_payment",)),
            ({"fees": [{"text": "Theo nghị quyết"}]}, 3, ("online_payment",)),
            ({"limits": []}, 1, ("information",)),
        )  # fmt: skip
        for changed, level, blocks in cases:
            with self.subTest(**changed):
                place = self.portal[lookup.PROCEDURES]
                if CODE in place:
                    place.manage_delObjects([CODE])
                procedure = self.load(**changed)
                self.assertEqual(levels.level_of(procedure), level)
                self.assertEqual(levels.what_blocks(procedure), blocks)
                facts = level_facts([self.record()])[CODE]
                self.assertEqual(facts, levels.facts_of(procedure))

    def test_whoever_takes_fees_online_says_for_which_procedures(self):
        procedure = self.load(fees=[{"amount": 8000}])
        sites = getGlobalSiteManager()
        for cashier, level in ((Cashier("1.900002"), 3), (Cashier(CODE), 4)):
            sites.registerUtility(cashier, IOnlinePayment)
            self.addCleanup(sites.unregisterUtility, cashier, IOnlinePayment)
            with self.subTest(level=level):
                self.assertEqual(levels.level_of(procedure), level)
                facts = level_facts([self.record()])[CODE]
                self.assertEqual(facts.online_payment, level == 4)

    def test_a_form_counts_when_its_file_is_there_and_not_empty(self):
        papers = [{"key": "mau", "title": "Đơn", "form": "mau.dat"}]
        procedure = self.load(papers=papers)
        self.assertEqual(levels.unoffered(procedure), ("mau.dat",))
        item = api.content.create(procedure, "File", "mau.dat")
        self.assertEqual(levels.unoffered(procedure), ("mau.dat",))
        item.file = NamedBlobFile(b"mau", filename="mau.dat")
        notify(ObjectModifiedEvent(item))
        self.assertEqual(levels.unoffered(procedure), ())
        self.assertEqual(self.record().audit["unoffered"], ())

    def test_a_declaration_that_changes_changes_what_is_known(self):
        procedure = self.load()
        self.assertTrue(self.record().offers.online_form)
        form = lookup.declaration(procedure)
        form.fields_model = "<model/>"
        notify(ObjectModifiedEvent(form))
        self.assertFalse(self.record().offers.online_form)
        self.assertIn("empty_declaration", self.gaps())
        procedure.manage_delObjects([lookup.DECLARATION])
        self.assertFalse(self.record().audit["declared"])
        self.assertIn("declaration", self.gaps())


class LevelLog(AuditCase):
    def entries(self):
        book = changes.book()
        return list(book.newest_first())

    def test_a_change_is_written_once_with_its_reason(self):
        procedure = self.load()
        self.assertEqual(self.entries(), [])
        self.load(declared_level=3, level_reason="Chưa thu phí trực tuyến")
        self.assertEqual(procedure.level_reason, "")
        (entry,) = self.entries()
        self.assertEqual((entry.before, entry.after), (4, 3))
        self.assertEqual(entry.reason, "Chưa thu phí trực tuyến")
        self.assertEqual(entry.actor, TEST_USER_ID)
        notify(ObjectModifiedEvent(procedure))
        self.load(declared_level=3, title="Tên mới")
        self.assertEqual(len(self.entries()), 1)
        self.load()
        self.assertEqual([entry.number for entry in self.entries()], [2, 1])

    def test_the_log_outlives_the_procedure(self):
        self.load()
        self.load(declared_level=2)
        self.portal[lookup.PROCEDURES].manage_delObjects([CODE])
        self.assertEqual([entry.code for entry in self.entries()], [CODE])

    def test_a_number_is_never_written_again(self):
        self.load()
        self.load(declared_level=2)
        book = changes.book()
        first = book.get(1)
        self.load(declared_level=3)
        self.assertEqual(book.get(1), first)
        self.assertIsNone(book.get(99))

    def test_what_nobody_could_see_is_no_change(self):
        loading.load_procedures([COMPLETE], publish=False)
        self.load_hidden(2)
        self.assertEqual(self.entries(), [])
        procedure = lookup.procedure(CODE)
        api.content.transition(procedure, "publish")
        self.assertEqual(self.entries(), [])
        self.load_hidden(3)
        self.assertEqual([entry.after for entry in self.entries()], [3])

    def test_a_change_while_it_is_withdrawn_counts_when_it_is_public_again(self):
        procedure = self.load()
        api.content.transition(procedure, "retract")
        self.load_hidden(2, level_reason="Ngừng nhận trực tuyến")
        self.load_hidden(3)
        self.assertEqual(self.entries(), [])
        api.content.transition(procedure, "publish")
        (entry,) = self.entries()
        self.assertEqual((entry.before, entry.after), (4, 3))

    def load_hidden(self, level, **values):
        rows = [COMPLETE | {"declared_level": level} | values]
        loading.load_procedures(rows, publish=False)

    def test_sample_entries_come_once_and_only_into_an_empty_log(self):
        self.load()
        rows = [
            {
                "procedure": CODE,
                "at": "2018-07-02T08:30:00",
                "before": 3,
                "after": 4,
                "reason": "Mẫu",
            },
            {
                "procedure": "9.999999",
                "at": "2018-07-02T08:30:00",
                "before": 3,
                "after": 4,
                "reason": "Mẫu",
            },
        ]
        changes.load_sample(rows)
        changes.load_sample(rows)
        (entry,) = self.entries()
        self.assertTrue(entry.sample)
        self.assertEqual(entry.actor, "")
