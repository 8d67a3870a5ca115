"""One target's way through the stages, with stages that do nothing or fail."""

from pathlib import Path
from typing import Any

import pytest

from deploy_matrix import row as row_module
from deploy_matrix.life import MatrixError
from deploy_matrix.row import STAGES, Row, Unwatched, run
from settings.target import Target


class Site:
    """Remembers that it was closed."""

    closed = False

    def close(self) -> None:
        self.closed = True


class Life:
    """Its stages are done at once, except those that are told to fail."""

    failing: dict[str, Exception] = {}
    resources = 3

    def __init__(self, site: Any, target: Target) -> None:
        self.done: list[str] = []

    def stages(self) -> tuple[Any, ...]:
        return tuple(self._stage(name) for name in STAGES)

    def _stage(self, name: str) -> Any:
        def stage() -> str | None:
            if name in self.failing:
                raise self.failing[name]
            return "none" if name == "protection" else None

        return stage


@pytest.fixture
def live(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    def live(**failing: Exception) -> tuple[Row, Site]:
        monkeypatch.setattr(row_module, "Life", type("Failing", (Life,), {"failing": failing}))
        folder, site = tmp_path / "macro-ai-dev", Site()
        folder.mkdir()
        return run(site, Row(Target.parse("macro-ai/dev"), folder), Unwatched()), site  # type: ignore[arg-type]

    return live


def words(row: Row) -> list[str]:
    return [outcome.word for outcome in row.outcomes.values()]


def test_a_row_that_is_ok_leaves_no_folder(live: Any):
    row, site = live()
    assert (row.ok, row.resources, row.problems) == (True, 3, [])
    assert words(row) == ["ok", "ok", "ok", "ok", "none", "ok"]
    assert site.closed
    assert not row.folder.exists()


def test_after_a_failure_the_other_stages_are_tried_and_the_folder_is_kept(live: Any):
    row, site = live(update=MatrixError("the plan is not empty"))
    assert words(row) == ["ok", "ok", "ok", "FAILED", "none", "ok"]
    assert (row.ok, row.problems) == (False, ["update: the plan is not empty"])
    assert site.closed
    assert row.folder.exists()


@pytest.mark.parametrize(("stage", "done"), [("bootstrap", 1), ("apply", 2)])
def test_nothing_is_tried_on_what_is_not_there(live: Any, stage: str, done: int):
    row, _ = live(**{stage: MatrixError("no")})
    assert (row.ok, len(row.outcomes), row.problems) == (False, done, [f"{stage}: no"])


def test_what_nobody_expected_comes_with_its_traceback(live: Any):
    row, _ = live(destroy=KeyError("arn"))
    assert row.problems[0].startswith("destroy: Traceback (most recent call last):")
    assert row.problems[0].endswith("KeyError: 'arn'")
