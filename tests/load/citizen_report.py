"""Tables of what filings cost, and their place in docs/measured-filing.md."""

from pathlib import Path

import os
import platform


PAGE = Path(__file__).resolve().parents[2] / "docs" / "measured-filing.md"
WHO = {
    "guest": "guest, first time",
    "account": "with an account, first time",
    "again": "with an account, again",
}
# The bars stand for the procedure with twelve fields and two papers.
BARS = {"guest": 25, "account": 25, "again": 10}
# What a person needs for each, in seconds: a model, not a measurement. A tap is found and hit; a field is
# found, and each character typed on glass; a choice is read and made; a file is looked for or a photo
# taken; each
# page is read.
HUMAN = {"tap": 2.5, "type": 3.0, "choose": 4.0, "file": 15.0}
CHARACTER = 0.4
READING = 4.0
KINDS = ("HTML", "CSS", "JS", "fonts", "pictures", "data", "other")


def total(steps) -> int:
    return sum(step.interactions for step in steps)


def human(steps) -> float:
    """Seconds of the model."""
    found = READING * len(steps)
    for step in steps:
        found += sum(HUMAN[kind] for kind, _what, _length in step.actions)
        found += CHARACTER * sum(length for *_rest, length in step.actions)
    return found


def kilobytes(size: float) -> str:
    return f"{size / 1024:,.0f}"


def overview(results: dict) -> list[str]:
    lines = [
        "| procedure | who | fields | papers | pages | interactions | waiting, s"
        " | person (model), s | KB down | KB up | requests |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for code, found in results.items():
        for who, (steps, declared, papers) in found.items():
            cells = (code, WHO[who], declared, papers, len(steps), total(steps))
            cells += (
                f"{sum(step.waited for step in steps):.0f}",
                f"{human(steps):.0f}",
            )
            cells += (kilobytes(sum(step.bytes_down for step in steps)),)
            cells += (kilobytes(sum(step.up for step in steps)),)
            cells += (sum(step.requests for step in steps),)
            lines.append("| " + " | ".join(map(str, cells)) + " |")
    return lines


def pages(steps) -> list[str]:
    lines = [
        "| page | taps | typed | choices | files | waiting for the next, s | KB down | "
        + " | ".join(KINDS)
        + " | KB up | requests | from the phone |",
        "|---" * (10 + len(KINDS)) + "|",
    ]
    for step in steps:
        kinds = [kind for kind, *_rest in step.actions]
        cells = [step.title or "(coming here)", *(kinds.count(kind) for kind in HUMAN)]
        cells += [f"{step.waited:.1f}", kilobytes(step.bytes_down)]
        cells += [kilobytes(step.down.get(kind, 0)) for kind in KINDS]
        cells += [kilobytes(step.up), step.requests, step.cached]
        lines.append("| " + " | ".join(map(str, cells)) + " |")
    return lines


def touched(steps) -> list[str]:
    """Where the interactions go, a line per page."""
    words = {"tap": "tap", "type": "type", "choose": "choose", "file": "file"}
    return [
        f"* {step.title}: "
        + "; ".join(
            f"{words[kind]} “{' '.join(what.split())}”"
            for kind, what, _length in step.actions
        )
        for step in steps
        if step.actions
    ]


def bars(found: dict) -> list[str]:
    lines = []
    for who, (steps, *_rest) in found.items():
        count = total(steps)
        said = "met" if count <= BARS[who] else f"missed by {count - BARS[who]}"
        lines.append(f"* {WHO[who]}: {count} interactions, bar {BARS[who]}: {said}")
    return lines


def tables(results: dict, paper_size: int) -> str:
    """All of it as Markdown; the first procedure in detail."""
    first = next(iter(results))
    machine = f"{platform.machine()}, {os.cpu_count()} cores"
    parts = ["\n".join(overview(results)), "\n".join(bars(results[first]))]
    for who, (steps, *_rest) in results[first].items():
        parts += [f"### {first}, {WHO[who]}", "\n".join(pages(steps))]
        parts += ["\n".join(touched(steps))]
    parts.append(
        f"Each paper is one photo of {kilobytes(paper_size)} KB. Machine: {machine}, shared with other work;"
        " waiting is what it took here, the line and the processor slowed as said above."
    )
    return "\n\n".join(parts)


def put_into(name: str, text: str, kept: Path = PAGE) -> None:
    """Put a text where a page keeps what is measured under that name."""
    begin, end = f"<!-- measured: {name} -->", f"<!-- /measured: {name} -->"
    page = kept.read_text("utf-8")
    before, rest = page.split(begin)
    after = rest.split(end)[1]
    kept.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}", "utf-8")
