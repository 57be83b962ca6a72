"""Forms of procedures and versions, and what may be changed in which way."""

from AccessControl import getSecurityManager
from hanam.dvc.catalogue.content import IProcedure
from hanam.dvc.catalogue.versions import present
from hanam.dvc.catalogue.versions.present import BOUNDS
from hanam.dvc.catalogue.versions.present import VERSIONED
from hanam.dvc.catalogue.versions.together import TogetherForm
from hanam.dvc.i18n import _
from hanam.dvc.interfaces import IPortalLayer
from plone import api
from plone.dexterity.interfaces import IDexterityEditForm
from plone.restapi.deserializer import json_body
from plone.restapi.deserializer.dxcontent import DeserializeFromJson
from plone.restapi.interfaces import IDeserializeFromJson
from plone.z3cform import layout
from zExceptions import BadRequest
from zope.component import adapter
from zope.i18n import translate
from zope.interface import classImplements
from zope.interface import implementer


CORRECT = "hanam.dvc: Correct published procedure"
HELD_WORDS = _(
    "This procedure is published. Papers, limits, fees and all else that is published "
    "change by a new version, begun on the page of the procedure. Here is what needs none."
)
HELD = frozenset((*VERSIONED, *BOUNDS))


def is_held(procedure) -> bool:
    """Whether what is published changes only by a new version: once there are versions,
    and for those who may not correct what is published."""
    if present.spans_of(procedure):
        return True
    if api.content.get_state(procedure, default="") != "published":
        return False
    return not getSecurityManager().checkPermission(CORRECT, procedure)


class ProcedureForm(TogetherForm):
    """The form of a procedure: all of it, or what needs no version."""

    def updateFields(self):
        super().updateFields()
        if not is_held(self.context):
            return
        self.fields = self.fields.omit(*HELD)
        for group in self.groups:
            group.fields = group.fields.omit(*HELD)
        self.groups = tuple(group for group in self.groups if len(group.fields))

    def update(self):
        super().update()
        if not self.status and is_held(self.context):
            self.status = HELD_WORDS


class VersionForm(TogetherForm):
    """The form of a version that is being written."""

    @property
    def label(self):
        mapping = {"number": self.context.getId(), "title": self.context.title}
        return _("Version ${number}: ${title}", mapping=mapping)


ProcedureEdit = layout.wrap_form(ProcedureForm)
VersionEdit = layout.wrap_form(VersionForm)
classImplements(ProcedureEdit, IDexterityEditForm)
classImplements(VersionEdit, IDexterityEditForm)


@implementer(IDeserializeFromJson)
@adapter(IProcedure, IPortalLayer)
class Deserializer(DeserializeFromJson):
    """PATCH of a procedure holds what its form holds."""

    def __call__(self, validate_all=False, data=None, create=False, **options):
        if data is None:
            data = json_body(self.request)
        names = sorted(HELD & set(data))
        if names and not create and is_held(self.context):
            message = _(
                "This procedure is published: ${names} change by a new version.",
                mapping={"names": ", ".join(names)},
            )
            raise BadRequest(translate(message, context=self.request))
        return super().__call__(validate_all, data, create, **options)
