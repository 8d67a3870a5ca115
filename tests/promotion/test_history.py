"""What git says of the values in two files."""

from pathlib import Path

from promotion.history import NOT_COMMITTED, History
from promotion.values import MISSING
from settings.tfvars import read
from tests.promotion.conftest import PROD, STAGING, Repository

IMAGE = ("image",)


def history(repository: Repository) -> History:
    return History(repository.root, (STAGING, PROD))


def test_versions_are_those_of_one_file_newest_first(repository: Repository):
    repository.commit("one", staging="image = 1\n", prod="image = 0\n")
    repository.commit("two", prod="image = 1\n")
    repository.commit("three", staging="image = 2\n")
    found = list(history(repository).versions(repository.read(STAGING)))
    assert [(version.commit and version.commit.subject, version.age, version.file.text) for version in found] == [
        ("three", 0, "image = 2\n"),
        ("one", 2, "image = 1\n"),
    ]


def test_what_is_not_committed_is_the_newest_version(repository: Repository):
    repository.commit("one", staging="image = 1\n")
    repository.write(STAGING, "image = 2 # new\n")
    found = list(history(repository).versions(repository.read(STAGING)))
    assert [(version.commit is None, version.age) for version in found] == [(True, NOT_COMMITTED), (False, 0)]


def test_another_layout_is_no_other_version(repository: Repository):
    repository.commit("one", staging="image = 1\n")
    repository.write(STAGING, "# new\nimage   = 1\n")
    assert [version.age for version in history(repository).versions(repository.read(STAGING))] == [0]


def test_since_is_the_version_that_gave_the_value(repository: Repository):
    repository.commit("one", staging="image = 1\n")
    repository.commit("two", staging="image = 2\n")
    repository.commit("three", staging="image = 2\nother = 1\n")
    since = history(repository).since(repository.read(STAGING), IMAGE)
    assert since is not None and since.commit is not None and since.commit.subject == "two"


def test_a_value_that_is_not_committed_is_there_since_now(repository: Repository):
    repository.commit("one", staging="image = 1\n")
    repository.write(STAGING, "image = 2\n")
    since = history(repository).since(repository.read(STAGING), IMAGE)
    assert since is not None and since.age == NOT_COMMITTED


def test_knows_what_a_setting_ever_was(repository: Repository):
    repository.commit("none", staging="other = 1\n")
    repository.commit("one", staging="image = 1\n")
    repository.commit("two", staging="image = 2\n")
    file, found = repository.read(STAGING), history(repository)
    assert [found.ever_was(file, IMAGE, value) for value in (1, 2, 3, MISSING)] == [True, True, False, True]
    assert [found.ever_had(file, (name,)) for name in ("image", "other", "third")] == [True, True, False]


def test_a_file_that_git_does_not_have_is_one_version(repository: Repository):
    repository.commit("one", prod="image = 1\n")
    repository.write(STAGING, "image = 2\n")
    assert [version.age for version in history(repository).versions(repository.read(STAGING))] == [NOT_COMMITTED]


def test_a_repository_without_a_commit_has_a_history_of_now(repository: Repository):
    repository.write(STAGING, "image = 2\n")
    found = history(repository)
    assert found.is_known
    assert [version.age for version in found.versions(repository.read(STAGING))] == [NOT_COMMITTED]


def test_without_git_nothing_is_known(tmp_path: Path):
    (tmp_path / "envs" / "shop").mkdir(parents=True)
    (tmp_path / STAGING).write_text("image = 1\n")
    found = History(tmp_path, (STAGING,))
    assert not found.is_known
    assert found.since(read(tmp_path / STAGING, tmp_path), IMAGE) is None


def test_a_clone_of_the_last_commits_only_knows_nothing(repository: Repository, tmp_path: Path):
    repository.commit("one", staging="image = 1\n")
    repository.commit("two", staging="image = 2\n")
    clone = tmp_path / "clone"
    repository.git("clone", "--quiet", "--depth=1", f"file://{repository.root}", str(clone))
    assert not History(clone, (STAGING,)).is_known


def test_a_repository_may_lie_below_the_folder_of_git(repository: Repository):
    repository.write("infrastructure/envs/shop/staging.tfvars", "image = 1\n")
    repository.commit("one")
    root = repository.root / "infrastructure"
    [version] = History(root, (STAGING,)).versions(read(root / STAGING, root))
    assert version.file.values == {"image": 1}
