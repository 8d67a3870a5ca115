"""What is measured, in the order in which it is shown."""

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bench.generated import REPOSITORY, make_repository, target_ids
from bench.plans import write_plan
from toolchain.node import QUIET

EMPTY, ONE, SOME, MANY = "empty CDKTF app", "synth, 1 environment", "synth, 5 environments", "synth, 300 environments"
HELP, CHECK, PLAN = "stackwright --help", "check, 1 environment", "plan --offline, 1 environment"
REVIEW, REVIEW_MORE = "review, 5,000 changes", "review, 20,000 changes"
PREBUILT = "1 environment, prebuilt bindings"

ENVIRONMENTS = {ONE: 1, SOME: 5, MANY: 300}
CHANGES = {REVIEW: 5_000, REVIEW_MORE: 20_000}


@dataclass(frozen=True)
class Case:
    """A command to measure. `roots`: the folder whose emitted roots are counted afterwards; `runs`: at most so many."""

    name: str
    command: tuple[str, ...]
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    roots: Path | None = None
    runs: int = 100

    def resources(self) -> int:
        """How many resources the command emitted; 0 for those that emit none."""
        if self.roots is None:
            return 0
        emitted = [json.loads(path.read_text()) for path in self.roots.glob("*/cdk.tf.json")]
        return sum(len(blocks) for root in emitted for blocks in root.get("resource", {}).values())


def cases(work: Path) -> list[Case]:
    """All but the comparison with prebuilt bindings; their files lie in `work`, an empty folder."""
    stackwright = str(Path(sys.executable).with_name("stackwright"))
    empty = work / "empty"
    empty.mkdir()
    synths = {name: _synth(work, name, count) for name, count in ENVIRONMENTS.items()}
    repository = synths[ONE].folder
    [target] = target_ids(1)
    return [
        Case(EMPTY, (sys.executable, str(REPOSITORY / "bench" / "empty_app.py")), empty, environment()),
        *synths.values(),
        Case(HELP, (stackwright, "--help"), repository, environment()),
        Case(CHECK, (stackwright, "check", target), repository, environment()),
        Case(PLAN, (stackwright, "plan", target, "--offline"), repository, environment(), runs=2),
        *(_review(work, stackwright, name, changes) for name, changes in CHANGES.items()),
    ]


def environment() -> dict[str, str]:
    """This process's, with jsii's warnings off and this repository's code in reach; Python keeps its bytecode."""
    # Without bytecode every start would compile the repository's own modules again.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, **QUIET, "PYTHONPATH": str(REPOSITORY)}


def _review(work: Path, stackwright: str, name: str, changes: int) -> Case:
    plan = write_plan(work / f"plan-{changes}.json", changes)
    command = (stackwright, "review", "--plan", str(plan), "--format", "markdown", "--out", f"{plan}.md")
    return Case(name, command, work, environment())


def _synth(work: Path, name: str, environments: int) -> Case:
    repository = work / f"synth-{environments}"
    repository.mkdir()
    make_repository(repository, environments)
    return Case(
        name,
        (sys.executable, "main.py", *target_ids(environments)),
        repository,
        environment(),
        roots=repository / "cdktf.out" / "stacks",
        runs=1 if environments > 100 else 100,
    )
