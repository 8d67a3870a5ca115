"""`stackwright demo`: the main job from end to end, against an AWS on this machine."""

import time
from pathlib import Path
from typing import Annotated

import typer

import local_aws
from scripts.base.aws import Aws, choose
from scripts.base.aws_client import client, in_sentences
from scripts.base.deployed import Deployed, deployed
from scripts.base.program import program
from scripts.base.roots import alone_with, plan, root_of, synthesise_one
from scripts.base.screen import Screen, counted
from scripts.base.settings import load
from scripts.base.where import state_address
from scripts.bootstrap import bootstrap
from scripts.deploy import deploy, show_deployed
from settings.load import load_state
from settings.target import Deployment, Target, find_root
from toolchain.errors import UserError


def main(
    target_name: Annotated[str, typer.Argument(metavar="[TARGET]", help="The environment to deploy.")] = "macro-ai/dev",
    down: Annotated[
        bool, typer.Option("--down", help="Stop the AWS on this machine; everything in it is gone then.")
    ] = False,
) -> int:
    """Deploy an environment to an AWS on this machine and show the result.

    Starts the local AWS, makes the place for the state, deploys with cdktf, and plans again to show that nothing is
    left to do. Needs no AWS account and asks for none. Harmless to run again.

    Examples:
    stackwright demo
    stackwright demo eloquent/staging
    stackwright demo --down
    """
    root = find_root(Path.cwd())
    screen = Screen()
    if down:
        stopped = local_aws.stop(root)
        screen.say("The local AWS is stopped, and what was deployed to it is gone." if stopped else "Nothing runs.")
        return 0
    target = Target.existing(target_name, root)
    if target.kind == "state":
        raise UserError("The demo deploys an environment, such as macro-ai/dev; the state stack comes with it.")
    loaded = load(target, root)
    settings = loaded.settings
    state = load_state(root)
    started = time.monotonic()
    screen.say(f"{target} from {target.tfvars_path} to an AWS on this machine:")
    aws = choose(settings, root, screen, use_local=True)
    bootstrap(state, root, choose(state.settings, root, screen, use_local=True), screen)
    with alone_with(target, root, screen, "demo"):
        result, changed = _deploy(target, root, aws, screen)
    seconds = time.monotonic() - started
    done = "is deployed" if changed else "was deployed before and is up to date"
    screen.say(
        f"\n{target} {done}: {counted(result.resources, 'resource')}, {seconds:.0f} s in all.", style="bold green"
    )
    show_deployed(target, root, aws, settings, result, screen)
    screen.say("\nState", style="bold")
    screen.say(f"  {_state_object(loaded.deployment, root, aws)}")
    screen.say("  A second plan finds nothing to change.")
    screen.say("\nNext", style="bold")
    name = program()
    commands = {
        f"{name} secrets {target} --local": "fill the secrets the tasks need",
        f"{name} plan {target} --local": f"after an edit of {target.tfvars_path}",
        f"{name} demo --down": "stop the local AWS and remove all of this",
    }
    width = max(map(len, commands))
    for command, what in commands.items():
        screen.say(f"  {command:<{width}}  {what}")
    return 0


def _deploy(target: Target, root: Path, aws: Aws, screen: Screen) -> tuple[Deployed, bool]:
    """What there is now, and whether anything had to be done. Raises UserError if a second plan is not empty."""
    synthesise_one(target, root, screen)
    first = plan(target, root, aws, screen).changes
    if not first:
        return deployed(root_of(target, root, aws).state_pull()), False
    result = deploy(target, root, aws, screen, first)
    second = plan(target, root, aws, screen).changes
    if second:
        lines = [f"A second plan of {target} is not empty: {second.headline()}.", *map(str, second.resources)]
        raise UserError("\n".join(lines))
    return result, True


def _state_object(deployment: Deployment, root: Path, aws: Aws) -> str:
    state = load_state(root).settings
    with in_sentences():
        s3 = client("s3", state.region, aws.environment)
        size = s3.head_object(Bucket=state.state.bucket_name, Key=deployment.state_key)["ContentLength"]
    return f"{state_address(deployment, root)}, {size / 1024:.0f} KiB"
