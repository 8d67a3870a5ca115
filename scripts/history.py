"""`stackwright history`: what was released?"""

from dataclasses import asdict
from pathlib import Path

from scripts.base.options import Json, Local, TargetName
from scripts.base.releasing import Releasing
from scripts.base.screen import Screen
from settings.target import Target, find_root

STYLES = {"succeeded": "green", "taken back": "yellow", "failed": "red"}


def main(target_name: TargetName, local: Local = False, as_json: Json = False) -> int:
    """List the releases and rollbacks of an environment, the newest first.

    Examples:
    stackwright history macro-ai/prod
    """
    root = find_root(Path.cwd())
    target = Target.existing(target_name, root)
    screen = Screen(as_json=as_json)
    releases = Releasing.of(target, root, screen, use_local=local).history()
    if not releases:
        screen.say(f"{target} has no releases yet.")
    for release in releases:
        screen.say(
            f"{release.number:>3}  {release.started}  {release.kind}: {release.outcome}, by {release.by}",
            style=STYLES.get(release.outcome, ""),
        )
        for service, image in release.images.items():
            screen.say(f"     {service}: {image}")
        if release.snapshot:
            screen.say(f"     snapshot {release.snapshot}")
        if release.reason:
            screen.say(f"     {release.reason}")
    screen.document({"target": target.id, "releases": [asdict(release) for release in releases]})
    return 0
