"""The same dossier in Plone as it comes: a Dexterity type in `portal_catalog`.

    bin/py tests/load/stock.py site|fill N|serve PORT

`DVC_HOME` names tests/load/etc/stock's parent for the configuration, `DVC_VAR` the data. Folders, one an
agency, are set to unordered, which is kind to the stock system: its default ordering grows with N.
"""

from pathlib import Path

import os
import random
import sys


HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))
STOCK_TYPE = "StockDossier"


def configuration() -> str:
    """The project's own zope.conf or cluster.conf, on the stock site.zcml."""
    var = Path(os.environ["DVC_VAR"])
    var.mkdir(parents=True, exist_ok=True)
    name = "cluster.conf" if os.environ.get("DVC_ZODB_DSN") else "zope.conf"
    text = (HERE.parents[1] / "instance" / "etc" / name).read_text()
    text = text.replace("$(DVC_HOME)/instance", str(HERE / "etc" / "stock"))
    conf = var / name
    conf.write_text(text)
    return str(conf)


def root():
    """The Zope root with a request, as the system user."""
    from AccessControl.SecurityManagement import newSecurityManager
    from AccessControl.users import system
    from zope.globalrequest import setRequest
    from Zope2.Startup.run import configure_wsgi

    import Zope2

    configure_wsgi(configuration())
    Zope2.startup_wsgi()
    from Testing.makerequest import makerequest

    app = makerequest(Zope2.bobo_application())
    setRequest(app.REQUEST)
    newSecurityManager(None, system)
    return app


def model() -> str:
    """The schema of the type as supermodel XML."""
    from tests.load.fields import FIELDS

    fields = "".join(
        f'<field name="{name}" type="zope.schema.{kind}"><title>{name}</title>'
        f"<required>False</required></field>"
        for name, kind in FIELDS.items()
    )
    paper = (
        '<field name="paper" type="plone.namedfile.field.NamedBlobFile">'
        "<title>paper</title><required>False</required></field>"
    )
    return (
        '<model xmlns="http://namespaces.plone.org/supermodel/schema">'
        f"<schema>{fields}{paper}</schema></model>"
    )


def make_site() -> None:
    """A Classic site with the type and a folder for each agency; anybody may add."""
    from plone.dexterity.fti import DexterityFTI
    from plone.distribution.api import site
    from tests.load.fields import AGENCIES
    from zope.component.hooks import setSite

    import transaction

    app = root()
    if "stock" in app.objectIds():
        return
    answers = {
        "site_id": "stock",
        "title": "Stock",
        "description": "",
        "default_language": "vi",
        "portal_timezone": "Asia/Ho_Chi_Minh",
        "setup_content": False,
    }
    portal = site.create(app, "classic", answers)
    setSite(portal)
    app.acl_users.users.addUser("admin", "admin", "stock-admin")
    app.acl_users.roles.assignRoleToPrincipal("Manager", "admin")
    portal.portal_setup.runAllImportStepsFromProfile("profile-plone.restapi:default")
    fti = DexterityFTI(
        STOCK_TYPE,
        title="Dossier",
        model_source=model(),
        behaviors=("plone.dublincore",),
        klass="plone.dexterity.content.Item",
        global_allow=True,
    )
    portal.portal_types._setObject(STOCK_TYPE, fti)
    for agency in AGENCIES:
        portal.invokeFactory("Folder", agency, title=agency)
        portal[agency].setOrdering("unordered")
    transaction.commit()


def fill(count: int) -> None:
    """Add dossiers without papers until there are ``count``, 200 a transaction."""
    from plone.dexterity.utils import createContent
    from tests.load.fields import values
    from zope.component.hooks import setSite

    import transaction

    app = root()
    portal = app["stock"]
    setSite(portal)
    there = len(portal.portal_catalog.unrestrictedSearchResults(portal_type=STOCK_TYPE))
    rnd = random.Random(there)
    for number in range(there, count):
        facts = values(number, rnd)
        item = createContent(STOCK_TYPE, **facts)
        item.id = f"d-{number:07d}"
        portal[facts["agency"]]._setObject(item.id, item)
        if number % 200 == 199:
            transaction.commit()
            app._p_jar.cacheGC()
            if number % 5000 == 4999:
                print(number + 1, flush=True)
    transaction.commit()
    print("filled", count)


def serve(port: int) -> None:
    """Answer HTTP as the product does: waitress, four threads."""
    from waitress import serve as run
    from Zope2.Startup.run import make_wsgi_app

    run(
        make_wsgi_app({}, configuration()),
        host="127.0.0.1",
        port=port,
        threads=4,
        ident=None,
    )


if __name__ == "__main__":
    {"site": make_site, "fill": fill, "serve": serve}[sys.argv[1]](
        *map(int, sys.argv[2:])
    )
