"""KMS: the rotation period."""

from __future__ import annotations

import copy
from typing import Any

from local_aws.registry import Context, amend
from local_aws.store import tag_map

_DEFAULT_DAYS = 365


@amend("kms", "EnableKeyRotation")
def keep_rotation_period(context: Context, result: dict[str, Any]) -> None:
    """moto forgets it."""
    del result
    days = context.params.get("RotationPeriodInDays", _DEFAULT_DAYS)
    context.table("rotation days")[_key_id(context)] = days


@amend("kms", "GetKeyRotationStatus")
def show_rotation_period(context: Context, result: dict[str, Any]) -> None:
    if result.get("KeyRotationEnabled"):
        result["RotationPeriodInDays"] = context.table("rotation days").get(_key_id(context), _DEFAULT_DAYS)


@amend("kms", "ReplicateKey")
def tag_replica(context: Context, result: dict[str, Any]) -> None:
    """moto drops the tags of a replica, and lets both keys share the record of which one is the primary."""
    region = context.params["ReplicaRegion"]
    backend = context.backend("kms", region)
    key_id = result["ReplicaKeyMetadata"]["KeyId"]
    primary, replica = context.backend("kms").keys[key_id], backend.keys[key_id]
    replica.multi_region_configuration = copy.deepcopy(primary.multi_region_configuration)
    replica.multi_region_configuration["MultiRegionKeyType"] = "REPLICA"
    primary.multi_region_configuration["MultiRegionKeyType"] = "PRIMARY"
    backend.tag_resource(key_id, tag_map(context.params.get("Tags")))
    result["ReplicaTags"] = context.params.get("Tags", [])


def _key_id(context: Context) -> str:
    return context.params["KeyId"].rsplit("/", 1)[-1]
