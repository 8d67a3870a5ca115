from pathlib import Path

import pytest

from settings.target import discover
from stacks.synth import synthesise

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def roots(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Stack id -> the root that today's engine writes, of every target in envs/."""
    out = tmp_path_factory.mktemp("cdktf.out")
    return {made.target.stack_id: made.root_file for made in synthesise(discover(REPOSITORY), REPOSITORY, out)}
