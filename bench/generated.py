"""Repositories with as many environments as one likes, all copies of a real one."""

import shutil
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
MODEL = "envs/macro-ai/dev.tfvars"


def make_repository(folder: Path, environments: int) -> Path:
    """A folder that is a repository by its main.py, its tfvars files and its set-up; its code is ours."""
    for name in ("cdktf.json", "main.py", "envs/state.tfvars", ".stackwright/terraform.rc"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPOSITORY / name, folder / name)
    for target in target_ids(environments):
        path = folder / "envs" / f"{target}.tfvars"
        path.parent.mkdir()
        shutil.copy(REPOSITORY / MODEL, path)
    return folder


def target_ids(environments: int) -> list[str]:
    """The ids of the generated environments: bench-001/dev, bench-002/dev, ..."""
    return [f"bench-{number:03}/dev" for number in range(1, environments + 1)]
