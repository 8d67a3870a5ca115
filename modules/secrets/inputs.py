"""What a caller decides about a secret."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from modules.base.fields import matching
from modules.base.inputs import Finding, Inputs
from modules.base.later import NEXT_VALUE


class SecretInputs(Inputs):
    """A secret in Secrets Manager. Its value is never an input."""

    description: Annotated[str, matching(r"(?s).{1,2048}", "a text of 1 to 2048 characters")]
    """What the secret is for and, where a person sets it, where the value comes from."""

    generate: Annotated[bool, NEXT_VALUE] = False
    """Whether `stackwright secrets` makes up a value of letters and digits; else a person sets it."""

    length: Annotated[int, NEXT_VALUE] = Field(default=32, ge=16, le=128)
    """Characters of a generated value; 32 letters and digits are 190 bits."""

    def findings(self) -> Iterator[Finding]:
        if "length" in self.model_fields_set and not self.generate:
            yield Finding(("length",), "only applies when generate is true; leave it out", self.length)
