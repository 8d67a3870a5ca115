"""A figure of the usage block: of an expected month, or of a quiet and a busy one too."""

import math
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator

from modules.base.fields import refused
from review.cost.amount import Amount

QUIET, BUSY = 0.5, 2.0
"""What a quiet and a busy month use where only the expected one is given."""


def _range(value: Any) -> Amount:
    if isinstance(value, Amount):
        return value
    figures = value if isinstance(value, (list, tuple)) else [_scaled(value, QUIET), value, _scaled(value, BUSY)]
    sound = len(figures) == 3 and all(
        isinstance(figure, (int, float)) and not isinstance(figure, bool) and math.isfinite(figure) and figure >= 0
        for figure in figures
    )
    if not sound or list(figures) != sorted(figures):
        raise refused("a number, or three that rise, for a quiet, an expected and a busy month", value)
    return Amount(*map(float, figures))


def _scaled(value: Any, factor: float) -> Any:
    return value * factor if isinstance(value, (int, float)) and not isinstance(value, bool) else value


def _written(amount: Amount) -> list[float]:
    return [amount.low, amount.expected, amount.high]


Range = Annotated[Amount, PlainValidator(_range), PlainSerializer(_written)]
"""A figure of the expected month, of which a quiet one has half and a busy one twice, or `[quiet, expected, busy]`."""


def of(expected: float) -> Amount:
    """The figure from one number."""
    return _range(expected)
