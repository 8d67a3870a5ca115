"""The state stack after a bootstrap that was stopped half way, which Terraform alone would not get over.

A resource whose creation was interrupted counts as spoilt, and Terraform wants to replace it, but everything here is
protected from that. And a Terraform that was killed forgets what it made last, and then fails because the alias exists.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from scripts.base.aws import Aws
from scripts.base.aws_client import client, in_sentences
from scripts.base.roots import root_of
from scripts.base.screen import Screen
from settings.load import Loaded
from settings.state import StateSettings

KEY, ALIAS = "aws_kms_key.state", "aws_kms_alias.state"


def mend_state(loaded: Loaded[StateSettings], root: Path, aws: Aws, screen: Screen) -> None:
    """Makes the synthesised state stack plannable again; does nothing to a state that is whole."""
    folder = root / loaded.target.root_dir
    terraform = root_of(loaded.target, root, aws)
    terraform.init()
    state = terraform.state_pull() or {}
    for address in _tainted(state):
        screen.notice(f"{address} was interrupted while it was made, and is completed now")
        terraform.untaint(address)
    known = {f"{resource['type']}.{resource['name']}" for resource in state.get("resources", [])}
    if ALIAS in known:
        return
    alias = json.loads((folder / "cdk.tf.json").read_text())["resource"]["aws_kms_alias"]["state"]["name"]
    key_id = _key_of(alias, loaded.settings.region, aws)
    if key_id is not None:
        screen.notice(f"{alias} exists but is not in the state, and is taken over now")
        if KEY not in known:
            terraform.import_(KEY, key_id)
        terraform.import_(ALIAS, alias)


def _tainted(state: Mapping[str, Any]) -> Iterator[str]:
    for resource in state.get("resources", []):
        if any(instance.get("status") == "tainted" for instance in resource["instances"]):
            yield f"{resource['type']}.{resource['name']}"


def _key_of(alias: str, region: str, aws: Aws) -> str | None:
    """The id of the key that has this alias, if there is one."""
    with in_sentences():
        try:
            return client("kms", region, aws.environment).describe_key(KeyId=alias)["KeyMetadata"]["KeyId"]
        except ClientError as error:
            if error.response["Error"]["Code"] == "NotFoundException":
                return None
            raise
