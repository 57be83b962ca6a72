"""``@@dvc-declaration-settings``: lists to choose from, and how long questions take."""

from hanam.dvc.catalogue.declarations import lists
from hanam.dvc.catalogue.declarations.lists import IDeclarationSettings
from hanam.dvc.catalogue.json_form import json_page
from hanam.dvc.i18n import _


DeclarationSettingsPage = json_page(
    IDeclarationSettings,
    lists.PREFIX,
    _("Lists and minutes of declarations"),
    lists.check,
    lines=16,
)
