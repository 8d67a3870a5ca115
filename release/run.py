"""A release from its lock to its record: each step in turn, and everything taken back when one fails."""

from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from typing import Any, Literal, Protocol

from release import code_deploy, one_off, rolling, running, smoke, snapshot
from release.clients import Clients, Clock
from release.errors import ReleaseError
from release.prepare import Move, Prepared, running_definition
from release.record import Records, Release
from release.smoke import Get
from release.task_definitions import described, registered


class Step(Protocol):
    """A step as it is shown."""

    result: str

    def note(self, text: str) -> None: ...


class Reporter(Protocol):
    """Who is told what goes on."""

    def step(self, title: str) -> AbstractContextManager[Step]: ...

    def notice(self, text: str) -> None: ...


@dataclass(frozen=True)
class Options:
    """What the caller decided."""

    kind: Literal["release", "rollback"]
    by: str
    started: str
    smoke_test: bool = True


@dataclass
class Runner:
    """Carries out what was prepared."""

    prepared: Prepared
    clients: Clients
    clock: Clock
    reporter: Reporter
    options: Options
    get: Get = smoke.get

    def steps(self) -> Iterator[str]:
        """What `run` does, a line each, in its order."""
        facts, moves = self.prepared.facts, self.prepared.moves
        if self._snapshot_wanted and facts.database:
            yield f"snapshot of {facts.database.identifier}"
        for task in self._tasks:
            yield f"run {task.name} with the image of {task.from_service}"
        for move in moves:
            yield f"deploy {move}"
        for move in moves:
            yield f"verify that the tasks of {move.service.name} run {move.image.digest or move.image.reference}"
        for move in self._smoke_tested:
            yield f"smoke test {move.service.health.url}" if move.service.health else ""

    def run(self) -> Release:
        """Returns the record of a release that succeeded.

        Raises RefusedError, with nothing changed, while another release is under way; ReleaseError when a step failed,
        after everything was taken back. Ctrl-C takes everything back too, and a second one leaves it where it is.
        """
        records = Records(self.clients, self.prepared.facts.parameter_path)
        records.lock(self.options.by, self.options.started)
        try:
            number = max((release.number for release in records.history()), default=0) + 1
            release = Release(
                number=number,
                kind=self.options.kind,
                by=self.options.by,
                started=self.options.started,
                outcome="running",
                images={move.service.name: move.image.reference for move in self.prepared.moves},
                definitions={},
                before={move.service.name: move.before for move in self.prepared.moves},
            )
            records.write(release)
            return self._steps_or_back(records, release)
        finally:
            records.unlock()

    def _steps_or_back(self, records: Records, release: Release) -> Release:
        undo = _Undo(self)
        try:
            done = self._do(release, undo)
        except BaseException as problem:
            reason = str(problem) if isinstance(problem, ReleaseError) else type(problem).__name__
            outcome: Literal["taken back", "failed"] = "failed"
            try:
                undo.everything()
                outcome = "taken back"
            finally:
                records.write(release.ended(outcome, reason))
            if isinstance(problem, ReleaseError):
                raise ReleaseError(f"{problem}\n{undo.said}") from problem
            self.reporter.notice(undo.said)
            raise
        done = done.ended("succeeded")
        records.write(done)
        return done

    def _do(self, release: Release, undo: "_Undo") -> Release:
        if self._snapshot_wanted and self.prepared.facts.database:
            release = replace(release, snapshot=self._snapshot(release.number))
        for task in self._tasks:
            move = next(move for move in self.prepared.moves if move.service.name == task.from_service)
            with self._step(f"run {task.name}") as step:
                one_off.run(self.clients, task, move.image.reference, self.clock, step.note)
        definitions: dict[str, str] = {}
        for move in self.prepared.moves:
            definitions[move.service.name] = self._deploy(move, undo)
        for move in self.prepared.moves:
            self._verify(move, definitions[move.service.name])
        for move in self._smoke_tested:
            self._smoke(move)
        return replace(release, definitions=definitions)

    @property
    def _snapshot_wanted(self) -> bool:
        return self.options.kind == "release" and bool(self.prepared.moves)

    @property
    def _tasks(self) -> list[Any]:
        """A rollback runs none: what a migration did, the version before has to live with."""
        if self.options.kind == "rollback":
            return []
        return [task for task in self.prepared.facts.tasks if task.from_service in self.prepared.moved]

    @property
    def _smoke_tested(self) -> list[Move]:
        return [move for move in self.prepared.moves if move.service.health] if self.options.smoke_test else []

    def _snapshot(self, number: int) -> str:
        database = self.prepared.facts.database
        assert database is not None
        with self._step(f"snapshot of {database.identifier}") as step:
            name = snapshot.take(self.clients, database, number, self.clock, step.note)
            step.result = name
        return name

    def _deploy(self, move: Move, undo: "_Undo") -> str:
        with self._step(f"deploy {move.service.name}") as step:
            if move.definition is None:
                definition = registered(self.clients.ecs, move.before, move.service.container, move.image.reference)
            else:
                definition = usable(self.clients.ecs, move.definition)
            undo.begin(move)
            self.put(move, definition, step.note, undo)
            step.result = definition.rpartition("/")[2]
        return definition

    def put(self, move: Move, definition: str, note: Callable[[str], object], undo: "_Undo | None" = None) -> None:
        """Brings a service to a task definition the way it is deployed."""
        facts = self.prepared.facts
        if move.service.strategy == "rolling":
            rolling.roll(self.clients, facts.cluster, move.service, definition, self.clock, note)
            return
        deployment = code_deploy.shift(self.clients, move.service, definition, self.clock, note)
        if undo is not None:
            undo.deployments[move.service.name] = deployment

    def _verify(self, move: Move, definition: str) -> None:
        if not move.image.digest:
            return
        with self._step(f"verify {move.service.name}") as step:
            cluster = self.prepared.facts.cluster
            count = running.verify(self.clients, cluster, move.service, definition, move.image.digest)
            step.result = f"{count} tasks run {move.image.digest[:19]}"

    def _smoke(self, move: Move) -> None:
        health = move.service.health
        assert health is not None
        with self._step(f"smoke test of {move.service.name}") as step:
            step.result = smoke.test(health, self.prepared.facts.health_keys, self.clock, step.note, self.get)

    @contextmanager
    def _step(self, title: str) -> Generator[Step]:
        with self.reporter.step(title) as step:
            yield step


