"""Patterns with `*` and `?`, and sets of them, as IAM writes actions, resources and principals."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, TypeAlias

LONGEST: Final = 2048
"""No ARN is longer. Longer patterns are compared letter by letter, wildcards or not."""


@dataclass(frozen=True, slots=True)
class AllBut:
    """Everything that no pattern matches: the meaning of NotAction."""

    patterns: tuple[str, ...]

    def __str__(self) -> str:
        return f"everything but {', '.join(self.patterns)}"


Part: TypeAlias = str | AllBut


@dataclass(frozen=True)
class Globs:
    """What some patterns match together or, `negated`, what none of them matches."""

    patterns: tuple[str, ...]
    negated: bool = False
    fold: bool = False
    """Whether letters of either case are the same, as in actions."""

    @classmethod
    def of(cls, statement: Mapping[str, Any], name: str, negated_name: str, *, fold: bool = False) -> "Globs":
        """One of two elements of a statement; what has neither is about itself alone."""
        if name in statement:
            return cls(tuple(statement[name]), fold=fold)
        if negated_name in statement:
            return cls(tuple(statement[negated_name]), negated=True, fold=fold)
        return cls(("",))

    def parts(self) -> Iterator[Part]:
        """What has to be covered, one by one, for all to be covered."""
        if self.negated:
            yield AllBut(self.patterns)
        else:
            yield from self.patterns

    def cover(self, part: Part) -> bool:
        """Whether all that a part means is meant by one of these patterns."""
        if isinstance(part, AllBut):
            theirs = self._folded(part.patterns)
            if self.negated:
                return all(any(covers(one, own) for one in theirs) for own in self._own)
            return any(_is_everything(own) for own in self._own)
        folded = part.casefold() if self.fold else part
        if self.negated:
            return not any(overlap(own, folded) for own in self._own)
        return folded in self._exact or any(covers(own, folded) for own in self._wild)

    @cached_property
    def _own(self) -> tuple[str, ...]:
        return self._folded(self.patterns)

    @cached_property
    def _exact(self) -> frozenset[str]:
        return frozenset(self._own)

    @cached_property
    def _wild(self) -> tuple[str, ...]:
        return tuple(one for one in self._own if "*" in one or "?" in one)

    def _folded(self, patterns: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one.casefold() for one in patterns) if self.fold else patterns


def covers(pattern: str, other: str) -> bool:
    """Whether a pattern matches everything that another one does. A `*` of the other one needs a `*` here."""
    if len(pattern) > LONGEST or len(other) > LONGEST:
        return pattern == other
    here = there = 0
    star, resume = -1, 0
    while there < len(other):
        own = pattern[here] if here < len(pattern) else ""
        if own == "*":
            star, resume = here, there
            here += 1
        elif own == other[there] or (own == "?" and other[there] != "*"):
            here, there = here + 1, there + 1
        elif star >= 0:
            resume += 1
            here, there = star + 1, resume
        else:
            return False
    return pattern[here:].strip("*") == ""


def overlap(one: str, other: str) -> bool:
    """Whether there may be anything that both patterns match."""
    if len(one) > LONGEST or len(other) > LONGEST:
        return True
    reached = {0}
    for letter in one:
        reached = _step(reached, letter, other)
    return len(other) in _past_stars(reached, other)


def _step(reached: set[int], letter: str, other: str) -> set[int]:
    """Where in the other pattern one can be after one more letter of the first."""
    places = _past_stars(reached, other)
    if letter == "*":
        first = min(places, default=len(other) + 1)
        return set(range(first, len(other) + 1))
    found = {place for place in places if place < len(other) and other[place] == "*"}
    return found | {
        place + 1
        for place in places
        if place < len(other) and other[place] != "*" and (letter == "?" or other[place] in ("?", letter))
    }


def _past_stars(places: set[int], other: str) -> set[int]:
    """The same places, and those behind stars that match nothing."""
    found = set(places)
    for place in sorted(places):
        while place < len(other) and other[place] == "*":
            place += 1
            found.add(place)
    return found


def _is_everything(pattern: str) -> bool:
    return pattern.strip("*") == "" and pattern != ""
