"""Settings as paths, and patterns that mean some of them."""

from typing import Annotated, Literal

import pytest
from pydantic import Field

from modules.base.inputs import Inputs
from settings.setting_paths import covers, setting_paths, single_values


class Small(Inputs):
    kind: Literal["small"] = "small"
    size: int = 1


class Large(Inputs):
    kind: Literal["large"] = "large"
    names: tuple[str, ...] = ()


class Whole(Inputs):
    """One of each."""

    owner: str
    store: Annotated[Small | Large, Field(discriminator="kind")] | None = None
    parts: dict[str, Small] = {}
    texts: dict[str, str] = {}


def test_every_section_and_value_is_a_path_once():
    assert [".".join(path) for path in setting_paths(Whole)] == [
        "owner",
        "store",
        "store.kind",
        "store.size",
        "store.names",
        "parts",
        "parts.*",
        "parts.*.kind",
        "parts.*.size",
        "texts",
        "texts.*",
    ]


def test_single_values_are_those_without_the_sections():
    assert [".".join(path) for path in single_values(Whole)] == [
        "owner",
        "store.kind",
        "store.size",
        "store.names",
        "parts.*.kind",
        "parts.*.size",
        "texts.*",
    ]


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("owner", "owner", True),
        ("owner", "owners", False),
        ("services.*.image", "services.api.image", True),
        ("services.*.image", "services.api", False),
        ("services.*", "services.api.image", False),
        ("services.api.image", "services.*.image", True),
        ("budget.**", "budget.severity", True),
        ("budget.**", "budget", True),
        ("budget.**", "budgets", False),
        ("services.*.route.**", "services.api.route.path_patterns", True),
        ("services.*.route.**", "services.api", False),
    ],
)
def test_a_pattern_means_what_it_looks_like(pattern: str, path: str, expected: bool):
    assert covers(pattern, tuple(path.split("."))) is expected
