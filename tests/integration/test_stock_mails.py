"""The mails that Plone itself sends about an account are Vietnamese and whole."""

from email import message_from_bytes
from email.policy import default
from hanam.dvc.testing import INTEGRATION
from plone import api
from Products.CMFPlone.browser.login.login_help import RequestUsername
from Products.CMFPlone.tests.utils import MockMailHost
from Products.MailHost.interfaces import IMailHost
from zope.component import getSiteManager

import unittest


class MailsTest(unittest.TestCase):
    layer = INTEGRATION

    def setUp(self):
        self.portal = self.layer["portal"]
        self.request = self.layer["request"]
        self.request["LANGUAGE"] = "vi"
        self.host = MockMailHost("MailHost")
        self.portal.MailHost = self.host
        manager = getSiteManager(self.portal)
        manager.unregisterUtility(provided=IMailHost)
        manager.registerUtility(self.host, provided=IMailHost)
        api.portal.set_registry_record("plone.email_from_address", "mau@example.vn")
        api.portal.set_registry_record("plone.email_from_name", "Cổng mẫu")
        with api.env.adopt_roles(["Manager"]):
            api.user.create(
                username="nguoi.mau",
                email="nguoi.mau@example.vn",
                password="Mat-khau-1-mau",
                properties={"fullname": "Người Mẫu"},
            )

    def sent(self):
        self.assertEqual(len(self.host.messages), 1)
        message = self.host.messages[0]
        raw = message if isinstance(message, bytes) else message.encode()
        mail = message_from_bytes(raw, policy=default)
        return mail["Subject"], mail["To"], mail.get_content()

    def test_the_name_of_an_account_is_sent_to_its_owner(self):
        form = RequestUsername(self.portal, self.request)
        found = self.portal.acl_users.searchUsers(email="nguoi.mau@example.vn")
        form.send_username(self.portal, found[0])
        subject, to, text = self.sent()
        address = self.portal.absolute_url()
        self.assertEqual(subject, f"Tên tài khoản của bạn tại {address}")
        self.assertEqual(to, "nguoi.mau@example.vn")
        self.assertIn("Kính gửi Người Mẫu,", text)
        self.assertIn("Tên tài khoản của bạn là: nguoi.mau", text)
        self.assertNotIn("{", text)

    def test_a_link_for_a_new_password_is_sent_with_its_limit(self):
        self.portal.portal_registration.mailPassword("nguoi.mau", self.request)
        subject, to, text = self.sent()
        self.assertEqual(to, "nguoi.mau@example.vn")
        self.assertIn("Yêu cầu đặt lại mật khẩu", subject)
        self.assertIn("/passwordreset/", text)
        self.assertIn("(Liên kết này có hiệu lực trong 168 giờ)", text)
        self.assertNotIn("${", text)
