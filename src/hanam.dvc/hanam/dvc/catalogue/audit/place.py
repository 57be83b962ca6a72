"""`<procedure>/@@bo-sung?truong=<field>`: leads an editor to the form that has the field.

What is published about a procedure changes by a new version only: then to the version that
is being written, or to where one is begun.
"""

from hanam.dvc.catalogue import access
from hanam.dvc.catalogue.content import IProcedure
from hanam.dvc.catalogue.versions import lifecycle
from hanam.dvc.catalogue.versions.forms import HELD
from hanam.dvc.catalogue.versions.forms import is_held
from hanam.dvc.catalogue.versions.present import FOLDER
from Products.Five import BrowserView
from zExceptions import NotFound


VIEW = "@@bo-sung"


def path_to(field: str) -> str:
    """The way to a field, from the address of a procedure on."""
    return f"{VIEW}?truong={field}"


def form_of(procedure, field: str) -> str:
    """The address of the form where the field is written."""
    url = procedure.absolute_url()
    if field in HELD and is_held(procedure):
        drafts = [
            version
            for version in lifecycle.all_of(procedure)
            if lifecycle.state_of(version) == lifecycle.DRAFT
        ]
        if not drafts:
            return f"{url}/{FOLDER}"
        url = drafts[-1].absolute_url()
    return f"{url}/edit#formfield-form-widgets-{field}"


class ToField(BrowserView):
    """302 to the form; NotFound for a field that is not there, and for who may not write."""

    def __call__(self):
        field = str(self.request.form.get("truong", ""))
        if field not in IProcedure.names(all=True) or not access.may_edit(self.context):
            raise NotFound(VIEW)
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return self.request.response.redirect(form_of(self.context, field))
