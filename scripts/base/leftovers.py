"""What AWS has of a target and its state does not know: made by a run that was killed before it could save."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from scripts.base.arn_kinds import Named, named
from scripts.base.aws import Aws
from scripts.base.aws_client import client
from scripts.base.roots import synthesise
from scripts.base.screen import counted
from scripts.base.state_store import StateStore
from scripts.base.subject import Subject
from settings.target import Deployment

NAMES = ("name", "alarm_name", "bucket", "cluster_identifier", "identifier", "user_id", "user_group_id")
"""Arguments by which AWS knows a resource, where it has such a name."""
GLOBAL_REGION = "us-east-1"
"""Where AWS lists what has no region: distributions, zones, budgets."""


@dataclass(frozen=True)
class Leftover:
    """Something in AWS with the tags of a target. `address` is where it belongs, None if that cannot be told."""

    arn: str
    types: tuple[str, ...]
    address: str | None
    import_id: str | None

    def __str__(self) -> str:
        return f"{self.arn} ({self.address or ' or '.join(self.types)})"


@dataclass(frozen=True)
class Leftovers:
    """Everything that was found; `unreadable` is why the state could not be looked into."""

    found: tuple[Leftover, ...] = ()
    unreadable: str = ""

    @property
    def adoptable(self) -> tuple[Leftover, ...]:
        """What is known to belong somewhere in the root."""
        return tuple(one for one in self.found if one.address and one.import_id)

    def document(self) -> dict[str, Any]:
        """For `--json`."""
        entries = [{"arn": one.arn, "address": one.address, "import_id": one.import_id} for one in self.found]
        return {"not_in_state": entries}


def leftovers(at: Subject) -> Leftovers:
    """Compares the account with the state. Errors of AWS come out as boto3 raises them.

    Sees what has tags, and IAM roles by their names. What has no tags (an alias, a rule in a policy) is not seen; where
    that is in the way of the next deploy, Terraform says that it exists already.
    """
    current = StateStore(at.state, at.deployment, at.aws).current()
    if current is not None and current.problem:
        return Leftovers(unreadable=current.problem)
    root = json.loads(synthesise([at.target], at.root)[0].root_file.read_text())
    tags = at.loaded.settings.tags(at.target).default_tags()
    tagged = [*_tagged(root, tags, at.aws), *_roles(at.deployment, tags, at.aws)]
    return compare(tagged, current.state if current else {}, root, tags)


def compare(
    tagged: Iterable[tuple[str, Mapping[str, str]]],
    state: Mapping[str, Any],
    root: Mapping[str, Any],
    default_tags: Mapping[str, str],
) -> Leftovers:
    """From ARNs with their tags, a state and a root (the parsed cdk.tf.json)."""
    known = {value for attributes in _attributes(state) for name, value in attributes.items() if name in ("arn", "id")}
    in_state = {f"{one['type']}.{one['name']}" for one in state.get("resources", [])}
    free = {
        f"{terraform_type}.{name}": arguments
        for terraform_type, resources in root.get("resource", {}).items()
        for name, arguments in resources.items()
        if f"{terraform_type}.{name}" not in in_state
    }
    found = []
    for arn, tags in sorted(dict(tagged).items()):
        about = named(arn)
        if about is None or arn in known or about.import_id in known:
            continue
        own = {name: value for name, value in tags.items() if default_tags.get(name) != value}
        alike = {
            address: arguments
            for address, arguments in free.items()
            if address.partition(".")[0] in about.types and _may_be_one(arguments, own)
        }
        fitting = [address for address, arguments in alike.items() if _has_name_in(arguments, arn, about)] or [*alike]
        found.append(Leftover(arn, about.types, fitting[0] if len(fitting) == 1 else None, about.import_id))
    often = Counter(one.address for one in found)
    return Leftovers(tuple(one if often[one.address] == 1 else replace(one, address=None) for one in found))


def show_leftovers(left: Leftovers, at: Subject) -> None:
    """Each with what can be done about it; nothing when there are none."""
    say = at.screen.say
    if left.unreadable:
        say(f"What is missing in the state cannot be told, because it is damaged: {left.unreadable}.")
        say(f"`stackwright state {at.called} --versions` lists what it was before.")
    if not left.found:
        return
    say(f"\n{counted(len(left.found), 'resource')} of {at.target} in AWS that its state does not know:", style="red")
    for one in left.found:
        say(f"  {one}")
    if left.adoptable:
        say(f"Take over what has its place: stackwright adopt {at.called}")
    if len(left.adoptable) < len(left.found):
        say(f"Take over one by its address: stackwright adopt {at.called} ADDRESS ID")


def _tagged(root: Mapping[str, Any], tags: Mapping[str, str], aws: Aws) -> Iterator[tuple[str, dict[str, str]]]:
    """What carries the target's tags in the regions of its root, and its tags."""
    regions = {provider["region"] for provider in root["provider"]["aws"]}
    filters = [{"Key": key, "Values": [tags[key]]} for key in ("system", "environment", "managed-by")]
    for region in sorted({*regions, GLOBAL_REGION}):
        api = client("resourcegroupstaggingapi", region, aws.environment)
        for page in api.get_paginator("get_resources").paginate(TagFilters=filters):
            for entry in page["ResourceTagMappingList"]:
                if not _is_going(entry["ResourceARN"], region, aws):
                    yield entry["ResourceARN"], {tag["Key"]: tag["Value"] for tag in entry["Tags"]}


def _roles(deployment: Deployment, tags: Mapping[str, str], aws: Aws) -> Iterator[tuple[str, dict[str, str]]]:
    """IAM roles, which AWS does not list by tags: https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/supported-services.html"""
    iam = client("iam", GLOBAL_REGION, aws.environment)
    for page in iam.get_paginator("list_roles").paginate():
        for role in page["Roles"]:
            if role["RoleName"].startswith(f"{deployment.name}-"):
                own = {tag["Key"]: tag["Value"] for tag in iam.list_role_tags(RoleName=role["RoleName"])["Tags"]}
                if all(own.get(key) == tags[key] for key in ("system", "environment", "managed-by")):
                    yield role["Arn"], own


def _is_going(arn: str, region: str, aws: Aws) -> bool:
    """Whether it is a key that was deleted: AWS lists it with its tags for as long as it could be brought back."""
    if ":kms:" not in arn:
        return False
    return (
        client("kms", region, aws.environment).describe_key(KeyId=arn)["KeyMetadata"]["KeyState"] == "PendingDeletion"
    )


def _may_be_one(arguments: Mapping[str, Any], own_tags: Mapping[str, str]) -> bool:
    """Whether a resource of the root would get these tags beside the default ones, and is one and not several."""
    return arguments.get("tags", {}) == own_tags and not {"count", "for_each"} & arguments.keys()


def _has_name_in(arguments: Mapping[str, Any], arn: str, about: Named) -> bool:
    """Whether one of the names that a resource of the root has makes this very ARN."""
    names = {arguments[key] for key in NAMES if key in arguments}
    # The ARN of a secret ends with six characters that AWS adds to its name.
    return bool(names & {about.import_id, arn.rpartition(":")[2][:-7], *re.split("[/:]", arn)})


def _attributes(state: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for resource in state.get("resources", []):
        for instance in resource["instances"]:
            yield instance.get("attributes", {})
