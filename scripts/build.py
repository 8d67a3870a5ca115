"""`stackwright build`: images from source, in the registry, by digest."""

import os
from pathlib import Path
from typing import Annotated

import typer

from release.build import PLATFORMS, Build, check, existing, make, scanned
from release.clients import Clock
from release.errors import RefusedError
from release.images import Image, repository_of
from scripts.base.aws import choose
from scripts.base.aws_client import client, in_sentences
from scripts.base.options import Json, Local, TargetName
from scripts.base.screen import Screen
from settings.environment import EnvironmentSettings
from settings.load import load_environment
from settings.target import Target, find_root
from toolchain.errors import UserError
from toolchain.process import new_log


def main(
    target_name: TargetName,
    sources: Annotated[
        list[str], typer.Argument(metavar="SERVICE=FOLDER...", help="A service and the folder with its Dockerfile.")
    ],
    tag: Annotated[str, typer.Option(help="The tag of the images, such as a version or a commit. Tags are not moved.")],
    reuse: Annotated[bool, typer.Option("--reuse", help="Take what was pushed under the tag before.")] = False,
    local: Local = False,
    as_json: Json = False,
) -> int:
    """Build images with docker, push them, and say their digests.

    Each is built for the processor that the target's settings name and pushed to the repository of its image there.
    What the registry's scan finds is shown.

    Examples:
    stackwright build macro-ai/dev api=../api --tag 1.4.0
    """
    root = find_root(Path.cwd())
    target = Target.existing(target_name, root)
    if target.kind != "environment":
        raise UserError(f"{target} runs no services: name an environment such as macro-ai/dev.")
    settings = load_environment(target, root).settings
    builds = _builds(sources, tag, target, settings)
    screen = Screen(as_json=as_json)
    aws = choose(settings, root, screen, use_local=local)
    with in_sentences():
        ecr = client("ecr", settings.region, aws.environment)
        present = existing(ecr, builds) if reuse else {}
        check(ecr, [build for build in builds if build.service not in present], os.environ)
        images = [present.get(build.service) or _made(ecr, build, root, screen) for build in builds]
    for image in images:
        screen.say(f"{image.service}={image.digest}", style="green")
        screen.say(f"  {image.reference}")
        screen.say(f"  scan: {_scan(image)}")
    arguments = " ".join(f"--image {image.service}={image.digest}" for image in images)
    screen.say(f"Release them: stackwright release {target}{aws.option} {arguments}")
    screen.document(
        {
            "images": [
                {"service": one.service, "image": one.reference, "digest": one.digest, "findings": one.findings}
                for one in images
            ]
        }
    )
    return 0


def _builds(sources: list[str], tag: str, target: Target, settings: EnvironmentSettings) -> list[Build]:
    builds, problems = [], []
    for source in sources:
        name, separator, folder = source.partition("=")
        inputs = settings.services.get(name)
        if not separator or not folder:
            problems.append(f"{source}: write <service>=<folder>, such as api=../api")
        elif inputs is None:
            problems.append(f"{source}: {target} has no service {name}; it has {', '.join(settings.services)}")
        else:
            repository = repository_of(inputs.image)
            builds.append(Build(name, Path(folder), repository, tag, PLATFORMS[inputs.cpu_architecture]))
    if problems:
        raise RefusedError("\n".join(problems))
    return builds


def _made(ecr: object, build: Build, root: Path, screen: Screen) -> Image:
    log = new_log(root / ".stackwright" / "logs", f"build-{build.service}")
    with screen.step(f"build {build.service} for {build.platform}") as step:
        image = make(ecr, build, os.environ, log, step.note)
        step.result = image.digest[:19]
    with screen.step(f"scan {build.service}") as step:
        found = scanned(ecr, image, Clock(), step.note)
        step.result = _scan(found)
    return found


def _scan(image: Image) -> str:
    if image.findings is None:
        return "not scanned"
    found = [f"{count} {severity.lower()}" for severity, count in sorted(image.findings.items()) if count]
    return ", ".join(found) or "no findings"
