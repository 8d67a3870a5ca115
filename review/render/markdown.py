"""A review as a comment of a pull request: what matters first, and never longer than GitHub takes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from review.model import Change, Finding, Severity
from review.render.escape import code, preformatted, prose
from review.render.lines import change_lines, cost_lines, not_judged_lines, places
from review.render.words import by_severity, counted, headline, left_out, shown
from review.review import Review
from review.weight import WEIGHT

LONGEST: Final = 65_000
"""Characters. GitHub takes 65,536; who posts the comment may add a line of their own."""
MOST_FOR_FINDINGS: Final = 40_000
RESERVED: Final = 200
"""Characters kept for the note that says what is left out."""
MARKS: Final = {
    Severity.CRITICAL: "🔴",
    Severity.HIGH: "🟠",
    Severity.MEDIUM: "🟡",
    Severity.LOW: "🔵",
    Severity.INFO: "⚪",
}


@dataclass(frozen=True)
class Part:
    """Something that may be cut: what stands before and behind its pieces, and what one piece is called."""

    head: str
    pieces: Sequence[str]
    tail: str
    noun: str
    most: int = LONGEST

    def within(self, room: int) -> str:
        """As many pieces as there is room for, from the first, and a note of how many are left out."""
        room = min(room, self.most) - len(self.head) - len(self.tail) - RESERVED
        if room < 0:
            return ""
        kept = 0
        for piece in self.pieces:
            room -= len(piece) + 1
            if room < 0:
                break
            kept += 1
        left = len(self.pieces) - kept
        note = f"\n\n*{counted(left, self.noun)} more left out here: a comment has no room for more.*" if left else ""
        return "\n".join((self.head, *self.pieces[:kept])) + self.tail + note


def render(review: Review) -> str:
    """The review in GitHub's Markdown, `LONGEST` characters at most.

    Findings are kept before everything else, and the worst of them before others.
    """
    text = _head(review)
    for part in _parts(review):
        if part.pieces:
            added = part.within(LONGEST - len(text) - 2)
            text += f"\n\n{added}" if added else ""
    return f"{text}\n"


def _head(review: Review) -> str:
    plan = review.plan
    lines = [f"## Plan of {prose(review.title)}", "", f"**{headline(plan)}**"]
    if plan.no_ops:
        lines.append(left_out(plan.no_ops))
    if not review.findings:
        lines += ["", "No findings."]
    return "\n".join(lines)


def _parts(review: Review) -> Iterator[Part]:
    plan = review.plan
    severities = by_severity(one.severity for one in review.findings)
    yield Part(f"### Findings: {severities}\n", list(_findings(review.findings)), "", "finding", MOST_FOR_FINDINGS)
    yield Part("### Cost\n", [f"- {prose(line.strip())}" for line in cost_lines(review)], "", "line")
    yield _folded("Changes", plan.changes, is_open=len(plan.changes) <= 10)
    outputs = [f"- {code(one.name)}: {code(shown(one.before))} → {code(shown(one.after))}" for one in plan.outputs]
    yield Part("<details><summary>Outputs</summary>\n", outputs, "\n\n</details>", "output")
    yield _folded("Changed outside Terraform", plan.drift)
    not_judged = [f"- {prose(line.strip())}" for line in not_judged_lines(review.not_judged)]
    yield Part("<details><summary>Not judged</summary>\n", not_judged, "\n\n</details>", "line")
    accepted = [
        f"- {prose(f'{one.finding.rule} {one.finding.address}: {one.reason} ({one.where})')}" for one in review.accepted
    ]
    yield Part("<details><summary>Accepted findings</summary>\n", accepted, "\n\n</details>", "line")


def _findings(findings: Iterable[Finding]) -> Iterator[str]:
    """Each finding as an item of a list. What to do is said once, however often it applies."""
    said: set[str] = set()
    for one in findings:
        where = f" {code(one.address)}" if one.address else ""
        at = f" <sub>{', '.join(code(place) for place in places(one))}</sub>" if places(one) else ""
        advice = "" if one.advice in said else f"<br>*{prose(one.advice)}*"
        said.add(one.advice)
        yield f"- {MARKS[one.severity]} **{one.severity}**, {one.category}:{where}{at}<br>{prose(one.reason)}{advice}"


def _folded(heading: str, changes: Iterable[Change], *, is_open: bool = False) -> Part:
    """The changes in a block that GitHub colours by the signs, the heaviest first."""
    listed = sorted(changes, key=lambda change: WEIGHT.index(change.action))
    summary = f"<details{' open' if is_open else ''}><summary>{heading} ({len(listed):,})</summary>"
    return Part(f'{summary}\n\n<pre lang="diff">', list(_by_change(listed)), "\n</pre>\n\n</details>", "change")


def _by_change(changes: Iterable[Change]) -> Iterator[str]:
    """The lines of each change, its sign in the first column."""
    lines: list[str] = []
    for text, _ in change_lines(changes):
        inside = text.startswith("        ")
        if lines and not inside:
            yield "\n".join(lines)
            lines = []
        lines.append(preformatted(text if inside else text.strip()))
    if lines:
        yield "\n".join(lines)