class _Undo:
    """What was begun, in order, and how to take it back."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self._begun: list[Move] = []
        self.deployments: dict[str, str] = {}
        self._done: list[str] = []

    @property
    def said(self) -> str:
        names = [move.service.name for move in self._begun]
        if not names:
            return "No service was changed."
        if len(self._done) == len(names):
            return f"{', '.join(names)}: the version before runs again."
        left = ", ".join(name for name in names if name not in self._done)
        return f"{left} could not be taken back: look at it in the ECS console, then run `stackwright rollback`."

    def begin(self, move: Move) -> None:
        self._begun.append(move)

    def everything(self) -> None:
        """The last first. Raises what the first one that cannot be taken back says."""
        runner = self._runner
        for move in reversed(self._begun):
            with runner.reporter.step(f"take {move.service.name} back") as step:
                deployment = self.deployments.get(move.service.name)
                if deployment is not None:
                    code_deploy.take_back(runner.clients, deployment)
                if not _runs(runner, move):
                    runner.put(move, usable(runner.clients.ecs, move.before), step.note)
            self._done.append(move.service.name)


def _runs(runner: Runner, move: Move) -> bool:
    """Whether the service is back by itself: CodeDeploy and ECS may have done so already."""
    found = rolling.current(runner.clients, runner.prepared.facts.cluster, move.service)
    settled = all(each.get("rolloutState") != "IN_PROGRESS" for each in found.get("deployments", []))
    return settled and running_definition(found) == move.before


def usable(ecs: Any, definition: str) -> str:
    """The task definition, or its copy when Terraform has deregistered it since: ECS starts no inactive one."""
    answer = ecs.describe_task_definition(taskDefinition=definition)["taskDefinition"]
    if answer.get("status", "ACTIVE") == "ACTIVE":
        return definition
    return ecs.register_task_definition(**described(ecs, definition))["taskDefinition"]["taskDefinitionArn"]
