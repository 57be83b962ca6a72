"""On a step: what could be used again, what was, and one tap for each."""

from functools import cached_property
from hanam.dvc.filing import guard
from hanam.dvc.filing import progress
from hanam.dvc.filing.answers import declared_fields
from hanam.dvc.filing.answers import said
from hanam.dvc.filing.drafting import earlier
from hanam.dvc.filing.drafting import minutes
from hanam.dvc.filing.drafting import people
from hanam.dvc.filing.drafting import practice
from hanam.dvc.filing.drafting import reuse
from hanam.dvc.filing.drafting import shared
from hanam.dvc.filing.drafting.words import when
from hanam.dvc.i18n import _
from hanam.dvc.rules import vietnamese


DECLARED, PAPERS, CHECK = "to-khai", "giay-to", "kiem-tra"


class Using:
    """The part of the wizard that offers what is known already."""

    # -- taps

    def use_again(self) -> None:
        """Do what a button of `templates/reuse.pt` asks for."""
        form = self.request.form
        wanted, dropped = form.get("reuse"), form.get("drop")
        if wanted == "data":
            reuse.use_answers(self.draft, self.answers_offered)
        elif wanted == "papers":
            reuse.use_papers(self.draft, self.sheets_offered)
        elif wanted == "sample" and self.draft.practice:
            practice.fill(self.draft, self.context, self.steps)
        elif isinstance(wanted, str) and people.choose(
            self.draft, guard.user_id(), wanted
        ):
            pass
        elif isinstance(dropped, str) and dropped:
            reuse.drop(self.draft, dropped)
        else:
            return
        # Any other page of this draft that is open now has seen an older version.
        self.put_stamp("")

    # -- what could be used

    def people(self) -> list[dict]:
        """The organisations and persons of the profile, to file for."""
        return [] if self.draft.practice else people.of(guard.user_id())

    @cached_property
    def known(self) -> list:
        """The visitor's earlier dossiers; none in practice."""
        return [] if self.draft.practice else earlier.dossiers(self.request)

    @cached_property
    def answers_offered(self) -> list:
        return reuse.answers_offered(self.draft, self.context, self.known)

    @cached_property
    def sheets_offered(self) -> list:
        return reuse.sheets_offered(self.draft, self.context, self.known)

    def offers(self) -> list[dict]:
        """What this step could take over: {what, rows: {label, text, source, day}}."""
        if self.step.id == DECLARED and self.answers_offered:
            rows = [
                self.row(answer.field.label, answer.text, answer.dossier)
                for answer in self.answers_offered
            ]
            return [{"what": "data", "count": len(rows), "rows": rows}]
        if self.step.id == PAPERS and self.sheets_offered:
            rows = [
                self.row(sheet.component["title"], sheet.paper.filename, sheet.dossier)
                for sheet in self.sheets_offered
            ]
            return [{"what": "papers", "count": len(rows), "rows": rows}]
        return []

    def row(self, label, text, dossier) -> dict:
        return {
            "label": label,
            "text": text,
            "source": dossier.procedure_title,
            "day": vietnamese.short_date(dossier.filed.date()),
        }

    # -- what was used

    def used(self) -> list[dict]:
        """What this step (the last one: the draft) has taken over, each removable."""
        found = []
        if self.step.id in (DECLARED, CHECK):
            found += [
                {
                    "drop": f"data.{field.name}",
                    "label": field.label,
                    "code": code,
                    "day": vietnamese.short_date(filed.date()),
                }
                for field, code, filed in reuse.used_answers(self.draft, self.context)
            ]
        if self.step.id in (PAPERS, CHECK):
            found += [
                {
                    "drop": f"paper.{paper.id}",
                    "label": f"{paper.title}: {paper.filename}",
                    "code": paper.source,
                    "day": vietnamese.short_date(paper.first.date()),
                }
                for paper in reuse.used_papers(self.draft)
            ]
        return found

    def linked(self) -> dict | None:
        """What a link or another system has put in: {labels, source, ignored}."""
        known = said(self.draft).get("linked")
        if not known or self.step.id not in (DECLARED, CHECK):
            return None
        labels = {field.name: field.label for field in declared_fields(self.context)}
        return {
            "labels": [labels[name] for name in known["names"] if name in labels],
            "source": known["source"],
            "ignored": known["ignored"],
        }

    def doubles(self) -> list[dict]:
        """The visitor's own open dossiers that this one would double."""
        if self.step.id != CHECK:
            return []
        return [
            {
                "code": dossier.code,
                "day": when(dossier.filed),
                "state": self.say(progress.title(dossier)),
                "url": f"{self.portal_url}/tra-cuu/{dossier.code}",
            }
            for dossier in earlier.open_ones(self.draft, self.request)
        ]

    # -- how long it takes and lasts

    def minutes_left(self) -> int:
        return minutes.left(self.steps, self.step)

    def minutes_in_all(self) -> int:
        return minutes.in_all(self.context)

    @property
    def is_shared(self) -> bool:
        return shared.is_shared(self.request)

    @property
    def visitor_mark(self) -> str:
        """What tells this visitor from another in the same browser; says nothing else."""
        who = guard.user_id() or guard.mark_of(self.request)
        return guard.digest(who)[:16]

    @property
    def seen_at(self) -> str:
        """When the draft was saved last, for the page's script."""
        return self.draft.changed.isoformat(timespec="seconds")

    @property
    def kept_until(self) -> str:
        """The last day for which the draft is kept."""
        until = self.draft.expires
        return "" if until is None else vietnamese.short_date(until)

    @property
    def draft_words(self) -> str:
        """What a draft of practice, or a real one, is called in the browser's tab."""
        if self.draft.practice:
            return self.say(_("PRACTICE"))
        return self.say(_("not filed"))
