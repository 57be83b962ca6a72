"""The clerk of a successor at work on a dossier of the agency that is no more."""

from datetime import date
from hanam.dvc.catalogue import loading
from hanam.dvc.catalogue import lookup
from hanam.dvc.dossiers import secrets
from tests.counter import DossierCase
from tests.dossiers import APPLICANT

import requests
import transaction


END = date(2019, 12, 31)
# One code, one commune before the reform and another one after it.
COMMUNES = [
    {
        "slug": "xa-cu",
        "title": "Ủy ban nhân dân xã Cũ",
        "short_title": "UBND xã Cũ",
        "kind": "commune",
        "gso_code": "13285",
        "valid_to": END.isoformat(),
        "successors": [{"agency": "phuong-moi", "main": True}],
    },
    {
        "slug": "phuong-moi",
        "title": "Ủy ban nhân dân phường Mới",
        "short_title": "UBND phường Mới",
        "kind": "commune",
        "gso_code": "13285",
        "valid_from": "2020-01-01",
    },
]


class SuccessorTest(DossierCase):
    def setUp(self):
        super().setUp()
        loading.load_agencies(COMMUNES)
        self.page_url = self.dossier(
            "submitted", applicant={**APPLICANT, "commune": "13285"}
        )
        item = lookup.agency("so-mau")
        item.valid_to = END
        item.successors = [{"agency": "so-khac", "main": True}]
        transaction.commit()

    def test_the_worklist_and_the_page_tell_the_old_name_and_the_new(self):
        clerk = self.at_desk("strange-clerk")
        self.assertIn(self.code, clerk.get("viec").source)
        page = clerk.get(self.page_url)
        self.assertEqual(page.status, 200)
        self.assertIn("Sở Mẫu (nay là Sở Khác)", page.words)

    def test_the_address_keeps_the_commune_of_the_day_of_filing(self):
        page = self.at_desk("strange-clerk").get(self.page_url)
        self.assertIn("xã Cũ", page.words)
        self.assertNotIn("phường Mới", page.words)

    def test_the_clerk_accepts_it_and_the_receipt_names_the_agency_of_then(self):
        clerk = self.at_desk("strange-clerk")
        form = clerk.get(self.page_url).action("accept")
        self.assertEqual(form.send(("action", "accept")).status, 200)
        self.assertEqual(self.row().state, "accepted")
        receipt = clerk.get(f"{self.page_url}/@@giay-tiep-nhan")
        self.assertIn("Sở Mẫu", receipt.source)
        self.assertNotIn("nay là", receipt.source)
        self.assertNotIn("Sở Khác", receipt.words)

    def test_the_applicant_is_told_whom_to_turn_to_now(self):
        secret = secrets.secret_of(self.code)
        url = f"{self.portal.absolute_url()}/tra-cuu/{self.code}/{secret}"
        said = requests.get(url, headers={"Accept-Language": "vi"}, timeout=60).text
        self.assertIn("Sở Mẫu (nay là Sở Khác)", said)
        self.assertIn("<dd>Sở Khác</dd>", said)
        receipt = requests.get(f"{url}/bien-nhan", timeout=60).text
        self.assertIn("<dd>Sở Mẫu</dd>", receipt)
