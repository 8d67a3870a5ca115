"""The matrix as a table: targets by stages, how long each took, what failed."""

from collections.abc import Sequence

from deploy_matrix.row import STAGES, Row

HEADER = ("target", "resources", *STAGES, "total")


def cells(row: Row) -> tuple[str, ...]:
    """One row in words: seconds where all went well."""
    stages = tuple(_stage(row, stage) for stage in STAGES)
    return (row.target.id, str(row.resources or "-"), *stages, f"{row.seconds:.0f} s")


def table(rows: Sequence[Row]) -> str:
    """All rows in columns, names to the left and numbers to the right."""
    lines = [HEADER, *map(cells, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADER))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )


def problems(rows: Sequence[Row]) -> list[str]:
    """What went wrong, in words, each with the folder of its logs."""
    return [
        f"{row.target} {problem}\n  logs: {row.folder}/commands.log and {row.folder}/.stackwright"
        for row in rows
        for problem in row.problems
    ]


def _stage(row: Row, stage: str) -> str:
    outcome = row.outcomes.get(stage)
    if outcome is None:
        return "-"
    return f"{outcome.seconds:.0f} s" if outcome.word == "ok" else outcome.word
