"""What every module's `inputs.py` builds on. Imports no cdktf: settings and review read inputs without starting it."""

import ast
import inspect
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from modules.base.later import IN_PLACE, Later
from modules.base.printable import in_quotes

FINDING = "stackwright_finding"


@dataclass(frozen=True)
class Finding:
    """One thing wrong with values that are each of the right type.

    `path` leads from the inputs that report it to the field; `message` says what is accepted, as in
    "must be one of 512, 1024 when cpu_units is 256"; `got` is what was given (leave it out where the message says it).
    """

    path: tuple[str | int, ...]
    message: str
    got: Any = None

    def __str__(self) -> str:
        return self.message if self.got is None else f"{self.message}, got {shown(self.got)}"


class Inputs(BaseModel):
    """What a caller of a module decides: frozen, keyword-only, nothing unknown, nothing converted silently."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, validate_default=True, defer_build=True)

    later: ClassVar[Later] = IN_PLACE
    """What a later change of a field of this very class does; a field says otherwise with Annotated[..., a Later]."""

    @classmethod
    def defaults(cls, **given: Any) -> Self:
        """An instance of defaults, not validated: for the default of a field, as a validator of its own takes time to
        make. Whatever has the field validates it once more, with all else."""
        return cls.model_construct(**given)

    @classmethod
    def meanings(cls) -> dict[str, str]:
        """Field -> the docstring below it. Read from the source when asked for, as that takes time."""
        found: dict[str, str] = {}
        for model in reversed(cls.__mro__):
            if issubclass(model, Inputs) and model is not Inputs and "[" not in model.__name__:
                found |= _docstrings_of_fields(model)
        return {name: found[name] for name in cls.model_fields if name in found}

    @classmethod
    def later_changes(cls) -> dict[str, Later]:
        """Field -> what changing it does to what is deployed."""
        found: dict[str, Later] = {}
        for model in reversed(cls.__mro__):
            if issubclass(model, Inputs):
                found |= dict.fromkeys(inspect.get_annotations(model), vars(model).get("later", IN_PLACE))
        said = {
            name: said for name, field in cls.model_fields.items() for said in field.metadata if isinstance(said, Later)
        }
        return {name: said.get(name, found[name]) for name in cls.model_fields}

    def findings(self) -> Iterator[Finding]:
        """Every rule between fields that does not hold. Pure; runs when each field by itself is valid."""
        yield from ()

    @model_validator(mode="after")
    def _has_no_findings(self) -> Self:
        details = [
            InitErrorDetails(
                type=PydanticCustomError(FINDING, "{text}", {"text": str(finding)}),
                loc=finding.path,
                input=finding.got,
            )
            for finding in self.findings()
        ]
        if details:
            raise ValidationError.from_exception_data(type(self).__name__, details)
        return self


def _docstrings_of_fields(model: type) -> dict[str, str]:
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(model))).body
    statements = definition.body if isinstance(definition, ast.ClassDef) else []
    return {
        field.target.id: inspect.cleandoc(below.value.value)
        for field, below in pairwise(statements)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(below, ast.Expr)
        and isinstance(below.value, ast.Constant)
        and isinstance(below.value.value, str)
    }


def shown(value: Any) -> str:
    """A value as a tfvars file spells it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return in_quotes(value)
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(shown(item) for item in value)}]"
    return f"{value:g}" if isinstance(value, float) else str(value)


def one_of(values: Iterator[Any] | tuple[Any, ...]) -> str:
    """'one of 512, 1024, 2048': the wording every message about a closed set uses."""
    return "one of " + ", ".join(str(value) for value in values)
