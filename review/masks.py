"""Terraform's trees of marks beside values: what is sensitive, what is only known after the apply."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

Mask: TypeAlias = Any
"""True where the mark is, a map or list further down, anything else where nothing below is marked."""


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
    return mask.mask if isinstance(mask, EveryElement) else None


def any_mark(mask: Mask) -> bool:
    """Whether there is any mark in a tree."""
    if isinstance(mask, dict):
        return any(map(any_mark, mask.values()))
    if isinstance(mask, list):
        return any(map(any_mark, mask))
    return any_mark(mask.mask) if isinstance(mask, EveryElement) else mask is True


def either(left: Mask, right: Mask) -> Mask:
    """A tree with the marks of both. Where two lists do not agree, each element has the marks of all."""
    if left == right or not right:
        return left
    if not left:
        return right
    if left is True or right is True:
        return True
    if isinstance(left, dict) and isinstance(right, dict):
        return {key: either(left.get(key), right.get(key)) for key in {**left, **right}}
    merged: Mask = None
    for one in (*_elements(left), *_elements(right)):
        merged = either(merged, one)
    return EveryElement(merged) if any_mark(merged) else None


def marked(value: Any, mask: Mask) -> Iterator[Any]:
    """Every value under a mark."""
    if mask is True:
        yield value
    elif isinstance(mask, dict) and isinstance(value, dict):
        for key, below_key in mask.items():
            if below_key:
                yield from marked(value.get(key), below_key)
    elif isinstance(mask, list | EveryElement) and isinstance(value, list):
        for index, one in enumerate(value):
            yield from marked(one, below(mask, index))


def _elements(mask: Mask) -> list[Mask]:
    if isinstance(mask, list):
        return mask
    return [mask.mask] if isinstance(mask, EveryElement) else [mask]
