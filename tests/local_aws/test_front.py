"""The front itself: accounts, refusals in every protocol, its own pages, state locks."""

from __future__ import annotations

import json
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.local_aws.conftest import ACCOUNT_ID, Client


def page(url: str, method: str = "GET") -> Any:
    with urllib.request.urlopen(urllib.request.Request(url, method=method)) as response:
        return json.load(response)


def test_an_access_key_of_twelve_digits_names_the_account(aws: Client) -> None:
    assert aws("sts", account_id="999988887777").get_caller_identity()["Account"] == "999988887777"


def test_any_other_access_key_is_the_default_account(aws: Client) -> None:
    assert aws("sts", account_id="AKIAIOSFODNN7EXAMPLE").get_caller_identity()["Account"] == "123456789012"


def test_resources_of_one_account_are_invisible_in_another(aws: Client) -> None:
    aws("ecs").create_cluster(clusterName="api")
    assert aws("ecs").list_clusters()["clusterArns"] == [f"arn:aws:ecs:us-east-1:{ACCOUNT_ID}:cluster/api"]
    assert aws("ecs", account_id="999988887777").list_clusters()["clusterArns"] == []


@pytest.mark.parametrize(
    ("service", "operation", "arguments"),
    [
        ("rds", "describe_db_recommendations", {}),
        ("ecs", "list_service_deployments", {"service": "api"}),
        ("cloudfront", "list_streaming_distributions", {}),
        ("amplify", "list_webhooks", {"appId": "d1"}),
        ("cloudwatch", "list_managed_insight_rules", {"ResourceARN": "arn"}),
        ("ec2", "describe_aws_network_performance_metric_subscriptions", {}),
    ],
    ids=["query", "json", "rest-xml", "rest-json without a backend", "cbor", "ec2"],
)
def test_an_unknown_operation_is_refused_in_the_protocol_of_its_service(
    aws: Client, endpoint: str, service: str, operation: str, arguments: dict[str, str]
) -> None:
    client = aws(service)
    name = client.meta.method_to_api_mapping[operation]
    with pytest.raises(ClientError) as caught:
        getattr(client, operation)(**arguments)
    assert caught.value.response["Error"]["Code"] == "UnsupportedOperation"
    assert caught.value.response["Error"]["Message"] == f"The local AWS has no {service}.{name}"
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400
    assert page(f"{endpoint}/_local/unsupported") == [{"service": service, "operation": name, "count": 1}]


def test_unsupported_operations_are_listed_once_with_a_count(aws: Client, endpoint: str) -> None:
    for _ in range(2):
        with pytest.raises(ClientError):
            aws("rds").describe_db_recommendations()
    assert page(f"{endpoint}/_local/unsupported") == [
        {"service": "rds", "operation": "DescribeDBRecommendations", "count": 2}
    ]


def test_reset_forgets_what_moto_and_we_ourselves_hold(aws: Client, endpoint: str) -> None:
    aws("sqs").create_queue(QueueName="jobs")
    aws("xray").create_group(GroupName="api")
    page(f"{endpoint}/_local/reset", "POST")
    assert "QueueUrls" not in aws("sqs").list_queues()
    with pytest.raises(ClientError, match="Group not found"):
        aws("xray").get_group(GroupName="api")


def test_health_names_the_runtime_folder_and_the_process(endpoint: str) -> None:
    health = page(f"{endpoint}/_local/health")
    assert health["ready"] is True
    assert health.keys() == {"ready", "runtime_folder", "pid"}


def test_an_unknown_page_is_not_found(endpoint: str) -> None:
    with pytest.raises(urllib.request.HTTPError, match="404"):
        page(f"{endpoint}/_local/nothing")


def test_an_s3_lock_file_is_written_by_one_of_many(aws: Client) -> None:
    s3 = aws("s3")
    s3.create_bucket(Bucket="state")

    def lock(holder: int) -> bool:
        try:
            s3.put_object(Bucket="state", Key="dev.tflock", Body=str(holder), IfNoneMatch="*")
        except ClientError as error:
            assert error.response["Error"]["Code"] == "PreconditionFailed"
            assert error.response["ResponseMetadata"]["HTTPStatusCode"] == 412
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(lock, range(8))) == 1


def test_a_dynamodb_lock_is_written_by_one_of_many(aws: Client) -> None:
    dynamodb = aws("dynamodb")
    dynamodb.create_table(
        TableName="locks",
        KeySchema=[{"AttributeName": "LockID", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "LockID", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )

    def lock(holder: int) -> bool:
        try:
            dynamodb.put_item(
                TableName="locks",
                Item={"LockID": {"S": "dev"}, "Info": {"S": str(holder)}},
                ConditionExpression="attribute_not_exists(LockID)",
            )
        except ClientError as error:
            assert error.response["Error"]["Code"] == "ConditionalCheckFailedException"
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(lock, range(8))) == 1
