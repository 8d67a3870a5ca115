"""One row of the matrix: a target's whole life, what each stage took, and what went wrong."""

import shutil
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from deploy_matrix.life import Life, MatrixError
from deploy_matrix.site import CommandError, Site
from deploy_matrix.state_life import StateLife
from settings.target import Target

STAGES = ("bootstrap", "apply", "empty plan", "update", "protection", "destroy")
NEEDED = ("bootstrap", "apply")
"""Without these nothing after them makes sense; any other stage may fail and the next ones are still tried."""


@dataclass(frozen=True)
class Outcome:
    """What came of a stage: `word` is ok, FAILED, or why there was nothing to do."""

    word: str
    seconds: float

    @property
    def failed(self) -> bool:
        return self.word == "FAILED"


@dataclass
class Row:
    """A target, the outcome of each stage that was begun, and the problems in words."""

    target: Target
    folder: Path
    """Where its commands ran. It is kept when something failed, with all logs in it."""

    resources: int = 0
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.problems and len(self.outcomes) == len(STAGES)

    @property
    def seconds(self) -> float:
        return sum(outcome.seconds for outcome in self.outcomes.values())


class Watcher(Protocol):
    """Who is told how far the rows are, from several threads."""

    def begun(self, row: Row, stage: str) -> None: ...

    def noted(self, row: Row, text: str) -> None: ...

    def done(self, row: Row, stage: str) -> None: ...


class Unwatched:
    """A watcher that looks away."""

    def begun(self, row: Row, stage: str) -> None: ...

    def noted(self, row: Row, text: str) -> None: ...

    def done(self, row: Row, stage: str) -> None: ...


def run(site: Site, row: Row, watcher: Watcher) -> Row:
    """Takes the row's target through all stages. The site is closed, and removed unless something failed."""
    try:
        life = (StateLife if row.target.kind == "state" else Life)(site, row.target)
        for name, stage in zip(STAGES, life.stages(), strict=True):
            watcher.begun(row, name)
            started = time.monotonic()
            word = "ok"
            try:
                word = stage() or word
            except Exception as error:
                word = "FAILED"
                row.problems.append(f"{name}: {_said(error)}")
            row.resources = life.resources
            row.outcomes[name] = Outcome(word, time.monotonic() - started)
            watcher.done(row, name)
            if row.outcomes[name].failed and name in NEEDED:
                break
    finally:
        site.close()
    if row.ok:
        shutil.rmtree(row.folder)
    return row


def _said(error: Exception) -> str:
    """The sentence of an expected error, the traceback of any other."""
    expected = isinstance(error, CommandError | MatrixError)
    return str(error) if expected else "".join(traceback.format_exception(error)).rstrip()
