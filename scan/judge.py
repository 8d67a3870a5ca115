"""Scanned targets, judged: what failed without a reason, what is accepted, and which reasons nobody needs."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scan.accepted import Accepted, beside, in_settings
from scan.checkov import Finding, Report


@dataclass(frozen=True)
class Scanned:
    """A target's reports by framework, its settings, and the line of Python that made each of its resources."""

    target: str
    tfvars_path: str
    reports: Mapping[str, Report]
    sources: Mapping[str, str]


@dataclass(frozen=True)
class Verdict:
    """One target and framework."""

    target: str
    framework: str
    passed: int
    failed: tuple[Finding, ...]
    accepted: tuple[Accepted, ...]
    resources: str

    def __str__(self) -> str:
        counts = f"{self.passed} passed, {len(self.failed)} failed, {len(self.accepted)} accepted"
        return f"{self.target} as {self.framework}: {counts} ({self.resources})"


def verdicts(scanned: Sequence[Scanned], repository: Path) -> list[Verdict]:
    """A verdict for each report."""
    return [verdict for one in scanned for verdict in _verdicts(one, repository)]


def _verdicts(scanned: Scanned, repository: Path) -> Iterator[Verdict]:
    own = in_settings(repository, scanned.tfvars_path)
    for framework, report in scanned.reports.items():
        failed: list[Finding] = []
        accepted: list[Accepted] = []
        for finding in report.failed:
            source = scanned.sources.get(finding.address)
            of_module = beside(repository, source) if source else {}
            reason = of_module.get(finding.check) or own.get(finding.check)
            if reason is not None and reason.reason:
                accepted.append(reason)
            else:
                failed.append(finding)
        looked_at = f"{len(report.looked_at & scanned.sources.keys())} of {len(scanned.sources)} resources have checks"
        yield Verdict(scanned.target, framework, report.passed, tuple(failed), tuple(accepted), looked_at)


def careless(scanned: Sequence[Scanned], repository: Path) -> list[str]:
    """Comments without a reason, and those that accept what no scanned target fails."""
    known = {accepted for one in scanned for accepted in in_settings(repository, one.tfvars_path).values()}
    known |= {
        accepted
        for one in scanned
        for source in one.sources.values()
        for accepted in beside(repository, source).values()
    }
    used = {accepted for verdict in verdicts(scanned, repository) for accepted in verdict.accepted}
    return [
        *(f"{accepted} is accepted without a reason" for accepted in sorted(known) if not accepted.reason),
        *(f"{accepted} is accepted, but nothing fails it" for accepted in sorted(known - used) if accepted.reason),
    ]


def failures(found: Sequence[Verdict], scanned: Sequence[Scanned]) -> list[str]:
    """What failed, once however many frameworks say so: the line to mend with the check, then the resources."""
    sources = {one.target: one.sources for one in scanned}
    failed = {(verdict.target, finding) for verdict in found for finding in verdict.failed}
    by_line: dict[str, set[str]] = {}
    for target, finding in failed:
        where = sources[target].get(finding.address, target)
        by_line.setdefault(f"{where}: {finding.check} {finding.name}", set()).add(f"  {finding.address} of {target}")
    return [line for title in sorted(by_line) for line in (title, *sorted(by_line[title]))]


def reasons(found: Sequence[Verdict]) -> list[str]:
    """Each accepted check with its reason and how often it is used."""
    counts = Counter(accepted for verdict in found for accepted in verdict.accepted)
    return [f"{accepted} ({counts[accepted]} x): {accepted.reason}" for accepted in sorted(counts)]
