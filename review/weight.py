"""Which of many actions a person has to see first."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from review.model import Action

WEIGHT: Final = (
    Action.DESTROY,
    Action.REPLACE,
    Action.FORGET,
    Action.UPDATE,
    Action.CREATE,
    Action.IMPORT,
    Action.MOVE,
    Action.READ,
)
"""The heaviest first."""


def heaviest(actions: Iterable[Action]) -> Action | None:
    """The one to see first; nothing of nothing."""
    return min(actions, key=WEIGHT.index, default=None)


def counts(actions: Iterable[Action]) -> dict[Action, int]:
    """How often each action is there, in the order of actions."""
    counted = Counter(actions)
    return {action: counted[action] for action in Action if counted[action]}
