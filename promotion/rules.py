"""Which settings move between environments: the rules for all systems, and what a system says otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from promotion.values import Value, leaves
from settings import tfvars
from settings.load import validated
from settings.problem import KeyPath, SettingsError
from settings.promotion import PromotionRules, PromotionSettings
from settings.setting_paths import ALL_INSIDE, ANY_NAME, covers

RULES_FILE = Path(__file__).with_name("rules.tfvars")
Action = Literal["promote", "keep", "ask"]
MOST_CAUTIOUS: tuple[Action, ...] = ("ask", "promote", "keep")
"""What a section does whose values do different things: it moves only when a person has looked at it."""


@dataclass(frozen=True)
class Decision:
    """What happens to a setting, why, and the pattern that says so."""

    action: Action
    reason: str
    pattern: str


@dataclass(frozen=True)
class Rules:
    """Tables of pattern -> decision; what an earlier table says counts."""

    tables: tuple[Mapping[str, Decision], ...]

    @classmethod
    def of(cls, settings: PromotionSettings | None = None) -> "Rules":
        """The rules for all systems, after those of one system if it has any."""
        own = () if settings is None else (_table(settings),)
        return cls((*own, _table(rules_for_all())))

    def decide(self, key: KeyPath) -> Decision | None:
        """What happens to one setting; None when no pattern means it."""
        for table in self.tables:
            matching = [decision for pattern, decision in table.items() if covers(pattern, key)]
            if matching:
                return max(matching, key=lambda decision: _precedence(decision.pattern))
        return None

    def decide_about(self, key: KeyPath, value: Value) -> Decision | None:
        """What happens to a setting with all that is inside; None when there is something no pattern means."""
        decision = self.decide(key)
        if decision is not None or not isinstance(value, dict) or not value:
            return decision
        decisions = [self.decide(inner) for inner, _ in leaves(value, key)]
        found = [decision for decision in decisions if decision is not None]
        if len(found) < len(decisions):
            return None
        return min(found, key=lambda decision: MOST_CAUTIOUS.index(decision.action))


def rules_for_all() -> PromotionRules:
    """The content of rules.tfvars, which lies beside this file."""
    file = tfvars.read(RULES_FILE, RULES_FILE.parents[1])
    rules, found = validated(PromotionRules, file.values, ())
    if rules is None:
        raise SettingsError(file.problem(complaint.key, str(complaint)) for complaint in found)
    return rules


def _table(rules: PromotionRules) -> dict[str, Decision]:
    return {
        pattern: Decision(action, reason, pattern)
        for action in MOST_CAUTIOUS
        for pattern, reason in rules.by_action[action].items()
    }


def _precedence(pattern: str) -> tuple[int, list[int]]:
    """More for a pattern that says more: the number of its names, then where the last ones are."""
    positions = [at for at, part in enumerate(pattern.split(".")) if part not in (ANY_NAME, ALL_INSIDE)]
    return len(positions), positions[::-1]
