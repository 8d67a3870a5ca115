"""What differs between two environments, sorted: what would be promoted, what stays and why, what a person decides."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from modules.base.inputs import shown
from promotion.differences import Difference, Side, differences
from promotion.history import NOT_COMMITTED, History
from promotion.rules import Action, Decision, Rules
from promotion.values import MISSING, Value, at, leaves
from settings.problem import KeyPath, dotted

Question = Literal["new", "gone", "extra", "diverged", "rule", "unclassified"]
"""Why a person decides: the target does not have it; the source no longer has it, or never had it; the target's value
never came from the source, so that promotion would take something back; a rule says so; or no rule says anything."""


IMAGE = "image"
SECTIONS_NAMED_IN = {
    "connects_to": ("buckets", "external_services"),
    "secrets": ("secrets",),
    "parameters": ("parameters",),
}
"""Lists of names, and the sections that have what is named."""


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
    """Sorts what differs. Without `history` nobody can tell a value that the source once had from one it never had."""
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
        companions = self._companions(difference)
        if companions:
            return Entry(difference, "keep", f"goes with {', '.join(companions)}, which only {self.target.name} has")
        if decision.action == "ask":
            return Entry(difference, "ask", decision.reason, "rule")
        names_source = difference.key[-1] != IMAGE and _names(self.source.name, difference.source)
        if difference.is_new:
            reason = f"its value names {self.source.name}" if names_source else decision.reason
            return Entry(difference, "ask", f"{self.target.name} does not have it; {reason}", "new")
        if names_source:
            return Entry(difference, "keep", f"its value in {self.source.name} names that environment")
        diverged = self._diverged(difference)
        if diverged:
            return Entry(difference, "ask", diverged, "diverged")
        return Entry(difference, "promote", decision.reason)

    def _companions(self, difference: Difference) -> list[str]:
        """What the target's list names besides, if that is all that differs and it stays in the target alone."""
        source, target = difference.source, difference.target
        if not isinstance(source, list) or not isinstance(target, list):
            return []
        more = [name for name in target if name not in source]
        if [name for name in target if name not in more] != source:
            return []
        sections = SECTIONS_NAMED_IN.get(str(difference.key[-1]), ())
        places = [
            (section, str(name)) for name in more for section in sections if self._kept_alone((section, str(name)))
        ]
        return [dotted(place) for place in places] if len(places) == len(more) else []

    def _kept_alone(self, place: KeyPath) -> bool:
        """Whether the target alone has what is there, and a rule says that it stays there."""
        here, there = (at(side.file.values, place) for side in (self.target, self.source))
        if here is MISSING or there is not MISSING:
            return False
        decision = self.rules.decide_about(place, here)
        return decision is not None and decision.action == "keep"

    def _without_source(self, difference: Difference) -> Entry:
        if self.history is not None and self.history.ever_had(self.source.file, difference.key):
            return Entry(difference, "ask", f"{self.source.name} no longer has it", "gone")
        return Entry(difference, "ask", f"{self.source.name} does not have it", "extra")

    def _diverged(self, difference: Difference) -> str | None:
        """Why the target's value is no earlier one of the source, if it is not or nobody knows."""
        if self.history is None or not self.history.is_known:
            return self._more_in_target(difference)
        if self.history.ever_was(self.source.file, difference.key, difference.target):
            return None
        since = self.history.since(self.target.file, difference.key)
        when = f" since commit {since.commit}" if since and since.commit else ", not committed"
        return (
            self._more_in_target(difference)
            or f"{self.source.name} never had the value that {self.target.name} has{when}"
        )

    def _more_in_target(self, difference: Difference) -> str | None:
        """What a list has in the target alone."""
        source, target = difference.source, difference.target
        if not isinstance(source, list) or not isinstance(target, list):
            return None
        more = [shown(element) for element in target if element not in source]
        return f"{self.target.name} alone has {', '.join(more)}" if more else None


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
