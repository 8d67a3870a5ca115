"""What git tells about files, and what it means when it cannot."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from toolchain import git, process
from toolchain.errors import UserError

Git = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path) -> Git:
    """A repository with one commit of `a.txt`, and git in it."""

    def call(*arguments: str) -> str:
        identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"]
        command = ["git", *identity, *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout.strip()

    call("init", "--quiet", "--initial-branch=main")
    (tmp_path / "a.txt").write_bytes(b"one\r\n")
    call("add", "a.txt")
    call("commit", "--quiet", "--message=First: ümlaut")
    return call


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(UserError) as error:
        call()
    return str(error.value)


def test_commits_are_those_of_the_files_newest_first(tmp_path: Path, run: Git):
    for name in ("b.txt", "a.txt", "ö.txt"):
        (tmp_path / name).write_text("two")
        run("add", name)
        run("commit", "--quiet", f"--message=change {name}")
    found = git.commits(tmp_path, ["a.txt", "ö.txt"], most=10)
    assert [(commit.subject, commit.files) for commit in found] == [
        ("change ö.txt", {"ö.txt"}),
        ("change a.txt", {"a.txt"}),
        ("First: ümlaut", {"a.txt"}),
    ]
    assert found[0].id == run("rev-parse", "HEAD")
    assert str(found[0]) == f"{found[0].id[:9]} of {found[0].day}, 'change ö.txt'"
    assert git.commits(tmp_path, ["a.txt", "ö.txt"], most=1) == found[:1]


def test_a_merge_is_a_commit_of_what_it_brings(tmp_path: Path, run: Git):
    run("checkout", "--quiet", "-b", "side")
    (tmp_path / "a.txt").write_text("side")
    run("commit", "--quiet", "--all", "--message=side")
    run("checkout", "--quiet", "main")
    run("merge", "--quiet", "--no-ff", "--message=merge", "side")
    assert [commit.subject for commit in git.commits(tmp_path, ["a.txt"], most=10)] == ["merge", "First: ümlaut"]


def test_paths_are_those_below_the_folder(tmp_path: Path, run: Git):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "c.txt").write_text("three")
    run("add", "sub")
    run("commit", "--quiet", "--message=sub")
    [commit] = git.commits(tmp_path / "sub", ["c.txt"], most=10)
    assert commit.files == {"c.txt"}
    assert git.text_at(tmp_path / "sub", commit.id, "c.txt") == "three"


def test_a_repository_without_commits_has_none(tmp_path: Path):
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    assert git.commits(tmp_path, ["a.txt"], most=10) == []


def test_a_file_is_read_as_a_commit_has_it(tmp_path: Path, run: Git):
    assert git.text_at(tmp_path, "HEAD", "a.txt") == "one\n"
    assert git.text_at(tmp_path, "HEAD", "b.txt") is None


def test_a_commit_has_any_of_its_names(tmp_path: Path, run: Git):
    assert git.resolve(tmp_path, "main") == run("rev-parse", "HEAD")
    assert git.commit(tmp_path, "HEAD").subject == "First: ümlaut"


@pytest.mark.parametrize("name", ["v9", "--all", "HEAD~7"])
def test_a_name_that_git_does_not_know_is_refused(tmp_path: Path, run: Git, name: str):
    assert refusal(lambda: git.resolve(tmp_path, name)) == (
        f"git knows no commit {name!r} here. A shallow clone may lack it: fetch the whole history."
    )


def test_knows_whether_a_folder_is_in_a_repository(tmp_path: Path, run: Git):
    assert git.is_repository(tmp_path)
    assert not git.is_repository(tmp_path.parent)


def test_the_repository_of_a_hook_is_another_one(tmp_path: Path, run: Git, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    assert git.is_repository(tmp_path)


def test_what_git_says_when_it_fails_is_passed_on(tmp_path: Path):
    assert refusal(lambda: git.is_shallow(tmp_path)).startswith(f"git rev-parse failed in {tmp_path}: fatal: not a git")


def test_a_missing_git_is_said_and_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refusal(lambda: git.is_shallow(tmp_path)) == (
        "git cannot be started: No such file or directory. Install it, or put it on PATH."
    )
    assert not git.is_repository(tmp_path)


def test_a_git_that_does_not_end_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def hang(*_: object, **__: object) -> process.Captured:
        raise subprocess.TimeoutExpired("git", 60)

    monkeypatch.setattr(process, "capture", hang)
    assert refusal(lambda: git.is_shallow(tmp_path)) == f"git rev-parse has not ended after 60 seconds in {tmp_path}."


def test_changes_are_those_since_the_branch_and_not_committed_ones(tmp_path: Path, run: Git):
    run("checkout", "--quiet", "-b", "feature")
    (tmp_path / "ö b.txt").write_text("new")
    run("add", "ö b.txt")
    run("commit", "--quiet", "--message=new")
    run("checkout", "--quiet", "main")
    (tmp_path / "main.txt").write_text("main")
    run("add", "main.txt")
    run("commit", "--quiet", "--message=main")
    run("checkout", "--quiet", "feature")
    (tmp_path / "a.txt").unlink()
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "untracked.txt").write_text("x")
    assert git.changed_files(tmp_path / "sub", "main") == ["a.txt", "sub/untracked.txt", "ö b.txt"]
    assert git.merge_base(tmp_path, "main") == run("rev-parse", "HEAD~1")


def test_a_folder_knows_where_it_lies(tmp_path: Path, run: Git):
    (tmp_path / "sub").mkdir()
    assert (git.prefix(tmp_path), git.prefix(tmp_path / "sub")) == ("", "sub/")


def test_files_are_exported_as_a_commit_has_them(tmp_path: Path, run: Git):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "c.txt").write_text("three")
    run("add", "sub")
    run("commit", "--quiet", "--message=sub")
    (tmp_path / "sub" / "c.txt").write_text("four")
    for folder, expected in ((tmp_path, {"a.txt", "sub"}), (tmp_path / "sub", {"c.txt"})):
        into = tmp_path.parent / f"out-{folder.name}"
        into.mkdir()
        git.export(folder, "HEAD", into)
        assert {path.name for path in into.iterdir()} == expected
    assert (into / "c.txt").read_text() == "three"
