"""Where two environments differ, setting by setting: what is written differently and means the same is left out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from promotion.values import MISSING, Value, same
from settings.load import Loaded
from settings.problem import KeyPath
from settings.tfvars import Tfvars

KIND = "kind"


@dataclass(frozen=True)
class Side:
    """One of the two: its name as a person types it, its file, and what its settings are with all defaults.

    `effective` is empty where it is not known, as for a file of long ago: then defaults count as not set.
    """

    name: str
    file: Tfvars
    effective: Mapping[str, Any]

    @classmethod
    def of(cls, loaded: Loaded[Any]) -> "Side":
        return cls(loaded.target.id, loaded.file, loaded.settings.model_dump(mode="json"))


@dataclass(frozen=True)
class Difference:
    """A setting that differs, with all that is inside it where only one side has it.

    MISSING where a file does not have it; then the default is what holds there, MISSING when there is none.
    """

    key: KeyPath
    source: Value
    target: Value
    source_default: Value = MISSING
    target_default: Value = MISSING

    @property
    def unit(self) -> KeyPath:
        """What is taken over as a whole: the setting, or the section when its kind differs."""
        return self.key[:-1] if self.key[-1] == KIND else self.key

    @property
    def is_new(self) -> bool:
        """Whether the target has nothing like it, not even a default."""
        return self.target is MISSING and self.target_default is MISSING


def differences(source: Side, target: Side) -> list[Difference]:
    """What differs, in the order of the source's file; what only the target has comes behind what is beside it.

    A section of another kind on the other side (`database.kind`) is one difference, its `kind`: what is inside cannot
    be compared.
    """
    return list(_inside((), (source.file.values, source.effective), (target.file.values, target.effective)))


_Level = tuple[Mapping[str, Any], Any]
"""What a file has at some level, and what holds there with defaults."""


def _inside(key: KeyPath, source: _Level, target: _Level) -> Iterator[Difference]:
    kinds = [_kind(level) for level in (source, target)]
    if kinds[0] != kinds[1] and MISSING not in kinds:
        yield _difference((*key, KIND), source, target)
        return
    for name in dict.fromkeys([*source[0], *target[0]]):
        yield from _at((*key, name), source, target)


def _at(key: KeyPath, source: _Level, target: _Level) -> Iterator[Difference]:
    found = _difference(key, source, target)
    left = found.source if found.source is not MISSING else found.source_default
    right = found.target if found.target is not MISSING else found.target_default
    name = str(key[-1])
    if isinstance(left, dict) and isinstance(right, dict) and not _replaces_a_default(found, source, target):
        yield from _inside(key, _level(source, name), _level(target, name))
    elif not same(left, right):
        yield found


def _replaces_a_default(found: Difference, source: _Level, target: _Level) -> bool:
    """Whether one side has a map with names of its own in place of a default that has names too: writable_paths."""
    if found.source_default is MISSING and found.target_default is MISSING:
        return False
    written, effective = source if found.target is MISSING else target
    default = found.target_default if found.target is MISSING else found.source_default
    own = written[str(found.key[-1])]
    return bool(default) and KIND not in own and own.keys() == (effective.get(found.key[-1]) or {}).keys()


def _difference(key: KeyPath, source: _Level, target: _Level) -> Difference:
    name = str(key[-1])
    written = [level[0].get(name, MISSING) for level in (source, target)]
    defaults = [_default(level, name) for level in (source, target)]
    return Difference(key, *written, *defaults)


def _default(level: _Level, name: str) -> Value:
    """What holds for a setting that the file does not have."""
    written, effective = level
    if name in written or not isinstance(effective, Mapping) or effective.get(name) is None:
        return MISSING
    return effective[name]


def _level(level: _Level, name: str) -> _Level:
    written, effective = level
    return written.get(name, {}), effective.get(name, {}) if isinstance(effective, Mapping) else {}


def _kind(level: _Level) -> Value:
    written, effective = level
    return written.get(KIND, effective.get(KIND, MISSING) if isinstance(effective, Mapping) else MISSING)
