"""Tests of what Terraform would really do, read from one real plan a target."""

from pathlib import Path

import pytest

from settings.target import discover

REPOSITORY = Path(__file__).parents[2]
TARGETS = tuple(target.id for target in discover(REPOSITORY))


def on(*targets: str) -> pytest.MarkDecorator:
    """Runs a test on the plan of each of these targets, handed over as `plan`: `@on("macro-ai/dev")`."""
    return pytest.mark.parametrize("plan", targets, indirect=True)


on_every_target = on(*TARGETS)
