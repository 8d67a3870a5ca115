"""The documents name only what exists."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.docs.references import (
    Document,
    anchors,
    broken_links,
    missing_files,
    missing_targets,
    missing_tests,
    wrong_commands,
)
from tests.plans import REPOSITORY

CHECKS = (broken_links, missing_tests, missing_files, wrong_commands, missing_targets)
PAGES = [
    path
    for path in (*sorted(REPOSITORY.glob("*.md")), *sorted((REPOSITORY / "docs").rglob("*.md")))
    # Made of the tests it names.
    if path.name != "requirements.md"
]


@pytest.mark.requirement("C-40")
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(REPOSITORY).as_posix())
def test_what_a_document_names_exists(path: Path):
    document = Document(path, REPOSITORY)
    assert [fault for check in CHECKS for fault in check(document)] == []


@pytest.mark.parametrize(
    ("check", "text", "expected"),
    [
        (broken_links, "[a](gone.md) [b](Makefile) [c](https://aws.amazon.com/x)", ["gone.md: no such file"]),
        (broken_links, "# A b\n[a](#a-b) [b](#a-c)", ["#a-c: no such heading"]),
        (broken_links, "```\n[a](gone.md)\n```", []),
        (missing_tests, "by tests/test_a.py and `tests/test_b.py`.", ["tests/test_b.py: no such file"]),
        (
            missing_tests,
            "`tests/test_a.py::test_one` `tests/test_a.py::test_two`",
            ["tests/test_a.py::test_two: no such test"],
        ),
        (missing_tests, "`tests/test_<verb>.py`", []),
        (missing_files, "`tests/test_a.py` `tests/gone.toml` `other/gone.toml`", ["tests/gone.toml: no such file"]),
        (wrong_commands, "`stackwright check` `stackwright chekc`", ["chekc is not a verb"]),
        (wrong_commands, "```console\nstackwright plan a/b --ofline | less\n```", ["plan has no --ofline"]),
        (wrong_commands, "`stackwright\nplan a/b --ofline`", ["plan has no --ofline"]),
        (wrong_commands, "`stackwright local up` `stackwright local upp`", ["local has no upp"]),
        (wrong_commands, "| `stackwright plan a/b` | `--offline` `--gone X` |", ["plan has no --gone"]),
        (wrong_commands, "`stackwright plan | chekc`", ["stackwright plan | chekc: chekc is not a verb"]),
        (
            missing_targets,
            "`make demo` `make dmo`\n```\nmake demo gone  # make it\n```",
            ["make has no gone", "make has no dmo"],
        ),
    ],
)
def test_what_does_not_exist_is_found(
    check: Callable[[Document], list[str]], text: str, expected: list[str], tmp_path: Path
):
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_a.py").write_text("def test_one():\n    pass\n")
    (tmp_path / "Makefile").write_text("demo: setup ## it\n")
    page = tmp_path / "page.md"
    page.write_text(text)
    assert check(Document(page, tmp_path)) == expected


def test_anchors_are_githubs():
    assert anchors("# A `b`, c!\n## A [link](x.md)\n## A link\n```\n# none\n```\n") == {"a-b-c", "a-link", "a-link-1"}
