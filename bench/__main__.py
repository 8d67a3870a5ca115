"""`python -m bench [--runs N] [--prebuilt]`: CPU seconds and peak memory of the main commands, medians of N runs.

Ends with 0 unless a command fails: a bar that is missed is shown, not enforced, as seconds differ between machines.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.cases import EMPTY, ONE, Case, cases
from bench.measure import CommandError, measure, median
from bench.prebuilt import prebuilt_case
from bench.report import Result, table


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m bench", description="CPU seconds and peak memory of the main commands."
    )
    parser.add_argument("--runs", type=int, default=3, help="runs of each command, after one that is not counted")
    parser.add_argument(
        "--prebuilt",
        action="store_true",
        help="also with cdktf-cdktf-provider-aws in an environment of its own (a download of 200 MB)",
    )
    options = parser.parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory(prefix="stackwright-bench-") as work:
            folder = Path(work)
            wanted = cases(folder)
            results = {case.name: _result(case, options.runs) for case in wanted}
            sys.stdout.write(f"{table(results)}\n")
            if options.prebuilt:
                case = prebuilt_case(folder, wanted)
                sys.stdout.write(
                    f"\n{table({EMPTY: results[EMPTY], ONE: results[ONE], case.name: _result(case, 1)})}\n"
                )
    except CommandError as error:
        _say(str(error))
        return 1
    return 0


def _result(case: Case, runs: int) -> Result:
    _say(f"{case.name} ...")
    if case.runs > 1:
        measure(case.command, folder=case.folder, environment=case.environment)
    counted = [
        measure(case.command, folder=case.folder, environment=case.environment) for _ in range(min(runs, case.runs))
    ]
    return Result(median(counted), case.resources())


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
