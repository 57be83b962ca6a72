"""What a profile does beyond its XML: each room that has something to set up offers `setup.py`.

`after_default(portal)` of a room runs when the portal is made, `load_sample(portal)` when the sample
province is loaded, `after_uninstall(portal)` when the product goes; each may run again and then
changes nothing.
"""

from importlib import import_module
from importlib.util import find_spec
from plone import api


ROOMS = (
    "register",
    "catalogue",
    "dossiers",
    "notify",
    "identity",
    "filing",
    "counter",
    "outreach",
    "oversight",
    "portal",
)


def call(step: str, rooms: tuple[str, ...]) -> None:
    """Call ``step(portal)`` in the ``setup`` module of each room that has one."""
    portal = api.portal.get()
    for room in rooms:
        if find_spec(f"hanam.dvc.{room}.setup") is None:
            continue
        function = getattr(import_module(f"hanam.dvc.{room}.setup"), step, None)
        if function is not None:
            function(portal)


def after_default(setup_tool) -> None:
    """The folders and keys that the default profile needs."""
    call("after_default", ROOMS)


def load_sample(setup_tool) -> None:
    """The sample province: content by the rooms, accounts by `operations`."""
    call("load_sample", (*ROOMS, "operations"))


def after_uninstall(setup_tool) -> None:
    """Take back what would break the portal when the product is gone."""
    call("after_uninstall", ROOMS)
