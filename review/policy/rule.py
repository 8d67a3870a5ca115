"""What a policy rule is, and the shapes that most of them have."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from review.model import Mark, Path, Resource, Severity
from review.policy.scene import Scene, value_at


class Breach(NamedTuple):
    """What is wrong with a resource, as the rest of a sentence that begins with its address."""

    reason: str
    path: Path = ()


Judge = Callable[[Resource, Scene], Iterator[Breach]]


@dataclass(frozen=True)
class PolicyRule:
    """A rule about every resource of some types."""

    id: str
    severity: Severity
    types: tuple[str, ...]
    """Nothing: the rule is about resources of all types."""
    judge: Judge
    advice: str


def must(path: tuple[str, ...], holds: Callable[[Any], bool], reason: str) -> Judge:
    """The value at `path` must hold. What is sensitive or not known before the apply is not judged."""

    def judge(resource: Resource, scene: Scene) -> Iterator[Breach]:
        value = value_at(resource.values, *path)
        if not isinstance(value, Mark) and not holds(value):
            yield Breach(reason.format(value=value), path)

    return judge


def must_be_on(*path: str) -> Judge:
    return must(path, bool, f"has {'.'.join(path)} off")


def needs(companion_type: str, argument: str, reason: str) -> Judge:
    """Another resource of `companion_type` must name this one in `argument`."""

    def judge(resource: Resource, scene: Scene) -> Iterator[Breach]:
        if not any(scene.companions(resource, companion_type, argument)):
            yield Breach(reason)

    return judge
