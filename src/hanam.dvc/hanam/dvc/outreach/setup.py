"""What outreach needs beyond the XML of the profiles."""

from hanam.dvc.outreach import loading
from hanam.dvc.outreach import places
from hanam.dvc.outreach.press import newsroom
from hanam.dvc.outreach.settings import IOutreachSettings
from hanam.dvc.outreach.settings import PREFIX
from pathlib import Path
from plone.registry.interfaces import IRegistry
from zope.component import getUtility

import json


DATA = Path(__file__).parent.parent / "profiles" / "demo" / "data" / "outreach"


def after_default(portal) -> None:
    """Settings and folders; values that are there already stay."""
    getUtility(IRegistry).registerInterface(IOutreachSettings, prefix=PREFIX)
    places.ensure()


def load_sample(portal) -> None:
    """Support points, guides, press and answers of the sample province."""
    loading.load(portal[places.QUESTIONS], "Question", read("questions"))
    load_press(portal[places.PRESS])
    loading.load(portal[places.GUIDES], "Guide", read("guides"))
    loading.load(portal[places.POINTS], "SupportPoint", read("support_points"))


def load_press(place) -> None:
    """Organisations and their published articles; see the rows of press.json."""
    for row in read("press"):
        loading.load_item(place, "PressOrganisation", row)
        organisation = place[row["slug"]]
        for article in row["items"]:
            if article["slug"] not in organisation:
                loading.load_item(organisation, "PressArticle", article, publish=False)
                newsroom.publish(organisation[article["slug"]])


def after_uninstall(portal) -> None:
    """Folders with a page of Plone's own; no records of settings that nobody reads."""
    for name in places.PLACES:
        if name in portal:
            portal[name].setLayout("listing_view")
    registry = getUtility(IRegistry)
    for name in [key for key in registry.records if key.startswith(f"{PREFIX}.")]:
        del registry.records[name]


def read(name: str) -> list[dict]:
    return json.loads((DATA / f"{name}.json").read_text("utf-8"))
