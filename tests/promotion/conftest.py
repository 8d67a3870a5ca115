"""A git repository with two environments of one system, small enough to read."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from promotion.differences import Side
from settings.target import Target
from settings.tfvars import Tfvars, parsed, read

STAGING, PROD = "envs/shop/staging.tfvars", "envs/shop/prod.tfvars"


@dataclass(frozen=True)
class Repository:
    """The folder, and what a person does in it."""

    root: Path

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def commit(self, subject: str, **files: str) -> None:
        """Commits everything after writing `staging` or `prod`."""
        for name, text in files.items():
            self.write(f"envs/shop/{name}.tfvars", text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", f"--message={subject}")

    def git(self, *arguments: str) -> str:
        identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com", "-c", "init.defaultBranch=main"]
        done = subprocess.run(["git", *identity, *arguments], cwd=self.root, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def read(self, path: str) -> Tfvars:
        return read(self.root / path, self.root)

    def side(self, name: str) -> Side:
        """An environment whose defaults nobody knows."""
        return Side(f"shop/{name}", self.read(Target("shop", name).tfvars_path), {})


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    found = Repository(tmp_path / "repository")
    found.root.mkdir()
    found.git("init", "--quiet")
    return found


def side(text: str, name: str = "shop/staging") -> Side:
    """An environment that has this text and no defaults."""
    return Side(name, parsed(text, f"envs/{name}.tfvars"), {})
