"""A dossier and its papers, as they lie in the ZODB."""

from AccessControl.class_init import InitializeClass
from Acquisition import aq_base
from hanam.dvc.dossiers import gate
from hanam.dvc.dossiers import merging
from hanam.dvc.dossiers import permissions
from hanam.dvc.dossiers import reasons
from hanam.dvc.dossiers import room
from hanam.dvc.dossiers.storage import Uncatalogued
from persistent import Persistent
from persistent.list import PersistentList
from persistent.mapping import PersistentMapping
from plone.dexterity.content import Item
from plone.namedfile.file import NamedBlobFile
from plone.uuid.handlers import addAttributeUUID
from zope.interface import implementer
from zope.interface import Interface

import os


WORKFLOW = "dossier_workflow"
PERSON = (
    "kind",
    "name",
    "id_number",
    "birth_date",
    "phone",
    "email",
    "address",
    "commune",
    "tax_code",
)
PERSON_KINDS = ("citizen", "organisation")


class IDossier(Interface):
    """One request of a citizen or an organisation under a procedure; drafts too."""


class Paper(Persistent):
    """One paper of a dossier: its file, or only the numbers handed in over the counter.

    ``component`` is a key of the procedure's papers (empty: none of them), ``file`` a
    NamedBlobFile or None, ``originals`` and ``copies`` are the sheets handed in,
    ``added`` a naive local time, ``added_by`` a user id or empty, ``round`` the number
    of the supplement it came with (0: with the filing). ``scan`` is a state of
    `fitness`, ``digest`` the SHA-256 of what was sent, ``issue`` a dict of what the room
    `signing` knows of a result.
    """

    file = None
    issue = None
    scan = ""
    digest = ""

    @property
    def is_closed(self):
        """Whether nobody may open the file: not looked into yet, or infected."""
        return self.scan in ("held", "infected")

    def __init__(self, component, title, added, **facts):
        self.id = os.urandom(6).hex()
        self.component = component
        self.title = title
        self.added = added
        self.added_by = facts.get("added_by", "")
        self.originals = facts.get("originals", 0)
        self.copies = facts.get("copies", 0)
        self.round = facts.get("round", 0)
        self.number = facts.get("number", "")
        self.text = facts.get("text", "")
        self.filename = facts.get("filename", "")
        self.content_type = facts.get("content_type", "")
        self.size = 0

    def fill(self, data: bytes) -> None:
        """Put the file's bytes into a blob; name and kind are set already.

        OSError where the disk has no room for them.
        """
        room.ensure(len(data))
        self.file = NamedBlobFile(
            data=data, contentType=self.content_type, filename=self.filename
        )
        self.size = len(data)


class Papers(PersistentList):
    """Papers in the order in which they came."""

    def get(self, name):
        """The paper of that id, or None."""
        return next((paper for paper in self if paper.id == name), None)

    def of(self, component):
        """The papers handed in for a component of the procedure."""
        return [paper for paper in self if paper.component == component]

    def discard(self, name):
        """Take the paper of that id out; nothing happens where there is none."""
        self[:] = [paper for paper in self if paper.id != name]

    def _p_resolveConflict(self, old, saved, new):
        return merging.merged_list(old, saved, new)


def blank_person(**facts) -> dict:
    """A person with every key of `PERSON`; what is unknown is an empty string."""
    return {key: facts.get(key) or "" for key in PERSON} | {
        "kind": facts.get("kind") or "citizen"
    }


@implementer(IDossier)
class Dossier(Uncatalogued, Item):
    """See `IDossier`. Times are naive local times of the province.

    What is listed or counted stands in the register as well; this object is the truth
    and `rows` derives the register's rows from it. ``facts`` are those of the procedure
    when the dossier was accepted (see `facts`), so that its later changes move nothing.
    """

    portal_type = "Dossier"

    code = ""
    procedure_uid = procedure_code = procedure_title = ""
    # The version it was filed under (`catalogue.versions.keeping.Pin`).
    procedure_version = 0
    procedure_digest = ""
    # The version of the declaration (`catalogue.declarations.keeping`).
    declaration = ""
    case = ""
    level = 0
    online_capable = False
    agency = unit = unit_code = ""
    channel = "online"
    assisted_by = place = ""
    result_by = "counter"
    filed_by = ""
    practice = False
    note = relation = ""
    # Where its paper folder lies; what was paid over the counter (`till`); when a dossier
    # sent by post was handed to the post.
    shelf = ""
    till = posted = None
    filed = received = due = finished = returned = accept_due = None
    state_since = None
    rounds = 0
    assignee = ""
    step = 0
    steps = ()
    pauses = ()
    # The parts of other agencies, and what others are asked (see `together`).
    legs = opinions = ()
    # {"from", "to", "at", "reason", "by"} of each new appointment (`extending`).
    extensions = ()
    # The same of each apology for what was too late to be extended (`apologies`).
    apologies = ()
    # What the applicant was told when the limit began to run, or last began anew.
    promised = None
    # {"at", "from", "to", "kind"} of each appointment that a changed calendar moved.
    recounts = ()
    facts = None
    # See `rules.tracks`; ``track_facts`` holds since when, amounts and numbers, by track.
    money, delivery, sync = "nothing_due", "not_ready", "not_needed"
    track_facts = None
    changed = noted = expires = None
    version = 0
    # Results in the making, until the dossier is finished with them.
    prepared = ()
    # What was handed over, to whom and how it was confirmed; drawn signatures.
    handed = ()
    drawings = ()

    def __init__(self, name, **facts):
        super().__init__(name, **facts)
        self.applicant = blank_person(**facts.get("applicant") or {})
        self.owner = blank_person(**facts.get("owner") or {})
        self.data = PersistentMapping(facts.get("data") or {})
        self.papers = Papers()
        self.results = Papers()
        self.letters = Papers()
        # What came with messages, on either side.
        self.enclosures = Papers()
        # What the applicant gathers to answer a request for papers, until it is sent.
        self.pending = Papers()
        # What other agencies and those asked have handed in; the applicant sees none of it
        # before it becomes a result.
        self.parts = Papers()
        addAttributeUUID(self, None)

    @property
    def state(self):
        """The workflow state, a value of `rules.states.State`."""
        return self.workflow_history[WORKFLOW][-1]["review_state"]

    def current_step(self):
        """The step of the plan that is being worked on, or None."""
        return self.steps[self.step - 1] if self.step else None

    @property
    def extension(self):
        """The last new appointment, a dict {"from", "to", "at", "reason", "by"}, or None."""
        return self.extensions[-1] if self.extensions else None

    def Title(self):
        return self.code or self.procedure_title

    def paper(self, name):
        """The paper, result or letter of that id, or None."""
        kept = (self.papers, self.results, self.letters, self.enclosures)
        return next(
            (found for found in (part.get(name) for part in kept) if found), None
        )

    def is_for_another(self):
        """Whether the dossier is for somebody else than the person who files it."""
        return aq_base(self).owner != aq_base(self).applicant

    def _p_resolveConflict(self, old, saved, new):
        return merging.merged_dossier(old, saved, new)

    def __before_publishing_traverse__(self, context, request=None):
        # BeforeTraverse.MultiHook calls with one argument less.
        request = context if request is None else request
        if not gate.allowed(gate.visitor(self, request), permissions.VIEW, self):
            gate.close(request)
        if reasons.is_needed(self, gate.visitor(self, request)):
            reasons.ask(self, request)
        super().__before_publishing_traverse__(self, request)


InitializeClass(Dossier)
