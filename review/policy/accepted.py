"""Findings of the policy that somebody has accepted, with a reason and a day on which to look again.

[[accepted]]
rule    = "database-not-protected"
target  = "*/dev"                       # optional, a pattern over targets
address = "aws_db_instance.*"           # optional, a pattern over addresses
reason  = "Development databases are made anew from a seed."
expires = 2027-06-30
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final

from review.errors import PolicyError
from review.model import Finding, Severity

FIELDS: Final = {"rule": str, "target": str, "address": str, "reason": str, "expires": date}
REQUIRED: Final = ("rule", "reason", "expires")
EXPIRED: Final = "acceptance-expired"
UNUSED: Final = "acceptance-unused"


@dataclass(frozen=True)
class Acceptance:
    """What is accepted until the end of the day `expires`; `where` is its place, `policy.toml:12`."""

    where: str
    rule: str
    reason: str
    expires: date
    target: str = "*"
    address: str = "*"

    def covers(self, finding: Finding, target: str) -> bool:
        return (
            self.rule == finding.rule
            and fnmatchcase(target, self.target)
            and fnmatchcase(finding.address, self.address)
        )


@dataclass(frozen=True)
class Judged:
    """Findings that stand, and those that are accepted with what accepts them."""

    findings: tuple[Finding, ...]
    accepted: tuple[tuple[Finding, Acceptance], ...] = ()


def load(path: Path, shown: str, rules: Iterable[str]) -> tuple[Acceptance, ...]:
    """What the file accepts; `shown` is its name in messages. Raises PolicyError with everything that is wrong."""
    try:
        text = path.read_text(encoding="utf-8")
        document = tomllib.loads(text)
    except OSError as error:
        raise PolicyError([f"{shown}: cannot be read: {error.strerror}"]) from None
    except UnicodeDecodeError:
        raise PolicyError([f"{shown}: is not text in UTF-8"]) from None
    except tomllib.TOMLDecodeError as error:
        raise PolicyError([f"{shown}: is not TOML: {error}"]) from None
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.strip() == "[[accepted]]"]
    entries = document.get("accepted", [])
    problems = [
        f"{shown}: {name} is not a setting; accepted is the only one" for name in document if name != "accepted"
    ]
    if not isinstance(entries, list) or len(lines) != len(entries):
        raise PolicyError([*problems, f"{shown}: accepted must be written as [[accepted]] tables, one for each rule"])
    known = tuple(rules)
    for line, entry in zip(lines, entries, strict=True):
        problems += [f"{shown}:{line}: {problem}" for problem in _problems(entry, known)]
    if problems:
        raise PolicyError(problems)
    return tuple(Acceptance(f"{shown}:{line}", **entry) for line, entry in zip(lines, entries, strict=True))


def _problems(entry: Mapping[str, Any], rules: tuple[str, ...]) -> Iterator[str]:
    for name in REQUIRED:
        if name not in entry:
            yield f"{name} is required"
    for name, value in entry.items():
        wanted = FIELDS.get(name)
        if wanted is None:
            near = get_close_matches(name, FIELDS, n=1)
            yield f"{name} is not a setting" + (f"; did you mean {near[0]}?" if near else "")
        elif type(value) is not wanted:
            kind = "a date such as 2027-06-30, without quotes" if wanted is date else "a text in quotes"
            yield f"{name} must be {kind}, got {value!r}"
        elif wanted is str and not value.strip():
            yield f"{name} must not be empty"
    rule = entry.get("rule")
    if isinstance(rule, str) and rule.strip() and rule not in rules:
        near = get_close_matches(rule, rules, n=1)
        yield f"rule {rule} does not exist" + (f"; did you mean {near[0]}?" if near else "")


def judged(findings: Iterable[Finding], acceptances: Iterable[Acceptance], target: str, today: date) -> Judged:
    """Sorts out what is accepted. An acceptance past its day counts no more and is a finding itself; one that nothing
    needs is a hint to remove it."""
    acceptances = [each for each in acceptances if fnmatchcase(target, each.target)]
    standing: list[Finding] = []
    accepted: list[tuple[Finding, Acceptance]] = []
    used: set[str] = set()
    for finding in findings:
        covering = next((each for each in acceptances if each.covers(finding, target)), None)
        if covering is None:
            standing.append(finding)
            continue
        used.add(covering.where)
        if covering.expires >= today:
            accepted.append((finding, covering))
        else:
            why = f"{finding.reason} It was accepted until {covering.expires} ({covering.where}: {covering.reason})"
            standing.append(replace(finding, rule=EXPIRED, severity=max(finding.severity, Severity.HIGH), reason=why))
    standing += [
        Finding(
            rule=UNUSED,
            category="policy",
            severity=Severity.INFO,
            address=each.where,
            reason=f"Nothing breaks {each.rule} any more where it is accepted.",
            advice="Remove the entry.",
        )
        for each in acceptances
        if each.where not in used and each.target == target
    ]
    return Judged(tuple(standing), tuple(accepted))
