"""`python -m deploy_matrix [--only TARGET ...] [--jobs N]`: every target deployed, planned, changed, destroyed.

Each target has a repository and a local AWS of its own. Ends with 0 when everything was as it should be, with 1 when
anything was not (then the logs are kept), with 130 after a Ctrl-C.
"""

import argparse
import os
import shutil
import sys
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait

from deploy_matrix.memory import Peak, jobs_that_fit, watched
from deploy_matrix.progress import shown
from deploy_matrix.row import Row, Watcher, run
from deploy_matrix.site import REPOSITORY, Site
from deploy_matrix.table import problems, table
from settings.problem import SettingsError
from settings.target import Target, discover
from toolchain.files import exclusive

WORK = REPOSITORY / ".stackwright" / "deploy-matrix"
LOCK = REPOSITORY / ".stackwright" / "locks" / "deploy-matrix"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m deploy_matrix", description="Every target deployed to local AWSs, planned, changed, destroyed."
    )
    parser.add_argument("--only", nargs="+", metavar="TARGET", default=[], help="these targets, such as macro-ai/dev")
    parser.add_argument("--jobs", type=int, metavar="N", help="targets side by side; by default what memory allows")
    options = parser.parse_args(arguments)
    try:
        targets = [Target.existing(name, REPOSITORY) for name in options.only] or discover(REPOSITORY)
        jobs = min(options.jobs or jobs_that_fit(), len(targets))
        with exclusive(LOCK, on_wait=lambda: sys.stderr.write("waiting for another deploy matrix ...\n")):
            shutil.rmtree(WORK, ignore_errors=True)
            return _run([Row(target, WORK / target.stack_id) for target in targets], jobs)
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _run(rows: Sequence[Row], jobs: int) -> int:
    started = time.monotonic()
    sites: list[Site] = []
    with watched() as peak, shown(rows) as watcher, ThreadPoolExecutor(jobs) as pool:
        # The largest first, so that none of them runs alone at the end; a file's size tells well enough.
        ordered = sorted(rows, key=lambda row: -(REPOSITORY / row.target.tfvars_path).stat().st_size)
        waiting = [pool.submit(_live, row, watcher, sites) for row in ordered]
        try:
            wait(waiting)
        except KeyboardInterrupt:
            _stop(waiting, sites)
            sys.stderr.write(f"Stopped. What the commands said until then is in {WORK}.\n")
            return 130
    for future in waiting:
        future.result()
    return _report(rows, jobs, time.monotonic() - started, peak)


def _live(row: Row, watcher: Watcher, sites: list[Site]) -> None:
    site = Site(row.folder, on_line=lambda line: watcher.noted(row, line))
    sites.append(site)
    run(site, row, watcher)


def _stop(waiting: Sequence[Future[None]], sites: Sequence[Site]) -> None:
    for future in waiting:
        future.cancel()
    for site in sites:
        site.close()
    wait(waiting)


def _report(rows: Sequence[Row], jobs: int, seconds: float, peak: Peak) -> int:
    failed = [row for row in rows if not row.ok]
    sys.stdout.write(f"{table(rows)}\n")
    for problem in problems(rows):
        sys.stdout.write(f"\n{problem}\n")
    verdict = f"{len(failed)} of {len(rows)} targets failed" if failed else f"all {len(rows)} targets ok"
    minutes, rest = divmod(round(seconds), 60)
    effort = f"{_cpu_seconds():,.0f} s of processor time, at most {peak} of memory"
    sys.stdout.write(f"\n{verdict}: {minutes} min {rest} s, {jobs} side by side, {effort}\n")
    return 1 if failed else 0


def _cpu_seconds() -> float:
    """Of this process and of all that have ended below it."""
    return sum(os.times()[:4])


if __name__ == "__main__":
    sys.exit(main())
