"""Changes to moto's own code, made when a service is first asked for, and undone to see moto plain."""

from __future__ import annotations

import importlib
from collections.abc import Collection
from typing import Any, Final

from local_aws.registry import PATCHES, Patch

_ABSENT: Final = object()
_ORIGINALS: dict[Patch, Any] = {}
"""What stood where a patch is now. moto is one for the whole process, and so is this."""


def bring(service: str, without: Collection[str] = ()) -> None:
    """Make the patches of a service, and undo those whose names are in `without`."""
    for patch in PATCHES.get(service, ()):
        if patch.name in without:
            _undo(patch)
        else:
            _make(patch)


def _make(patch: Patch) -> None:
    if patch not in _ORIGINALS:
        owner, name = _place(patch)
        _ORIGINALS[patch] = vars(owner).get(name, _ABSENT)
        setattr(owner, name, patch.replacement(getattr(owner, name, None)))


def _undo(patch: Patch) -> None:
    if patch in _ORIGINALS:
        owner, name = _place(patch)
        original = _ORIGINALS.pop(patch)
        if original is _ABSENT:
            delattr(owner, name)
        else:
            setattr(owner, name, original)


def _place(patch: Patch) -> tuple[Any, str]:
    """The class and the attribute's name."""
    module, _, path = patch.where.partition(":")
    *owners, name = path.split(".")
    found: Any = importlib.import_module(module)
    for owner in owners:
        found = getattr(found, owner)
    return found, name
