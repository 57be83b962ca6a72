"""The catalogue survives Plone's export and import of content, whose importer commits."""

from hanam.dvc.catalogue import loading
from hanam.dvc.catalogue import lookup
from hanam.dvc.testing import FUNCTIONAL
from pathlib import Path
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.exportimport.exporters.content import ContentExporter
from plone.exportimport.importers.content import ContentImporter

import tempfile
import transaction
import unittest


PROCEDURE = {
    "code": "1.900001",
    "title": "Đăng ký khai sinh",
    "sector": "ho-tich",
    "agencies": ["so-tu-phap", "@commune"],
    "government_levels": ["province"],
    "channels": ["online"],
    "declared_level": 3,
    "how_steps": ["Một.", "Hai."],
    "papers": [{"key": "don", "title": "Đơn", "originals": 2, "required": False}],
    "limits": [{"value": 3, "unit": "working_day"}],
    "effective_from": "2018-01-01",
    "supplement_policy": "resume",
}
DECLARATION = {
    "title": "Tờ khai",
    "minutes": 4,
    "fieldsets": [
        {
            "title": "Một",
            "fields": [{"name": "mst", "kind": "tax_code", "title": "Mã số thuế"}],
        }
    ],
}


class Export(unittest.TestCase):
    layer = FUNCTIONAL

    def test_what_was_exported_is_imported_again(self):
        portal = self.layer["portal"]
        setRoles(portal, TEST_USER_ID, ["Manager"])
        loading.load_sectors([{"slug": "ho-tich", "title": "Hộ tịch"}])
        loading.load_agencies([{"slug": "so-tu-phap", "title": "Sở Tư pháp"}])
        loading.load_procedures([PROCEDURE])
        item = lookup.procedure("1.900001")
        form = loading.load_declaration(item, DECLARATION)
        names = [*PROCEDURE]
        before = {name: getattr(item, name) for name in names}
        model = form.fields_model
        with tempfile.TemporaryDirectory() as directory:
            path = Path(directory)
            ContentExporter(portal).export_data(path)
            api.content.delete(portal["thu-tuc"])
            ContentImporter(portal).import_data(path)
        transaction.commit()
        item = lookup.procedure("1.900001")
        self.assertEqual({name: getattr(item, name) for name in names}, before)
        form = lookup.declaration(item)
        self.assertEqual(form.minutes, 4)
        self.assertEqual(form.fields_model, model)
        self.assertEqual(api.content.get_state(item), "published")
