"""Which tests prove which rows of the requirements: the `requirement` markers, as pytest itself would see them.

The test modules are imported, not collected: a marker may sit on a function, a class, a module or one parameter, and may
be made by a helper, and this also works in a worker of pytest-xdist and when only some tests were asked for.
"""

import inspect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

MARKER = "requirement"
NEVER_SURE_TO_RUN = ("skip", "skipif", "xfail")
PLAN = "plan"
"""The argument that hands a test the plan of a target; the parameter is the target's id."""
ROOTS = "roots"
"""The argument that hands a test the roots of all targets."""

ParameterSet = type(pytest.param())


@dataclass(frozen=True, order=True)
class Proof:
    """A test that proves a row, and the targets whose plans it looks at."""

    row: str
    test: str
    targets: tuple[str, ...] = ()


def proofs(repository: Path, targets: Sequence[str]) -> list[Proof]:
    """Every proof in tests/, sorted. Only files that have the marker's name in them are read."""
    files = [path.relative_to(repository) for path in sorted((repository / "tests").rglob("test_*.py"))]
    marked = [file for file in files if MARKER in (repository / file).read_text()]
    modules = {file: import_module(".".join(file.with_suffix("").parts)) for file in marked}
    return sorted({proof for file, module in modules.items() for proof in of_module(module, file.as_posix(), targets)})


def of_module(module: ModuleType, file: str, targets: Sequence[str]) -> Iterator[Proof]:
    """The proofs in one test module; `targets` are all there are."""
    yield from _of_members(vars(module), f"{file}::", _marks(vars(module)), targets)


def _of_members(
    members: dict[str, Any], prefix: str, inherited: list[pytest.Mark], targets: Sequence[str]
) -> Iterator[Proof]:
    for name, member in members.items():
        if inspect.isclass(member) and name.startswith("Test"):
            marks = [mark for base in member.__mro__ for mark in _marks(vars(base))]
            yield from _of_members(dict(inspect.getmembers(member)), f"{prefix}{name}::", [*inherited, *marks], targets)
        elif inspect.isfunction(member) and name.startswith("test"):
            yield from _of_function(member, f"{prefix}{name}", [*inherited, *_marks(vars(member))], targets)


def _of_function(function: Any, test: str, marks: list[pytest.Mark], targets: Sequence[str]) -> Iterator[Proof]:
    if _may_not_run(marks):
        return
    planned = tuple(targets) if ROOTS in inspect.signature(function).parameters else _planned(marks)
    for row in _rows(marks):
        yield Proof(row, test, planned)
    for names, parameters in _parameters(marks):
        if not isinstance(parameters, ParameterSet) or _may_not_run(parameters.marks):
            continue
        own = (str(parameters.values[names.index(PLAN)]),) if PLAN in names else planned
        label = f"[{parameters.id}]" if parameters.id else ""
        for row in _rows(parameters.marks):
            yield Proof(row, f"{test}{label}", own)


def _planned(marks: list[pytest.Mark]) -> tuple[str, ...]:
    """The targets that a test's `plan` is parametrised with."""
    found: set[str] = set()
    for names, parameters in _parameters(marks):
        if PLAN not in names or (isinstance(parameters, ParameterSet) and _may_not_run(parameters.marks)):
            continue
        values = parameters.values if isinstance(parameters, ParameterSet) else parameters
        found.add(values if isinstance(values, str) else values[names.index(PLAN)])
    return tuple(sorted(found))


def _parameters(marks: list[pytest.Mark]) -> Iterator[tuple[list[str], Any]]:
    """The argument names and one set of values, of every set of every parametrisation."""
    for mark in marks:
        if mark.name == "parametrize":
            arguments = inspect.signature(_parametrize).bind(*mark.args, **mark.kwargs).arguments
            names = arguments["argnames"]
            listed = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
            for values in arguments["argvalues"]:
                yield listed, values


def _parametrize(argnames: Any, argvalues: Any, **others: Any) -> None:
    """The arguments of pytest.mark.parametrize."""


def _rows(marks: Sequence[Any]) -> list[str]:
    return [row for mark in _plain(marks) if mark.name == MARKER for row in mark.args]


def _may_not_run(marks: Sequence[Any]) -> bool:
    return any(mark.name in NEVER_SURE_TO_RUN for mark in _plain(marks))


def _marks(members: Any) -> list[pytest.Mark]:
    marks = members.get("pytestmark", [])
    return _plain(marks if isinstance(marks, list) else [marks])


def _plain(marks: Sequence[Any]) -> list[pytest.Mark]:
    return [mark.mark if isinstance(mark, pytest.MarkDecorator) else mark for mark in marks]
