from __future__ import annotations

import pytest

from tests.local_aws.conftest import Client


@pytest.mark.needs("application-autoscaling.keep_tags")
def test_tags_of_a_target_change_in_place_and_survive_other_limits(aws: Client) -> None:
    scaling = aws("application-autoscaling")
    target = {
        "ServiceNamespace": "dynamodb",
        "ResourceId": "table/orders",
        "ScalableDimension": "dynamodb:table:ReadCapacityUnits",
    }
    arn = scaling.register_scalable_target(
        **target, MinCapacity=1, MaxCapacity=2, Tags={"step": "one", "team": "shop", "old": "yes"}
    )["ScalableTargetARN"]
    scaling.tag_resource(ResourceARN=arn, Tags={"step": "two"})
    scaling.untag_resource(ResourceARN=arn, TagKeys=["old"])
    scaling.register_scalable_target(**target, MinCapacity=1, MaxCapacity=4)
    assert scaling.list_tags_for_resource(ResourceARN=arn)["Tags"] == {"step": "two", "team": "shop"}
