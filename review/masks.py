"""Terraform's trees of marks beside values: what is sensitive, what is only known after the apply."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

Mask: TypeAlias = Any
"""True where the mark is, a map or list further down, anything else where nothing below is marked."""
NOTHING: "Final[Mapping[str, Mask]]" = {}


@dataclass(frozen=True, slots=True)
class EveryElement:
    """One tree for each element of a list."""

    mask: Mask


def below(mask: Mask, part: str | int) -> Mask:
    """The tree of one entry or element."""
    if mask is True:
        return True
    if isinstance(mask, dict):
        return mask.get(part)
    if isinstance(mask, list) and isinstance(part, int):
        return mask[part] if part < len(mask) else None
    return mask.mask if isinstance(mask, EveryElement) and isinstance(part, int) else None


def entries(mask: Mask) -> Mapping[str, Mask]:
    """The trees of the entries of a map."""
    return mask if isinstance(mask, dict) else NOTHING


def hides(mask: Mask, value: Any) -> bool:
    """Whether a value as a whole is marked: by itself, or by a tree of another shape than its own."""
    if mask is True:
        # The provider reads an argument that nobody set back as "": there is no secret in it.
        return value is not None and value != ""
    if not mask or value is None:
        return False
    fits = isinstance(mask, dict) if isinstance(value, dict) else isinstance(mask, list | EveryElement)
    return not (fits and isinstance(value, dict | list)) and any_mark(mask)


def any_mark(mask: Mask) -> bool:
    """Whether there is any mark in a tree."""
    if isinstance(mask, dict):
        return any(map(any_mark, mask.values()))
    if isinstance(mask, list):
        return any(map(any_mark, mask))
    return any_mark(mask.mask) if isinstance(mask, EveryElement) else mask is True


def either(left: Mask, right: Mask) -> Mask:
    """A tree with the marks of both. Where two lists do not agree, each element has the marks of all; where one is of a
    list and the other of a map, all is marked."""
    if left == right or not right:
        return left
    if not left:
        return right
    if left is True or right is True:
        return True
    if isinstance(left, dict) and isinstance(right, dict):
        return {key: either(left.get(key), right.get(key)) for key in {**left, **right}}
    if isinstance(left, dict) or isinstance(right, dict):
        return any_mark(left) or any_mark(right)
    merged: Mask = None
    for one in (*_elements(left), *_elements(right)):
        merged = either(merged, one)
    return EveryElement(merged) if any_mark(merged) else None


def marked(value: Any, mask: Mask) -> Iterator[Any]:
    """Every value under a mark."""
    if hides(mask, value):
        yield value
    elif isinstance(value, dict):
        for key, below_key in entries(mask).items():
            if below_key:
                yield from marked(value.get(key), below_key)
    elif isinstance(mask, list | EveryElement) and isinstance(value, list):
        for index, one in enumerate(value):
            yield from marked(one, below(mask, index))


def _elements(mask: Mask) -> list[Mask]:
    if isinstance(mask, list):
        return mask
    return [mask.mask] if isinstance(mask, EveryElement) else [mask]
