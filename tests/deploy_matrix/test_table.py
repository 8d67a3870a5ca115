"""The table of the end."""

from pathlib import Path

from deploy_matrix.row import STAGES, Outcome, Row
from deploy_matrix.table import problems, table
from settings.target import Target

FOLDER = Path("work")


def row(name: str, *words: str, **more: object) -> Row:
    outcomes = {stage: Outcome(word, 10.4) for stage, word in zip(STAGES, words, strict=False)}
    return Row(Target.parse(name), FOLDER, outcomes=outcomes, **more)  # type: ignore[arg-type]


def test_seconds_where_all_went_well_and_words_elsewhere():
    rows = [
        row("state", "apply", *["ok"] * 5, resources=10),
        row("macro-ai/dev", "ok", "ok", "ok", "FAILED", "none", "ok", resources=144),
        row("macro-ai/prod", "ok", "FAILED"),
    ]
    assert table(rows).splitlines() == [
        "target         resources  bootstrap   apply  empty plan  update  protection  destroy  total",
        "state                 10      apply    10 s        10 s    10 s        10 s     10 s   62 s",
        "macro-ai/dev         144       10 s    10 s        10 s  FAILED        none     10 s   62 s",
        "macro-ai/prod          -       10 s  FAILED           -       -           -        -   21 s",
    ]


def test_each_problem_names_its_logs():
    failed = row("macro-ai/dev", "ok", problems=["update: the plan is not empty", "destroy: left"])
    assert problems([row("state"), failed]) == [
        "macro-ai/dev update: the plan is not empty\n  logs: work/commands.log and work/.stackwright",
        "macro-ai/dev destroy: left\n  logs: work/commands.log and work/.stackwright",
    ]
