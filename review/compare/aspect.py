"""Of what kind a difference is."""

import re
from enum import StrEnum
from typing import Any, Final

from review.model import ABSENT, Path


class Aspect(StrEnum):
    """What a difference is about, in the order in which it is shown."""

    STRUCTURE = "structure"
    """What is there at all."""
    SIZES = "sizes"
    """How large, how many, how long."""
    SETTINGS = "settings"
    """How it behaves."""
    NAMES = "names"
    """What it is called and where it is: what has to differ."""


_SIZE_NAMES: Final = frozenset({"instance_class", "instance_type", "instance_types", "node_type", "storage_type"})
_REFERENCE: Final = "${"
_NO_SIZE: Final = re.compile(r"(^|_)(ports?|priority|protocol|zone|id|day|hour)$")
"""Numbers that count nothing."""
_NAMES: Final = re.compile(
    r"""^(?:
        (?:[a-z0-9*{}-]+\.)+[a-z]{2,}              # a domain
        | \S+@\S+                                   # an address, an image with its digest
        | \w+:\S+                                   # an ARN, a URL
        | \d{1,3}(?:\.\d{1,3}){3}(?:/\d+)?          # a range of addresses
        | \d{12}                                    # an account
        | [a-z]{2}(?:-[a-z]+)+-\d[a-z]?             # a region or a zone
        | Z[A-Z0-9]{12,}                            # a hosted zone
    )$""",
    re.VERBOSE | re.IGNORECASE,
)


def aspect(path: Path, left: Any, right: Any) -> Aspect:
    """Of what kind the difference at a path is. A value that one side does not have is ABSENT."""
    name = next((part for part in reversed(path) if isinstance(part, str)), "")
    found = [
        one for value in (left, right) if value is not ABSENT for one in (value if isinstance(value, list) else [value])
    ]
    if any(isinstance(one, dict) or (isinstance(one, str) and _REFERENCE in one) for one in found):
        return Aspect.STRUCTURE
    if name in _SIZE_NAMES:
        return Aspect.SIZES
    if found and all(isinstance(one, str) and _NAMES.match(one) for one in found):
        return Aspect.NAMES
    if ABSENT in (left, right) or _NO_SIZE.search(name) or not all(map(_is_number, found)):
        return Aspect.SETTINGS
    return Aspect.SIZES


def _is_number(value: Any) -> bool:
    if isinstance(value, str):
        return value.replace(".", "", 1).isdigit()
    return isinstance(value, int | float) and not isinstance(value, bool)
