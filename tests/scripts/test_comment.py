from collections.abc import Callable
from pathlib import Path

import pytest

from tests.scripts.conftest import Ended
from toolchain.github import Github

Run = Callable[..., Ended]
WHERE = ("--pull-request", "12", "--about", "macro-ai/dev")


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, str, str]]:
    """What would be written to GitHub."""
    comments: list[tuple[int, str, str]] = []

    def put_comment(self: Github, pull_request: int, marker: str, text: str) -> bool:
        comments.append((pull_request, marker, text))
        return len(comments) == 1

    monkeypatch.setattr(Github, "put_comment", put_comment)
    monkeypatch.setenv("GITHUB_REPOSITORY", "acme/shop")
    monkeypatch.setenv("GITHUB_TOKEN", "t")
    return comments


def test_the_text_is_written_under_a_marker(repository: Path, stackwright: Run, written: list[tuple[int, str, str]]):
    (repository / "review.md").write_text("# Review\n")
    first, second = stackwright("comment", "review.md", *WHERE), stackwright("comment", "review.md", *WHERE)
    marker = "<!-- stackwright comment about macro-ai/dev -->"
    assert written == [(12, marker, f"{marker}\n# Review\n")] * 2
    assert (first.exit_code, first.stdout) == (0, "The comment about macro-ai/dev on #12 is new.\n")
    assert second.stdout == "The comment about macro-ai/dev on #12 is up to date.\n"


def test_a_text_that_github_would_not_take_is_not_sent(
    repository: Path, stackwright: Run, written: list[tuple[int, str, str]]
):
    (repository / "review.md").write_text("x" * 65_536)
    ended = stackwright("comment", "review.md", *WHERE)
    assert (ended.exit_code, ended.stderr, written) == (
        1,
        "review.md has 65536 characters; GitHub takes comments of at most 65536.\n",
        [],
    )


def test_a_file_that_is_not_there_is_a_sentence(repository: Path, stackwright: Run):
    ended = stackwright("comment", "review.md", *WHERE)
    assert (ended.exit_code, ended.stderr) == (1, "review.md cannot be read: No such file or directory.\n")
