from __future__ import annotations

import pytest

from tests.local_aws.conftest import Client


@pytest.mark.needs("apigateway.tag_resource", "apigateway.untag_resource", "apigateway.get_tags")
def test_tags_of_an_api_change_in_place(aws: Client) -> None:
    apigateway = aws("apigateway")
    api = apigateway.create_rest_api(name="shop", tags={"step": "one", "old": "yes"})["id"]
    arn = f"arn:aws:apigateway:us-east-1::/restapis/{api}"
    apigateway.tag_resource(resourceArn=arn, tags={"step": "two"})
    apigateway.untag_resource(resourceArn=arn, tagKeys=["old"])
    assert apigateway.get_tags(resourceArn=arn)["tags"] == {"step": "two"}
    assert apigateway.get_rest_api(restApiId=api)["tags"] == {"step": "two"}
