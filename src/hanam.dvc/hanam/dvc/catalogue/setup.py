"""What the catalogue needs beyond the XML of the profiles."""

from hanam.dvc.catalogue import lexicon
from hanam.dvc.catalogue import loading
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import places
from hanam.dvc.catalogue import synonyms
from hanam.dvc.catalogue.audit import changes
from hanam.dvc.catalogue.decisions.loading import load_decisions
from hanam.dvc.catalogue.settings import PREFIX
from pathlib import Path
from plone import api

import json


DATA = Path(__file__).parent.parent / "profiles" / "demo" / "data"
EASYFORM_KINDS = "easyform.allowedFields"
OWN_KINDS = "hanam.dvc."


def after_default(portal) -> None:
    """Folders of the catalogue; a site search that folds Vietnamese."""
    places.ensure()
    lexicon.install()


def after_uninstall(portal) -> None:
    """The stock site search; no kinds of fields that only we know."""
    lexicon.uninstall()
    known = api.portal.get_registry_record(EASYFORM_KINDS)
    kept = [name for name in known if not name.startswith(OWN_KINDS)]
    api.portal.set_registry_record(EASYFORM_KINDS, kept)


def load_sample(portal) -> None:
    """The agencies, procedures and settings of the sample province."""
    for name in ("calendar", "targets", "life_events"):
        set_record(f"{PREFIX}.{name}", read(f"{name}.json"))
    synonyms.load(read("synonyms.json"))
    loading.load_sectors(read("sectors.json"))
    loading.load_agencies(read("agencies.json"))
    loading.load_procedures(read("procedures.json"))
    for path in sorted(DATA.glob("declarations/*.json")):
        procedure = lookup.procedure(path.stem)
        loading.load_declaration(procedure, json.loads(path.read_text("utf-8")))
    changes.load_sample(read("level_changes.json"))
    load_decisions(read("decisions.json"))


def read(name):
    return json.loads((DATA / name).read_text("utf-8"))


def set_record(name, data) -> None:
    if json.loads(api.portal.get_registry_record(name)) != data:
        text = json.dumps(data, ensure_ascii=False, indent=1)
        api.portal.set_registry_record(name, text)
