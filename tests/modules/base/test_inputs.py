"""What every module's inputs have in common."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Annotated, Any, Literal, get_args, get_origin

import pytest
from pydantic import TypeAdapter, ValidationError

import modules
from modules.base.inputs import Finding, Inputs, one_of, shown
from modules.base.later import IN_PLACE, NEW_TASKS, Later, replaces
from tests.modules import messages


class Part(Inputs):
    size: int = 1
    names: tuple[str, ...] = ()

    def findings(self) -> Iterator[Finding]:
        if self.size > 5:
            yield Finding(("size",), "must be at most 5", self.size)
        if len(self.names) > self.size:
            yield Finding(("names", self.size), "is one too many")


class Enclosing(Inputs):
    parts: dict[str, Part] = {}
    on: bool = False


def test_findings_of_nested_inputs_carry_the_whole_path():
    values = {"parts": {"a": {"size": 6}, "b": {"names": ("x", "y")}}}
    assert messages(lambda: Enclosing(**values)) == [
        "parts.a.size must be at most 5, got 6",
        "parts.b.names[1] is one too many",
    ]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"on": "true"}, 'on must be true or false, got "true"'),
        ({"on": 1}, "on must be true or false, got 1"),
        ({"parts": {"a": {"size": "1"}}}, 'parts.a.size must be a whole number, got "1"'),
        ({"parts": {"a": {"size": 1.5}}}, "parts.a.size must be a whole number, got 1.5"),
        ({"parts": {"a": {"names": "x"}}}, 'parts.a.names must be a list [ ... ], got "x"'),
        ({"parts": 5}, "parts must be a map { ... }, got 5"),
        ({"part": {}}, "part is not a setting; did you mean parts?"),
        ({"zzz": {}}, "zzz is not a setting; here are on, parts"),
    ],
)
def test_nothing_is_converted_or_ignored(values, expected):
    assert messages(lambda: Enclosing(**values)) == [expected]


def test_inputs_are_frozen():
    with pytest.raises(ValidationError, match="Instance is frozen"):
        Part().size = 2


@pytest.mark.parametrize(
    ("value", "expected"),
    [(True, "true"), ("a", '"a"'), (3, "3"), (("a", 1), '["a", 1]'), ([], "[]")],
)
def test_values_are_shown_as_in_a_tfvars_file(value, expected):
    assert shown(value) == expected


def test_choices_are_spelt_one_way():
    assert one_of((512, 1024)) == "one of 512, 1024"


class Changeable(Inputs):
    later = NEW_TASKS

    kept: int = 1
    port: Annotated[int, replaces("aws_lb")] = 80


class MoreChangeable(Changeable):
    added: int = 1


def test_what_a_class_says_of_later_changes_holds_for_its_own_fields_that_say_nothing():
    assert MoreChangeable.later_changes() == {
        "kept": NEW_TASKS,
        "port": Later("", ("aws_lb",)),
        "added": IN_PLACE,
    }


def models() -> Iterator[type[Inputs]]:
    for module in pkgutil.walk_packages(modules.__path__, "modules."):
        if module.name.endswith("inputs"):
            importlib.import_module(module.name)
    found = Inputs.__subclasses__()
    while found:
        model = found.pop()
        found += model.__subclasses__()
        yield model


def listed(annotation: Any) -> Iterator[Any]:
    """The values of every Literal in a type."""
    for part in get_args(annotation):
        yield from (part,) if get_origin(annotation) is Literal else listed(part)


LISTS_OF_NUMBERS = [
    pytest.param(field.rebuild_annotation(), id=f"{model.__name__}.{name}")
    for model in models()
    for name, field in model.model_fields.items()
    if any(type(value) is int for value in listed(field.annotation))
]


@pytest.mark.parametrize("boolean", [True, False])
@pytest.mark.parametrize("numbers", LISTS_OF_NUMBERS)
def test_a_boolean_is_none_of_the_listed_numbers(numbers: Any, boolean: bool):
    with pytest.raises(ValidationError):
        TypeAdapter(numbers).validate_python(boolean, strict=True)


DEFAULTS = [
    pytest.param(field.default, id=f"{model.__name__}.{name}")
    for model in models()
    for name, field in model.model_fields.items()
    if isinstance(field.default, Inputs)
]


@pytest.mark.parametrize("default", DEFAULTS)
def test_defaults_that_nobody_validated_are_valid(default: Inputs):
    assert type(default).model_validate(default.model_dump(), strict=False) == default


def test_defaults_are_not_validated():
    assert Part.defaults(size="two").size == "two"
