"""What tfvars files were in earlier commits: which of two values is the newer one, and what was there before."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from promotion.values import MISSING, Value, at, same
from settings.problem import KeyPath
from settings.syntax import parse
from settings.tfvars import Tfvars
from toolchain import git
from toolchain.git import Commit

MOST_COMMITS = 200
"""How far back is looked; a value that is older than that counts as having been there all the time."""
NOT_COMMITTED = -1


@dataclass(frozen=True)
class Version:
    """A file as a commit left it, or as it is now where no commit has it so.

    `age` counts the newer commits, over all files of the history; it is NOT_COMMITTED where there is no commit.
    """

    file: Tfvars
    commit: Commit | None
    age: int


class History:
    """The commits that changed some files. `paths` are those files as seen from `root`."""

    def __init__(self, root: Path, paths: tuple[str, ...]) -> None:
        self._root = root
        self.is_known = git.is_repository(root) and not git.is_shallow(root)
        """Whether git has the whole history: not in a copy of the files, nor in a clone of the last commits only."""
        self._commits = git.commits(root, paths, most=MOST_COMMITS) if self.is_known else []
        self._versions: dict[tuple[str, str], Version] = {}

    def versions(self, file: Tfvars) -> Iterator[Version]:
        """The file as it is now, if it is not committed so, and as each commit left it, newest first."""
        ages = [age for age, commit in enumerate(self._commits) if file.path in commit.files]
        newest = self._version(file.path, ages[0]) if ages else None
        if newest is None or not same(newest.file.values, file.values):
            yield Version(file, None, NOT_COMMITTED)
        for age in ages:
            yield self._version(file.path, age)

    def since(self, file: Tfvars, key: KeyPath) -> Version | None:
        """The version that gave a setting the value it has now; None without a history."""
        if not self.is_known:
            return None
        value = at(file.values, key)
        found = None
        for version in self.versions(file):
            if not same(at(version.file.values, key), value):
                break
            found = version
        return found

    def ever_was(self, file: Tfvars, key: KeyPath, value: Value) -> bool:
        """Whether a setting had the value in any version of the file, MISSING meaning that the file did not have it."""
        return any(same(at(version.file.values, key), value) for version in self.versions(file))

    def ever_had(self, file: Tfvars, key: KeyPath) -> bool:
        """Whether any version of the file had the setting."""
        return any(at(version.file.values, key) is not MISSING for version in self.versions(file))

    def _version(self, path: str, age: int) -> Version:
        commit = self._commits[age]
        known = (path, commit.id)
        if known not in self._versions:
            text = git.text_at(self._root, commit.id, path) or ""
            result = parse(text)
            self._versions[known] = Version(Tfvars(path, text, result.values, result.places), commit, age)
        return self._versions[known]
