"""Tests of what Terraform would really do, read from one real plan a target."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from settings.target import discover

REPOSITORY = Path(__file__).parents[2]
TARGETS = tuple(target.id for target in discover(REPOSITORY))


def on(*targets: str) -> pytest.MarkDecorator:
    """Runs a test on the plan of each of these targets, handed over as `plan`: `@on("macro-ai/dev")`.

    All tests of one target run in the same pytest-xdist worker, so that it is planned once a session.
    """
    return pytest.mark.parametrize("plan", grouped(targets), indirect=True)


def grouped(targets: Sequence[str]) -> list[object]:
    """The targets as parameters that keep their tests in one worker."""
    return [pytest.param(target, id=target, marks=pytest.mark.xdist_group(target)) for target in targets]


on_every_target = on(*TARGETS)
