"""Which targets changed files of this repository concern."""

import pytest

from scope.targets import touched
from settings.target import Target

TARGETS = [Target.parse(name) for name in ("state", "shop/dev", "shop/prod", "shop/shared")]


@pytest.mark.requirement("C-38")
def test_a_settings_file_concerns_its_target():
    found = touched(["envs/shop/prod.tfvars", "envs/shop/shared.tfvars", "envs/shop/dev.tfvars"], TARGETS)
    assert [target.id for target in found.by_settings] == ["shop/dev", "shop/prod", "shop/shared"]
    assert (found.gone, found.code, found.other) == ((), (), ())


@pytest.mark.requirement("C-38")
def test_a_target_whose_file_is_gone_is_told():
    found = touched(["envs/shop/qa.tfvars"], TARGETS)
    assert ([target.id for target in found.gone], found.by_settings) == (["shop/qa"], ())


@pytest.mark.requirement("C-38")
@pytest.mark.parametrize(
    "file",
    ["modules/network/construct.py", "stacks/base.py", "resources/core.py", "settings/load.py", "main.py", "cdktf.json",
     "requirements.lock", "package-lock.json"],
)  # fmt: skip
def test_what_roots_are_made_with_may_concern_every_target(file: str):
    found = touched([file], TARGETS)
    assert (found.code, found.by_settings, found.other) == ((file,), (), ())


def test_the_place_of_the_state_concerns_every_target():
    found = touched(["envs/state.tfvars"], TARGETS)
    assert (found.code, [target.id for target in found.by_settings]) == (("envs/state.tfvars",), ["state"])


@pytest.mark.parametrize(
    "file", ["README.md", "tests/test_a.py", "scripts/plan.py", "envs/README.md", "envs/shop/Dev.tfvars", "docs/a.md"]
)
def test_what_no_root_is_made_with_concerns_none(file: str):
    found = touched([file], TARGETS)
    assert (found.other, found.code, found.by_settings) == ((file,), (), ())
