"""A dossier at its own address as JSON, for those who may see it."""

from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import reads
from hanam.dvc.dossiers import states
from hanam.dvc.dossiers.content import IDossier
from hanam.dvc.dossiers.together import serial
from hanam.dvc.interfaces import IPortalLayer
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.serializer.converters import json_compatible
from zope.component import adapter
from zope.i18n import translate
from zope.interface import implementer


PLAIN = (
    "code",
    "procedure_code",
    "procedure_title",
    "procedure_version",
    "case",
    "agency",
    "channel",
    "assisted_by",
    "place",
    "result_by",
    "note",
    "practice",
    "rounds",
    "assignee",
    "step",
    "money",
    "delivery",
    "sync",
    "version",
)
MOMENTS = ("filed", "accept_due", "received", "due", "finished", "returned")


@implementer(ISerializeToJson)
@adapter(IDossier, IPortalLayer)
class Serializer:
    """Everything the dossier holds; its files by address."""

    def __init__(self, context, request):
        self.context = context
        self.request = request

    def __call__(self, version=None, include_items=False):
        dossier, request = self.context, self.request
        request.response.setHeader("Cache-Control", "private, no-store")
        reads.note(dossier, reads.PAGE)
        url = dossier.absolute_url()
        facts = {name: getattr(dossier, name) for name in PLAIN}
        facts |= {name: moment.iso(getattr(dossier, name)) for name in MOMENTS}
        return facts | {
            "@id": url,
            "@type": dossier.portal_type,
            "UID": dossier.UID(),
            "state": str(dossier.state),
            "state_title": translate(states.TITLES[dossier.state], context=request),
            "applicant": dict(dossier.applicant),
            "owner": dict(dossier.owner),
            "data": json_compatible(dict(dossier.data)),
            "steps": [self.step(step) for step in dossier.steps],
            "papers": [self.paper(paper, url) for paper in dossier.papers],
            "results": [self.paper(paper, url) for paper in dossier.results],
            "letters": [self.paper(paper, url) for paper in dossier.letters],
            "agencies": serial.agencies(dossier),
            **serial.shown(dossier),
            "workflow": {"@id": f"{url}/@workflow"},
        }

    def step(self, step) -> dict:
        """One step of the plan."""
        plain = {name: step[name] for name in ("title", "role", "assignee")}
        times = {
            name: moment.iso(step[name]) for name in ("started", "due", "finished")
        }
        return plain | times

    def paper(self, paper, url) -> dict:
        """One paper, and where its file is."""
        return {
            "id": paper.id,
            "component": paper.component,
            "title": paper.title,
            "originals": paper.originals,
            "copies": paper.copies,
            "round": paper.round,
            "number": paper.number,
            "text": paper.text,
            "filename": paper.filename,
            "content_type": paper.content_type,
            "size": paper.size,
            "added": moment.iso(paper.added),
            "download": f"{url}/@@paper/{paper.id}" if paper.file is not None else "",
        }
