"""GuardDuty: tags in place, detector features, publishing destinations."""

from __future__ import annotations

import time
from typing import Any

from local_aws.registry import Context, Result, amend, find, operation, patch, random_id, remember, tag_operations

tag_operations("guardduty", arn="ResourceArn", tags="Tags", keys="TagKeys", mapped=True)


def _arn(context: Context, detector_id: str) -> str:
    return context.arn(f"detector/{detector_id}")


@amend("guardduty", "CreateDetector")
def keep_tags(context: Context, result: dict[str, Any]) -> None:
    context.tags.replace(_arn(context, result["DetectorId"]), context.params.get("Tags"))


@amend("guardduty", "GetDetector")
def show_tags(context: Context, result: dict[str, Any]) -> None:
    result["Tags"] = context.tags.as_map(_arn(context, context.params["DetectorId"]))


@patch("guardduty", "moto.guardduty.models:Detector.update")
def keep_other_features(original: Any) -> Any:
    """moto replaces all features by those of the last request, which Terraform sends one by one."""

    def update(self: Any, *args: Any, **kwargs: Any) -> None:
        held = {feature["name"]: feature for feature in self.features}
        original(self, *args, **kwargs)
        self.features = list((held | {feature["name"]: feature for feature in self.features}).values())

    return update


@operation("guardduty", "CreatePublishingDestination")
def create_publishing_destination(context: Context) -> Result:
    identifier = random_id(32, "0123456789abcdef")
    context.table("destinations")[context.params["DetectorId"], identifier] = {
        **remember(context.params, "DetectorId", "ClientToken", "Tags"),
        "DestinationId": identifier,
        "Status": "PUBLISHING",
        "PublishingFailureStartTimestamp": int(time.time()),
    }
    arn = f"{_arn(context, context.params['DetectorId'])}/publishingdestination/{identifier}"
    context.tags.replace(arn, context.params.get("Tags"))
    return {"DestinationId": identifier}


@operation("guardduty", "DescribePublishingDestination", "UpdatePublishingDestination", "DeletePublishingDestination")
def change_publishing_destination(context: Context) -> Result:
    key = context.params["DetectorId"], context.params["DestinationId"]
    held = find(context.table("destinations"), key, "BadRequestException", "Publishing destination")
    if context.operation == "DeletePublishingDestination":
        del context.table("destinations")[key]
        return {}
    if context.operation == "UpdatePublishingDestination":
        held.update(remember(context.params, "DetectorId", "DestinationId"))
        return {}
    return held
