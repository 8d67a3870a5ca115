"""docs/requirements.md as text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tests.docs.rows import Requirements, Section, Standing

HEAD = """\
# Requirements

What the systems of this repository ask for, and the tests that prove it. The tests name the rows with
`@pytest.mark.requirement("C-01")`; this page is made of those markers and of [requirements.yaml](requirements.yaml) by
`{command}`, and a test fails when it is stale.

A row about infrastructure is proven by tests that read the real plan of an environment; *shown in* names the targets whose
plans they read. Rows about a command or a document are proven by tests of the command or the document.
"""


def page(requirements: Requirements, standings: Mapping[str, Standing], targets: Sequence[str], command: str) -> str:
    """The whole page; `targets` are all there are."""
    parts = [HEAD.format(command=command), _overview(requirements, standings)]
    for section in requirements.sections:
        parts.append(f"## {section.title}\n")
        parts += [_row(standings[row.id], requirements.planned.get(row.id), targets) for row in section.rows]
    return "\n".join(parts)


def _overview(requirements: Requirements, standings: Mapping[str, Standing]) -> str:
    lines = ["| | rows | proven | not yet |", "|---|---|---|---|"]
    totals = [0, 0, 0]
    for section in requirements.sections:
        counts = _counts(section, standings)
        totals = [total + count for total, count in zip(totals, counts, strict=True)]
        lines.append(f"| {section.title} | {' | '.join(map(str, counts))} |")
    lines.append(f"| all | {' | '.join(map(str, totals))} |")
    return "\n".join(lines) + "\n"


def _counts(section: Section, standings: Mapping[str, Standing]) -> list[int]:
    proven = sum(standings[row.id].is_proven for row in section.rows)
    return [len(section.rows), proven, len(section.rows) - proven]


def _row(standing: Standing, reason: str | None, targets: Sequence[str]) -> str:
    row = standing.row
    on_plans = sorted({proof.test for proof in standing.proofs if proof.targets})
    others = sorted({proof.test for proof in standing.proofs} - set(on_plans))
    parts = [f"### {row.id}\n\n{row.text}\n", f"{' '.join(_state(standing, reason, targets))}\n"]
    if on_plans:
        parts.append(_listed("On plans:", on_plans))
    if others:
        parts.append(_listed("Besides:" if on_plans else "Tests:", others))
    return "\n".join(parts)


def _state(standing: Standing, reason: str | None, targets: Sequence[str]) -> Iterator[str]:
    kind = standing.row.kind.capitalize()
    if standing.is_proven:
        yield f"**{kind}, proven.**"
    elif reason:
        yield f"**{kind}, planned:** {reason}."
    elif standing.missing:
        yield f"**{kind}, lacks** {', '.join(standing.missing)}."
    else:
        yield f"**{kind}, waits for** {', '.join(standing.absent)}."
    if standing.targets:
        yield f"Shown in {'every target' if standing.targets == tuple(targets) else ', '.join(standing.targets)}."


def _listed(title: str, tests: Iterable[str]) -> str:
    return "\n".join([title, "", *(f"- `{test}`" for test in tests), ""])
