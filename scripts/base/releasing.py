"""An environment whose services are released: its facts, its part of AWS, and what is shown of it."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from release import prepare
from release.clients import Clients, Clock
from release.facts import Facts, facts
from release.images import asked_for, resolved
from release.record import Records, Release
from release.run import Options, Runner
from scripts.base.aws import choose
from scripts.base.aws_client import client, in_sentences
from scripts.base.screen import Screen
from settings.load import load_environment
from settings.target import Target
from toolchain.errors import UserError

GRAVE = ("CRITICAL", "HIGH")
POLL_VARIABLE = "STACKWRIGHT_POLL_SECONDS"
"""Seconds between two looks at AWS; tests against the local AWS make it short."""


@dataclass(frozen=True)
class Releasing:
    """What the verbs release, rollback and history have in common. Errors of AWS come out as sentences."""

    facts: Facts
    clients: Clients
    screen: Screen
    is_local: bool

    @classmethod
    def of(cls, target: Target, root: Path, screen: Screen, *, use_local: bool) -> "Releasing":
        """Raises UserError for a target that is not an environment, or belongs to another account."""
        if target.kind != "environment":
            raise UserError(f"{target} runs no services: only environments such as macro-ai/dev are released.")
        settings = load_environment(target, root).settings
        aws = choose(settings, root, screen, use_local=use_local)
        found = facts(target, settings)
        clients = _clients(found, aws.environment)
        with in_sentences():
            account = clients.sts.get_caller_identity()["Account"]
        if account != found.account_id:
            raise UserError(f"{target} belongs to account {found.account_id}; these credentials are for {account}.")
        return cls(found, clients, screen, aws.local is not None)

    def release(self, images: Sequence[str], *, smoke_test: bool) -> Runner:
        """Raises RefusedError with everything that stands against it."""
        with in_sentences():
            wanted = asked_for(images, self.facts)
            found = resolved(self.clients.ecr, wanted)
            prepared = prepare.of_images(self.facts, self.clients, found)
        for image in found:
            counts = {severity: (image.findings or {}).get(severity, 0) for severity in GRAVE}
            if any(counts.values()):
                said = ", ".join(f"{count} {severity.lower()}" for severity, count in counts.items() if count)
                self.screen.notice(f"the registry's scan of {image.service} found vulnerabilities: {said}")
        return self._runner(prepared, Options("release", self._who(), _now(), self._smoke(smoke_test)))

    def rollback(self, number: int | None, *, smoke_test: bool) -> Runner:
        """Raises RefusedError when there is nothing to go back to."""
        with in_sentences():
            prepared = prepare.of_history(self.facts, self.clients, self.history(), number)
        return self._runner(prepared, Options("rollback", self._who(), _now(), self._smoke(smoke_test)))

    def run(self, runner: Runner) -> Release:
        with in_sentences():
            return runner.run()

    def history(self) -> list[Release]:
        with in_sentences():
            return Records(self.clients, self.facts.parameter_path).history()

    def _runner(self, prepared: prepare.Prepared, options: Options) -> Runner:
        clock = Clock(poll_seconds=float(os.environ.get(POLL_VARIABLE, Clock.poll_seconds)))
        return Runner(prepared, self.clients, clock, self.screen, options)

    def _smoke(self, wanted: bool) -> bool:
        if wanted and self.is_local:
            self.screen.notice("no smoke test: the local AWS serves no requests")
        return wanted and not self.is_local

    def _who(self) -> str:
        with in_sentences():
            return self.clients.sts.get_caller_identity()["Arn"].rpartition(":")[2]


def show(runner: Runner, screen: Screen, *, dry_run: bool) -> bool:
    """What would be done, a line each. Returns whether it is to be done."""
    for name in runner.prepared.unchanged:
        screen.say(f"{name} runs that version already.")
    if not runner.prepared.moves:
        screen.say("There is nothing to do.", style="green")
        return False
    for number, line in enumerate(runner.steps(), 1):
        screen.say(f"{number}. {line}")
    if dry_run:
        screen.say("Nothing was changed.")
    return not dry_run


def summary(release: Release, target: Target, screen: Screen) -> None:
    """What happened, and what to do so that the settings say the same."""
    screen.say(f"\n{target}: {release.kind} {release.number} succeeded.", style="green")
    for service, image in release.images.items():
        screen.say(f"  {service}: {image}")
    screen.say(
        f"Put these images into {target.tfvars_path}, unless they are there: the next `stackwright deploy` brings what "
        "that file names."
    )


def _clients(found: Facts, environment: Mapping[str, str]) -> Clients:
    names = ("ecs", "codedeploy", "ecr", "logs", "rds", "ssm", "sts")
    return Clients(**{name: client(name, found.region, environment) for name in names})


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
