"""`<declaration>/phien-ban`: what is live, what would change, and making it live."""

from functools import cached_property
from hanam.dvc.catalogue.declarations import keeping
from hanam.dvc.catalogue.declarations import outline
from hanam.dvc.filing.designing import cases
from hanam.dvc.filing.designing.page import Designer
from hanam.dvc.filing.designing.page import STALE
from hanam.dvc.filing.designing.page import template
from hanam.dvc.filing.formfield import Problem
from hanam.dvc.i18n import _
from hanam.dvc.rules import differences
from hanam.dvc.rules import vietnamese
from Products.statusmessages.interfaces import IStatusMessage


EDITED = "soan"
LONGEST_NOTE = 1000
COLUMNS = {
    "title": _("Question"),
    "kind": _("Kind"),
    "required": _("Must be answered"),
    "choices": _("Choices"),
    "minimum": _("At least"),
    "maximum": _("At most"),
    "condition": _("Only if"),
    "section": _("Section"),
    "section_condition": _("Condition of the section"),
    "formula": _("Formula"),
    "pattern": _("Pattern of the answer"),
    "columns": _("Questions of a row"),
}


class Versions(Designer):
    """The versions of a declaration. Publishing asks for right questions and for test
    cases that come out as they are to; these may be passed over knowingly."""

    title = _("Versions of the declaration")
    page = template("versions")

    def __call__(self):
        if self.request.method == "POST" and self.post():
            return self.go(f"{self.url}/phien-ban")
        return self.page()

    def post(self) -> bool:
        """Whether something was done."""
        if not self.is_genuine():
            self.tell([Problem("", STALE)])
            return False
        if self.text("go") == "restore":
            digest = self.text("digest")
            if digest not in keeping.kept(self.context):
                return False
            keeping.restore(self.context, digest)
            self.message(_("The earlier version stands in the editor again."))
            return True
        if self.text("go") != "publish":
            return False
        return self.publish()

    def publish(self) -> bool:
        if self.wrong():
            self.tell([Problem("", text) for text in self.wrong()])
            return False
        if self.failed and self.text("anyway") != "1":
            text = _(
                "Some test cases come out otherwise than they are to. Look at them, or tick "
                "that you publish anyway."
            )
            self.tell([Problem("anyway", text)])
            return False
        note = self.text("note")[:LONGEST_NOTE]
        version = keeping.publish(self.context, self.user, note)
        text = _("Version ${number} is live.", mapping={"number": version.number})
        self.message(text)
        return True

    def message(self, text):
        IStatusMessage(self.request).addStatusMessage(text, type="info")

    # -- for the template

    @cached_property
    def outcomes(self) -> list[cases.Outcome]:
        return cases.run(self.context, self.fields)

    @property
    def failed(self) -> list[cases.Outcome]:
        return [item for item in self.outcomes if not item.passed]

    @property
    def note(self) -> str:
        return self.text("note")

    def versions(self) -> list[dict]:
        live = keeping.live(self.context)
        return [
            {
                "digest": item.digest,
                "number": item.number,
                "published": self.when(item.published),
                "by": item.by,
                "note": item.note,
                "live": item.digest == live,
                "compare": f"{self.url}/phien-ban?tu={item.digest}",
            }
            for item in keeping.all_of(self.context)
        ]

    def when(self, moment) -> str:
        if moment is None:
            return ""
        time = vietnamese.clock_time(moment)
        return f"{time} {vietnamese.short_date(moment.date())}"

    @property
    def old(self) -> str:
        """The digest of the version that is compared: the one asked for, else the live."""
        asked = self.text("tu")
        return (
            asked if asked in keeping.kept(self.context) else keeping.live(self.context)
        )

    @property
    def old_number(self) -> int:
        version = keeping.version(self.context, self.old)
        return 0 if version is None else version.number

    def changes(self) -> list[dict]:
        """What differs between the version compared and what is being edited."""
        old = rows_of(keeping.model(self.context, self.old))
        new = rows_of(self.context.fields_model)
        return [
            {
                "kind": str(found.kind),
                "title": (found.new or found.old)["title"],
                "name": (found.new or found.old)["name"],
                "parts": [
                    {
                        "title": COLUMNS[name],
                        "old": in_words(found.old[name]),
                        "new": in_words(found.new[name]),
                    }
                    for name in found.names
                    if name in COLUMNS
                ],
            }
            for found in differences.rows(old, new, lambda row: row["name"])
            if found.kind != differences.Kind.SAME
        ]


def rows_of(model) -> list[dict]:
    return [item._asdict() for item in outline.of_schema(keeping.schema_of(model))]


def in_words(value) -> str:
    """A value of an outline for a reader."""
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return "✓" if value else "—"
    if isinstance(value, tuple):
        return "; ".join(
            item.title if isinstance(item, outline.Question) else " | ".join(item)
            for item in value
        )
    return str(value)
