"""Generated repositories are real ones."""

from pathlib import Path

from bench.generated import make_repository, target_ids
from settings.load import load_environment, load_state
from settings.target import discover, find_root


def test_each_generated_environment_has_settings_that_can_be_used(tmp_path: Path):
    repository = make_repository(tmp_path, 2)
    assert [target.id for target in discover(repository)] == ["state", *target_ids(2)]
    assert find_root(repository) == repository
    load_state(repository)
    assert {load_environment(target, repository).settings.owner for target in discover(repository)[1:]} == {"macro-ai"}
