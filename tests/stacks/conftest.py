"""A repository of its own for each test that writes into one."""

import shutil
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A folder with cdktf.json, main.py and the tfvars of state and macro-ai/dev, as `find_root` wants it."""
    folder = tmp_path / "repository"
    for name in ("cdktf.json", "main.py", "envs/state.tfvars", "envs/macro-ai/dev.tfvars"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPOSITORY / name, folder / name)
    return folder
