"""Test layers; a test module takes the cheapest one that can prove its point.

`INTEGRATION` and `FUNCTIONAL` hold an empty portal with the default profile; `SAMPLE_INTEGRATION` and
`SAMPLE_FUNCTIONAL` the sample province as well. The register is an SQLite file of the layer's own, emptied
after each functional test.
"""

from hanam.dvc.portal import figures
from hanam.dvc.register import session
from pathlib import Path
from plone.app.testing import applyProfile
from plone.app.testing import FunctionalTesting
from plone.app.testing import IntegrationTesting
from plone.app.testing import PLONE_FIXTURE
from plone.app.testing import PloneSandboxLayer
from plone.testing.zope import WSGI_SERVER_FIXTURE

import hanam.dvc
import shutil
import tempfile


class PortalLayer(PloneSandboxLayer):
    """An empty portal with the default profile and a register of its own."""

    defaultBases = (PLONE_FIXTURE,)

    def setUpZope(self, app, configurationContext):
        self.directory = Path(tempfile.mkdtemp(prefix="dvc-test-"))
        session.configure(f"sqlite:///{self.directory}/register.sqlite")
        session.create_all()
        self.loadZCML(package=hanam.dvc)

    def setUpPloneSite(self, portal):
        applyProfile(portal, "hanam.dvc:default")

    def tearDownZope(self, app):
        session.configure("sqlite://")
        shutil.rmtree(self.directory, ignore_errors=True)


class SampleLayer(PloneSandboxLayer):
    """The sample province, without dossiers."""

    def setUpPloneSite(self, portal):
        applyProfile(portal, "hanam.dvc:demo")


class Functional(FunctionalTesting):
    """Commits are undone after each test, those of the register and what was counted too."""

    def testTearDown(self):
        super().testTearDown()
        session.wipe()
        figures.forget()


PORTAL = PortalLayer()
SAMPLE = SampleLayer(bases=(PORTAL,), name="Sample")
INTEGRATION = IntegrationTesting(bases=(PORTAL,), name="Portal:Integration")
SAMPLE_INTEGRATION = IntegrationTesting(bases=(SAMPLE,), name="Sample:Integration")
FUNCTIONAL = Functional(bases=(PORTAL, WSGI_SERVER_FIXTURE), name="Portal:Functional")
SAMPLE_FUNCTIONAL = Functional(
    bases=(SAMPLE, WSGI_SERVER_FIXTURE), name="Sample:Functional"
)
