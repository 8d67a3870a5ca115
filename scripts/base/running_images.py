"""The images that the services of an environment run, as ECS knows them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from promotion.proposal import IMAGE, Proposal
from promotion.values import Value, leaves
from scripts.base.aws import choose
from scripts.base.aws_client import client, in_sentences
from scripts.base.screen import Screen
from settings.load import Loaded, load_environment
from settings.target import Target
from toolchain.errors import UserError


def check_running(source: Target, proposal: Proposal, root: Path, screen: Screen, *, use_local: bool) -> None:
    """Raises UserError with every promoted image that no running task of the source's services has."""
    loaded = load_environment(source, root)
    wanted = dict(_service_images(proposal))
    if not wanted:
        return
    aws = choose(loaded.settings, root, screen, use_local=use_local)
    with screen.step(f"ask ECS what {source} runs"), in_sentences():
        ecs = client("ecs", loaded.settings.region, aws.environment)
        running = {service: _running(ecs, loaded, service) for service in wanted}
    problems = [
        _problem(loaded, service, image, running[service])
        for service, image in wanted.items()
        if image not in running[service]
    ]
    if problems:
        raise UserError("\n".join(problems))


def _service_images(proposal: Proposal) -> Iterator[tuple[str, Value]]:
    for entry in proposal.having("promote"):
        for key, value in leaves(entry.difference.source, entry.key):
            if len(key) == 3 and key[0] == "services" and key[-1] == IMAGE:
                yield str(key[1]), value


def _running(ecs: Any, loaded: Loaded[Any], service: str) -> list[str]:
    """The images of the service's own container in all task definitions of which tasks run now."""
    cluster = loaded.deployment.name
    answer = ecs.describe_services(cluster=cluster, services=[f"{cluster}-{service}"])
    sets = [
        each
        for found in answer["services"]
        for each in (*found.get("deployments", ()), *found.get("taskSets", ()))
        if each.get("runningCount")
    ]
    images = []
    for arn in dict.fromkeys(each["taskDefinition"] for each in sets):
        definition = ecs.describe_task_definition(taskDefinition=arn)["taskDefinition"]
        images += [one["image"] for one in definition["containerDefinitions"] if one["name"] == service]
    return images


def _problem(loaded: Loaded[Any], service: str, image: Value, running: list[str]) -> str:
    where = loaded.where(("services", service, IMAGE))
    runs = f"runs {' and '.join(running)}" if running else "runs no task"
    return (
        f"{where}: services.{service}.image is {image}, but ECS says that this service of {loaded.target} {runs}. "
        f"Deploy {loaded.target}, or write into its file what it runs."
    )
