"""No mail that Plone sends from the portal has English in it."""

from email import message_from_bytes
from email.policy import default
from plone import api
from Products.CMFPlone.browser.contact_info import ContactForm
from tests.integration import test_stock_mails
from tests.wording import ENGLISH


class VietnameseMailsTest(test_stock_mails.MailsTest):
    def setUp(self):
        super().setUp()
        api.portal.set_registry_record("plone.site_title", "Cổng mẫu")
        self.portal.title = "Cổng mẫu"

    def assert_vietnamese_mail(self):
        """One mail was sent, and no line of it is English; its parts are returned."""
        self.assertEqual(len(self.host.messages), 1)
        message = self.host.messages[0]
        raw = message if isinstance(message, bytes) else str(message).encode()
        mail = message_from_bytes(raw, policy=default)
        text = mail.get_body().get_content()
        lines = [str(mail["Subject"]), *text.splitlines()]
        found = [
            line for line in lines if set(ENGLISH.found_in(line)) - {"nguoi", "mau"}
        ]
        self.assertEqual(found, [])
        return mail, text

    def test_a_new_account_is_told_in_vietnamese(self):
        self.portal.portal_registration.registeredNotify("nguoi.mau")
        mail, text = self.assert_vietnamese_mail()
        self.assertEqual(mail["To"], "nguoi.mau@example.vn")
        self.assertIn("/passwordreset/", text)

    def test_a_link_for_a_new_password_has_no_english(self):
        self.portal.portal_registration.mailPassword("nguoi.mau", self.request)
        self.assert_vietnamese_mail()

    def test_a_message_of_the_contact_form_is_framed_in_vietnamese(self):
        form = ContactForm(self.portal, self.request)
        form.update()
        form.send_message(
            {
                "sender_fullname": "Người Mẫu",
                "sender_from_address": "nguoi.mau@example.vn",
                "subject": "Hỏi về thủ tục",
                "message": "Tôi muốn hỏi về giấy khai sinh.",
            }
        )
        _mail, text = self.assert_vietnamese_mail()
        self.assertIn("Tôi muốn hỏi về giấy khai sinh.", text)
