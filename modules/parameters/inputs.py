"""What a caller decides about a configuration parameter."""

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from modules.base.fields import matching
from modules.base.inputs import Finding, Inputs
from modules.base.later import NEXT_TASKS

# https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html
STANDARD_BYTES, ADVANCED_BYTES = 4 * 1024, 8 * 1024


class ParameterInputs(Inputs):
    """A plain value in Parameter Store. What must stay secret belongs in `secrets`."""

    value: Annotated[str, matching(r"(?s).+", "a text that is not empty"), NEXT_TASKS]
    """The value, as text, at most 4 KiB (8 KiB in the Advanced tier)."""

    description: Annotated[str, matching(r"(?s).{1,1024}", "a text of 1 to 1024 characters")]
    """What the value decides."""

    type: Literal["String", "StringList"] = "String"
    """StringList for values separated by commas."""

    tier: Literal["Standard", "Advanced"] = "Standard"
    """Advanced costs 0.05 USD a month and holds 8 KiB."""

    allowed_pattern: str | None = None
    """A regular expression that the value must match, now and later, whoever sets it."""

    def findings(self) -> Iterator[Finding]:
        size = len(self.value.encode())
        limit = STANDARD_BYTES if self.tier == "Standard" else ADVANCED_BYTES
        if size > limit:
            yield Finding(("value",), f"must be at most {limit} bytes in the {self.tier} tier", size)
        if self.type == "StringList" and any(not item.strip() for item in self.value.split(",")):
            yield Finding(("value",), "must have no empty element when type is StringList", self.value)
        if "{{" in self.value:
            yield Finding(("value",), "must not hold {{: Parameter Store takes it for a reference", self.value)
        yield from self._pattern_findings()

    def _pattern_findings(self) -> Iterator[Finding]:
        if self.allowed_pattern is None:
            return
        try:
            matches = re.search(self.allowed_pattern, self.value)
        except re.error as error:
            yield Finding(("allowed_pattern",), f"must be a regular expression ({error})", self.allowed_pattern)
            return
        if not matches:
            yield Finding(("value",), f"must match allowed_pattern {self.allowed_pattern}", self.value)
