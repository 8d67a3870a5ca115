"""Rules about how new revisions are put in the place of old ones."""

from collections.abc import Iterator
from typing import Final

from review.model import Severity
from review.risk.rule import DOWNTIME, Risk, Rule
from review.risk.subject import Subject, number, spelt, text
from review.risk.surroundings import Surroundings


def without_minimum(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    name = "deployment_minimum_healthy_percent"
    percent = number(subject.after, name)
    lowered = subject.lowered(name) if subject.before else None
    if percent == 0 and (lowered or not subject.before) and (number(subject.after, "desired_count") or 0) > 0:
        yield Risk(
            Severity.HIGH,
            f"{name} is 0: a deployment may stop every task before a new one runs.",
            "Set it to 100 with a maximum of 200, so that new tasks are healthy before old ones go.",
            (name,),
        )
    elif lowered and lowered[1] < 100:
        yield Risk(
            Severity.MEDIUM,
            f"{name} goes from {lowered[0]:g} to {lowered[1]:g}: a deployment may take the rest of the tasks away.",
            "Set it to 100, with a maximum of 200.",
            (name,),
        )


def no_way_back(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    settings = (
        ("deployment_circuit_breaker", 0, "enable"),
        ("deployment_circuit_breaker", 0, "rollback"),
        ("auto_rollback_configuration", 0, "enabled"),
    )
    for path in settings:
        gone = subject.stays and not subject.after.get(str(path[0])) and subject.before.get(str(path[0]))
        if subject.turned_off(*path) or (gone and path[2] in ("enable", "enabled")):
            yield Risk(
                Severity.MEDIUM,
                f"{spelt(path)} is switched off: a deployment whose tasks do not start is not rolled back.",
                "Keep it on: it costs nothing.",
                path,
            )


def all_at_once(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    after = text(subject.after, "deployment_config_name")
    if after.endswith("AllAtOnce") and text(subject.before, "deployment_config_name") != after and subject.stays:
        yield Risk(
            Severity.MEDIUM,
            f"{after} moves all requests to a new revision at once: a bad one reaches everybody.",
            "Shift a part first, with a Canary or Linear configuration.",
            ("deployment_config_name",),
        )


RULES: Final = (
    Rule(
        "deployment-without-minimum",
        DOWNTIME,
        "deployments that may stop tasks before new ones run",
        without_minimum,
        frozenset(("aws_ecs_service",)),
    ),
    Rule(
        "deployment-without-way-back",
        DOWNTIME,
        "circuit breakers and automatic rollbacks that go",
        no_way_back,
        frozenset(("aws_ecs_service", "aws_codedeploy_deployment_group")),
    ),
    Rule(
        "deployment-all-at-once",
        DOWNTIME,
        "deployments that move all requests at once",
        all_at_once,
        frozenset(("aws_codedeploy_deployment_group",)),
    ),
)
