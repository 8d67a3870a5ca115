"""What differs between two environments, sorted: what would be promoted, what stays and why, what a person decides."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from promotion.differences import Difference, Side, differences
from promotion.history import NOT_COMMITTED, History, Version
from promotion.rules import Action, Decision, Rules
from promotion.values import MISSING, Value, at, leaves
from settings.problem import KeyPath, dotted

Question = Literal["new", "gone", "extra", "newer", "rule", "unclassified"]
"""Why a person decides: the target does not have it; the source no longer has it, or never had it; the target's value
is the newer one; a rule says so; or no rule says anything."""


IMAGE = "image"


@dataclass(frozen=True)
class Entry:
    """A difference, what happens to it, and why in words. `question` is set when a person decides."""

    difference: Difference
    action: Action
    reason: str
    question: Question | None = None

    @property
    def key(self) -> KeyPath:
        return self.difference.key

    @property
    def name(self) -> str:
        """The key as a person writes it."""
        return dotted(self.key)


@dataclass(frozen=True)
class Proposal:
    """All differences of two environments, in the order of the source's file."""

    source: Side
    target: Side
    entries: tuple[Entry, ...]

    def having(self, action: Action) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.action == action)


def propose(source: Side, target: Side, rules: Rules, history: History | None = None) -> Proposal:
    """Sorts what differs. Without `history` nothing is asked about only because the target's value is newer."""
    sorter = _Sorter(source, target, rules, history)
    return Proposal(source, target, tuple(sorter.entries()))


@dataclass(frozen=True)
class _Sorter:
    source: Side
    target: Side
    rules: Rules
    history: History | None

    def entries(self) -> Iterator[Entry]:
        for difference in differences(self.source, self.target):
            value = difference.target if difference.source is MISSING else difference.source
            yield self._entry(difference, self.rules.decide_about(difference.key, value))

    def _entry(self, difference: Difference, decision: Decision | None) -> Entry:
        if decision is None:
            return Entry(difference, "ask", "no rule says whether it moves", "unclassified")
        if decision.action == "keep":
            return Entry(difference, "keep", decision.reason)
        if difference.source is MISSING:
            return self._without_source(difference)
        if decision.action == "ask":
            return Entry(difference, "ask", decision.reason, "rule")
        names_source = difference.key[-1] != IMAGE and _names(self.source.name, difference.source)
        if difference.is_new:
            reason = f"its value names {self.source.name}" if names_source else decision.reason
            return Entry(difference, "ask", f"{self.target.name} does not have it; {reason}", "new")
        if names_source:
            return Entry(difference, "keep", f"its value in {self.source.name} names that environment")
        newer = self._newer_in_target(difference.key)
        if newer is not None:
            commit = f"commit {newer.commit}" if newer.commit else "an edit that is not committed"
            reason = f"{self.target.name} has its value since {commit}; that of {self.source.name} is older"
            return Entry(difference, "ask", reason, "newer")
        return Entry(difference, "promote", decision.reason)

    def _without_source(self, difference: Difference) -> Entry:
        versions = self.history.versions(self.source.file) if self.history else ()
        if any(at(version.file.values, difference.key) is not MISSING for version in versions):
            return Entry(difference, "ask", f"{self.source.name} no longer has it", "gone")
        return Entry(difference, "ask", f"{self.source.name} does not have it", "extra")

    def _newer_in_target(self, key: KeyPath) -> Version | None:
        if self.history is None:
            return None
        # A section of another kind counts by its kind, which is what `key` leads to.
        in_source = self.history.since(self.source.file, key)
        in_target = self.history.since(self.target.file, key)
        if in_source is None or in_target is None or in_target.age >= in_source.age:
            return None
        return in_target


def never_ran(entries: tuple[Entry, ...], source: Side, history: History) -> list[Entry]:
    """Those of the entries that bring an image no commit of the source's file has: it was never deployed there."""
    found = []
    for entry in entries:
        for key, value in leaves(entry.difference.source, entry.key):
            since = history.since(source.file, key) if key[-1] == IMAGE and isinstance(value, str) else None
            if since is not None and since.age == NOT_COMMITTED:
                found.append(entry)
    return found


def _names(environment: str, value: Value) -> bool:
    """Whether a text, or one inside, has the environment's name as a word."""
    word = re.compile(rf"(?<![A-Za-z0-9]){re.escape(environment.rpartition('/')[2])}(?![A-Za-z0-9])", re.IGNORECASE)
    values = [inner for _, found in leaves(value) for inner in (found if isinstance(found, list) else [found])]
    return any(isinstance(text, str) and word.search(text) for text in values)
