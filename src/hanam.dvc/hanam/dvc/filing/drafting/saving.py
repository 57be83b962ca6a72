"""Saving a page: while somebody types, and where two pages of one draft are open.

Each page shown has a mark of its own and says which version of its step it has seen. What
comes from a page that has seen an older version is not simply written over the newer one:
both are shown, and the person chooses.
"""

from copy import deepcopy
from hanam.dvc.dossiers import drafts
from hanam.dvc.filing import carried
from hanam.dvc.filing.answers import answers_of
from hanam.dvc.filing.answers import said
from hanam.dvc.i18n import _

import json
import secrets
import transaction


AUTOSAVE = "X-Autosave"
LONGEST_MARK = 40
MOST_PAGES = 9
PARTS = ("applicant", "owner", "relation", "agency", "case", "result_by")


def content_of(draft) -> dict:
    """What pages can change in a draft, to be compared."""
    answers = said(draft)
    return {name: deepcopy(getattr(draft, name)) for name in PARTS} | {
        "data": deepcopy(dict(draft.data)),
        "answers": {name: answers.get(name) for name in ("for", "fee", "save")},
    }


class Saving:
    """The part of the wizard that keeps what was sent."""

    # -- versions

    @property
    def stamp(self) -> tuple[int, str]:
        """(version, mark of the page) of what the draft holds for this step."""
        return (said(self.draft).get("stamps") or {}).get(self.step.id, (0, ""))

    @property
    def seen(self) -> int:
        """The version that the page shown now is made of."""
        return self.stamp[0]

    def page_mark(self) -> str:
        return secrets.token_hex(8)

    def is_behind(self) -> bool:
        """Whether another page has changed the step since the one sent was shown."""
        seen, mark = (self.request.form.get(name) for name in ("seen", "page"))
        if not isinstance(seen, str) or not seen.isdecimal():
            return False
        version, by = self.stamp
        return version > int(seen) and by != mark

    def keep(self):
        """Let the step keep what was sent: (problems, whether it would overwrite)."""
        before = content_of(self.draft)
        self.rows_before = self.step.summary() if self.is_behind() else []
        problems = self.step.keep(self.request)
        changed = content_of(self.draft) != before
        if changed and self.is_behind():
            return problems, True
        if changed:
            self.put_stamp(self.request.form.get("page"))
        return problems, False

    def put_stamp(self, mark) -> None:
        """The step has a new version, written by the page of that mark."""
        answers = answers_of(self.draft)
        stamps = answers.get("stamps") or {}
        mark = mark if isinstance(mark, str) else ""
        answers["stamps"] = {
            **stamps,
            self.step.id: (self.stamp[0] + 1, mark[:LONGEST_MARK]),
        }

    def show_both(self):
        """Nothing is saved; the person chooses between the two versions."""
        before, after = labelled(self.rows_before), labelled(self.step.summary())
        self.differences = [
            {
                "section": section,
                "label": label,
                "stored": before.get((section, label), ""),
                "sent": after.get((section, label), ""),
            }
            for section, label in dict.fromkeys([*before, *after])
            if before.get((section, label), "") != after.get((section, label), "")
        ]
        transaction.doom()
        self.request.response.setStatus(409)
        return self.both_page()

    def sent_again(self) -> list[dict]:
        """Hidden fields with all that was sent, for the page with both versions."""
        return carried.fields_of(self.request)

    # -- while somebody types

    def autosave(self):
        """Keep what is typed while somebody types; what was sent earlier comes too late."""
        response = self.request.response
        response.setHeader("Content-Type", "application/json")
        if not self.is_genuine():
            response.setStatus(403)
            return self.tell_script(
                _("Not saved: this page was open for long. Press “Save and go on”.")
            )
        if self.is_next():
            _problems, behind = self.keep()
            if behind:
                transaction.doom()
                response.setStatus(409)
                return self.tell_script(
                    _(
                        "Not saved: this draft was changed on another page or device. "
                        "Press “Save and go on” to choose."
                    )
                )
            self.note_sequence()
            drafts.touch(self.draft)
        return json.dumps({"saved": self.saved_words})

    def tell_script(self, message) -> str:
        return json.dumps({"message": self.say(message)})

    @property
    def sequence(self) -> tuple[str, int]:
        """Which page sent this and when, in its browser's own milliseconds."""
        mark, at = (self.request.form.get(name) for name in ("page", "sequence"))
        mark = mark[:LONGEST_MARK] if isinstance(mark, str) else ""
        return mark, int(at) if isinstance(at, str) and at.isdecimal() else 0

    def is_next(self) -> bool:
        """Whether nothing that the same page sent later was saved already."""
        mark, at = self.sequence
        return at > dict(said(self.draft).get("sequences") or ()).get(mark, 0)

    def note_sequence(self) -> None:
        mark, at = self.sequence
        known = answers_of(self.draft).get("sequences") or ()
        known = [pair for pair in known if pair[0] != mark][-MOST_PAGES:]
        answers_of(self.draft)["sequences"] = (*known, (mark, at))


def labelled(rows) -> dict:
    """The rows of a summary as {(section, label): text}."""
    found, section = {}, ""
    for row in rows:
        if "label" in row:
            found[section, row["label"]] = row["text"]
        else:
            section = row["title"]
    return found
