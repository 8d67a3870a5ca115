"""Where a person can look at what was deployed."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from scripts.base.aws import Aws
from scripts.base.deployed import Deployed
from scripts.base.program import program
from settings.load import load_state
from settings.stack import StackSettings
from settings.target import Deployment, Target


def state_address(deployment: Deployment, root: Path) -> str:
    """`s3://bucket/macro-ai/dev/terraform.tfstate`."""
    return f"s3://{load_state(root).settings.state.bucket_name}/{deployment.state_key}"


def output_lines(result: Deployed) -> list[str]:
    """A line an output, as `name = value`."""
    values = dict(_flat(result.outputs))
    width = max((len(name) for name in values), default=0)
    return [f"{name:<{width}} = {value}" for name, value in sorted(values.items())]


def where_to_look(target: Target, root: Path, aws: Aws, settings: StackSettings, result: Deployed) -> list[str]:
    """Commands, and pages of the AWS console, that show a deployed target."""
    lines = [f'eval "$({program()} local env {target})"'] if aws.local else []
    lines.append(f"aws s3 ls {state_address(settings.deployment(target), root)}")
    for cluster in result.clusters:
        lines.append(f"aws ecs list-services --cluster {cluster}")
        if not aws.local:
            region = settings.region
            console = f"https://{region}.console.aws.amazon.com/ecs/v2/clusters/{cluster}/services"
            lines.append(f"{console}?region={region}")
    return lines


def _flat(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """A map's entries one by one, under dotted names."""
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value if isinstance(value, str) else json.dumps(value)
