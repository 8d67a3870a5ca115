"""`stackwright prelaunch`: may it go live?"""

from collections import Counter
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from readiness.items import AREAS, PERSON_ITEMS, Item, Verdict
from readiness.live import Account, live_items
from readiness.planned import Planned, changes_item, planned_items
from scripts.base.aws import Aws, choose
from scripts.base.options import Json, Local, TargetName
from scripts.base.screen import Screen
from settings.load import load_environment
from settings.target import Target, find_root
from toolchain.errors import UserError

SIGNS = {Verdict.PASS: "pass", Verdict.FAIL: "FAIL", Verdict.NOT_CHECKABLE: "?"}
STYLES = {Verdict.PASS: "green", Verdict.FAIL: "red", Verdict.NOT_CHECKABLE: "yellow"}
CLIENTS = ("cloudwatch", "ecs", "sns")


def main(
    target_name: TargetName,
    offline: Annotated[bool, typer.Option("--offline", help="Only what the settings decide; needs no AWS.")] = False,
    local: Local = False,
    as_json: Json = False,
) -> int:
    """Go through what must be so before a launch: security, monitoring, performance, backup.

    Each item passes, fails, or cannot be checked from here. Ends with exit code 1 when one fails.

    Examples:
    stackwright prelaunch eloquent/prod
    stackwright prelaunch eloquent/prod --offline
    """
    # They import what a plan takes.
    from review.policy.accepted import judged
    from review.policy.check import check
    from scripts.base.any_plan import planned
    from scripts.base.reviewing import accepted

    root = find_root(Path.cwd())
    target = Target.existing(target_name, root)
    if target.kind != "environment":
        raise UserError(f"{target} runs no services: name an environment such as macro-ai/prod.")
    settings = load_environment(target, root).settings
    plan = planned(target, root, None, offline=offline, local=local)
    policy = judged(check(plan, {}), accepted(root), target.id, date.today())
    screen = Screen(as_json=as_json)
    items = list(planned_items(Planned(plan, policy, settings)))
    if offline:
        items += live_items(None, "--offline asks no account")
    else:
        aws = choose(settings, root, screen, use_local=local)
        items.append(changes_item(plan))
        items += live_items(_account(target, root, aws), "")
    items += PERSON_ITEMS
    _show(items, screen)
    screen.document({"target": target.id, "items": [asdict(item) for item in items]})
    return 1 if any(item.verdict is Verdict.FAIL for item in items) else 0


def _account(target: Target, root: Path, aws: Aws) -> Account:
    from scripts.base.aws_client import client, in_sentences
    from scripts.base.secret_store import SecretStore

    loaded = load_environment(target, root)
    region = loaded.settings.region
    with in_sentences():
        secrets = SecretStore(loaded.deployment, region, aws).secrets()
        missing = tuple(secret.name for secret in secrets if not secret.has_value)
        return Account(
            {name: client(name, region, aws.environment) for name in CLIENTS}, loaded.deployment.name, missing
        )


def _show(items: list[Item], screen: Screen) -> None:
    for area in AREAS:
        screen.say(f"\n{area}", style="bold")
        for item in items:
            if item.area == area:
                screen.say(f"  {SIGNS[item.verdict]:>4}  {item.title}: {item.found}", style=STYLES[item.verdict])
    counts = Counter(item.verdict for item in items)
    screen.say("\n" + ", ".join(f"{counts[verdict]} {verdict.value}" for verdict in Verdict))
