"""References between resources, as strings that know what they refer to."""

import difflib
import json
from collections.abc import Iterable
from typing import Any

from resources import schema


class RefError(ValueError):
    """A reference to something the schema does not have."""


class Ref(str):
    """A Terraform expression such as `${aws_vpc.network.id}`: a str, so f-strings, json and dict values work.

    `expression` is the text without `${}`; `type` is Terraform's type of the value, None where it is not known.
    """

    expression: str
    type: Any

    def __new__(cls, expression: str, type: Any = None) -> "Ref":
        ref = super().__new__(cls, "${" + expression + "}")
        ref.expression = expression
        ref.type = type
        return ref

    def at(self, key: int | str) -> "Ref":
        """The element of a list or map. A set has no order, so Terraform cannot index it: use `one()`."""
        kind = self.type[0] if isinstance(self.type, list) else self.type
        if kind not in (None, "dynamic", "list", "map"):
            hint = "; use one() for the only element of a set" if kind == "set" else ""
            raise RefError(f"{self.expression} is a {_spelled(self.type)}, which has no elements to index{hint}")
        element = self.type[1] if isinstance(self.type, list) else None
        return Ref(f"{self.expression}[{json.dumps(key)}]", element)

    def one(self) -> "Ref":
        """The only element of a list or set."""
        element = self.type[1] if isinstance(self.type, list) else None
        return Ref(f"one({self.expression})", element)

    def attr(self, name: str) -> "Ref":
        """An attribute of an object or a block."""
        if self.type is None or self.type == "dynamic":
            return Ref(f"{self.expression}.{name}")
        if isinstance(self.type, dict):
            block = schema.shape_of_block(self.type["shape"])
            if name not in block:
                raise RefError(f"{self.expression} has no attribute {name}{did_you_mean(name, block)}")
            return Ref(f"{self.expression}.{name}", schema.value_type(block[name]))
        if isinstance(self.type, list) and self.type[0] == "object":
            if name not in self.type[1]:
                raise RefError(f"{self.expression} has no attribute {name}{did_you_mean(name, self.type[1])}")
            return Ref(f"{self.expression}.{name}", self.type[1][name])
        raise RefError(f"{self.expression} is a {_spelled(self.type)}, which has no attributes such as {name}")

    def __getitem__(self, key: Any) -> str:
        raise TypeError(f"write .at({key!r}) instead of [{key!r}]: a slice would cut the text {str(self)!r}")


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """'; did you mean cidr_block?', or the known names when none is near."""
    known = sorted(known)
    near = difflib.get_close_matches(name, known, n=1)
    if near:
        return f"; did you mean {near[0]}?"
    shown = ", ".join(known[:12])
    return f"; it has {shown}{', ...' if len(known) > 12 else ''}"


def _spelled(type: Any) -> str:
    return type[0] if isinstance(type, list) else "block" if isinstance(type, dict) else str(type)
