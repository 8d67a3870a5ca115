"""Where AWS is for a command: the user's own account, or the AWS on this machine."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import local_aws
from local_aws import LocalAws
from scripts.base.screen import Screen
from scripts.base.settings import AnySettings
from settings.environment import EnvironmentSettings
from settings.shared import SharedSettings


@dataclass(frozen=True)
class Aws:
    """`environment` is what child processes get; `local` is the server on this machine, None for the real AWS."""

    environment: Mapping[str, str]
    local: LocalAws | None

    @property
    def option(self) -> str:
        """What to add to a command line that should use the same AWS."""
        return " --local" if self.local else ""


def choose(settings: AnySettings, root: Path, screen: Screen, *, use_local: bool) -> Aws:
    """The AWS that the target with these settings is deployed to: a local one sees its own account.

    The local AWS is started if it does not run. Raises UserError when it cannot start.
    """
    if not use_local:
        return Aws(dict(os.environ), None)
    zones = hosted_zones([settings])
    running = local_aws.status(root)
    if running is None:
        with screen.step("start the local AWS") as step:
            running = local_aws.start(root, hosted_zones=zones)
            step.result = running.endpoint
    else:
        local_aws.start(root, hosted_zones=zones)
    return Aws(local_environment(running, settings.account_id, settings.region), running)


def local_environment(running: LocalAws, account_id: str, region: str) -> dict[str, str]:
    """This process's environment with the local AWS in place of whatever the user had set for AWS."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return kept | local_aws.environment(running.endpoint, account_id, region)


def hosted_zones(settings: Iterable[AnySettings]) -> list[str]:
    """The zones that targets expect to exist, as local_aws.start takes them: NAME=ZONE_ID@ACCOUNT."""
    zones = set()
    for one in settings:
        if isinstance(one, EnvironmentSettings):
            zones.add(f"{zone_name(one.domain.name)}={one.domain.hosted_zone_id}@{one.account_id}")
        elif isinstance(one, SharedSettings) and one.hosted_zone and one.hosted_zone.hosted_zone_id:
            zones.add(f"{one.hosted_zone.name}={one.hosted_zone.hosted_zone_id}@{one.account_id}")
    return sorted(zones)


def zone_name(domain_name: str) -> str:
    """The registered domain, which is what the zone is called as long as nobody delegates a subdomain."""
    return ".".join(domain_name.split(".")[-2:])
