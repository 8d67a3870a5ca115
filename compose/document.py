"""A compose file as values that know their lines, in YAML 1.2 as Docker Compose reads it: 22:22 and yes are texts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml

from settings.problem import Problem, SettingsError

LARGEST_CHARACTERS = 1_000_000
MOST_ITEMS = 20_000
"""Aliases can make a small file mean a huge one."""
MERGE = "<<"

NOTHING = re.compile(r"|~|null|Null|NULL")
TRUTH = re.compile(r"true|True|TRUE|false|False|FALSE")
WHOLE = re.compile(r"[-+]?[0-9]+")
NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")

Scalar: TypeAlias = str | int | float | bool | None


@dataclass(frozen=True)
class Item:
    """A value with the line it is on; in a map, the line of its key. `text` is how a single value is written."""

    line: int
    value: "Scalar | list[Item] | dict[str, Item]"
    text: str = ""

    @property
    def entries(self) -> "dict[str, Item]":
        """The entries of a map; none of anything else."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def elements(self) -> "list[Item]":
        """The elements of a list; none of anything else."""
        return self.value if isinstance(self.value, list) else []

    @property
    def is_single(self) -> bool:
        return not isinstance(self.value, dict | list)


def read(text: str, path: str) -> Item:
    """The map that a file holds. Raises SettingsError with everything that keeps it from being read."""
    if len(text) > LARGEST_CHARACTERS:
        raise SettingsError(
            [Problem(path, None, f"has {len(text)} characters, a compose file at most {LARGEST_CHARACTERS}")]
        )
    try:
        nodes = list(yaml.compose_all(text, Loader=yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise SettingsError([_unreadable(error, path)]) from None
    except RecursionError:
        raise SettingsError([Problem(path, None, "is nested too deep")]) from None
    if len(nodes) != 1 or not isinstance(nodes[0], yaml.MappingNode):
        found = "several documents" if len(nodes) > 1 else "something else"
        raise SettingsError([Problem(path, None, f"must hold one map with services, got {found}")])
    reader = _Reader(path)
    try:
        item = reader.item(nodes[0], _line(nodes[0]))
    except RecursionError:
        raise SettingsError([Problem(path, None, "has an alias that contains itself")]) from None
    if reader.problems:
        raise SettingsError(reader.problems)
    return item


class _Reader:
    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.count = 0

    def item(self, node: yaml.Node, line: int) -> Item:
        self.count += 1
        if self.count > MOST_ITEMS:
            raise SettingsError(
                [Problem(self.path, None, f"means more than {MOST_ITEMS} values; its aliases multiply")]
            )
        if node.tag.startswith("!"):
            self.fault(node, f"the tag {node.tag} is not supported; write out what it stands for")
        if isinstance(node, yaml.MappingNode):
            return Item(line, self.map(node))
        if isinstance(node, yaml.SequenceNode):
            return Item(line, [self.item(inner, _line(inner)) for inner in node.value])
        assert isinstance(node, yaml.ScalarNode)
        return Item(line, _scalar(node), node.value)

    def map(self, node: yaml.MappingNode) -> dict[str, Item]:
        """The entries, those that a merge key takes over behind its own."""
        own: dict[str, Item] = {}
        merged: dict[str, Item] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.fault(key, "a key must be a single text")
            elif key.value == MERGE and key.style is None:
                for name, item in self.merged(value):
                    merged.setdefault(name, item)
            elif key.value in own:
                self.fault(key, f"{key.value} is already set on line {own[key.value].line}; keep one of the two")
            else:
                own[key.value] = self.item(value, _line(key))
        return {**own, **{name: item for name, item in merged.items() if name not in own}}

    def merged(self, node: yaml.Node) -> Iterator[tuple[str, Item]]:
        """What a merge key takes over, the first of several maps first."""
        for source in node.value if isinstance(node, yaml.SequenceNode) else [node]:
            if isinstance(source, yaml.MappingNode):
                yield from self.item(source, _line(source)).entries.items()
            else:
                self.fault(source, "<< takes over maps only")

    def fault(self, node: yaml.Node, message: str) -> None:
        self.problems.append(Problem(self.path, _line(node), message))


def _scalar(node: yaml.ScalarNode) -> Scalar:
    text: str = node.value
    if node.style is not None:
        return text
    if NOTHING.fullmatch(text):
        return None
    if TRUTH.fullmatch(text):
        return text.lower() == "true"
    if WHOLE.fullmatch(text):
        return int(text)
    return float(text) if NUMBER.fullmatch(text) else text


def _line(node: yaml.Node) -> int:
    return node.start_mark.line + 1


def _unreadable(error: yaml.YAMLError, path: str) -> Problem:
    mark: Any = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
    return Problem(path, None if mark is None else mark.line + 1, f"is not YAML: {said}")
