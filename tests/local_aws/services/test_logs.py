from __future__ import annotations

from tests.local_aws.conftest import ACCOUNT_ID, Client


def test_a_query_definition_comes_back_and_goes(aws: Client) -> None:
    logs = aws("logs")
    query = logs.put_query_definition(name="errors", queryString="fields @message", logGroupNames=["/api"])
    shown = logs.describe_query_definitions(queryDefinitionNamePrefix="err")["queryDefinitions"]
    assert [(item["name"], item["logGroupNames"]) for item in shown] == [("errors", ["/api"])]
    logs.delete_query_definition(queryDefinitionId=query["queryDefinitionId"])
    assert logs.describe_query_definitions()["queryDefinitions"] == []


def test_an_account_policy_comes_back(aws: Client) -> None:
    logs = aws("logs")
    logs.put_account_policy(policyName="pii", policyType="DATA_PROTECTION_POLICY", policyDocument="{}")
    shown = logs.describe_account_policies(policyType="DATA_PROTECTION_POLICY")["accountPolicies"]
    assert [(item["policyName"], item["accountId"]) for item in shown] == [("pii", ACCOUNT_ID)]


def test_an_anomaly_detector_keeps_its_tags(aws: Client) -> None:
    logs = aws("logs")
    arn = logs.create_log_anomaly_detector(logGroupArnList=["arn:g"], tags={"step": "one"})["anomalyDetectorArn"]
    assert logs.get_log_anomaly_detector(anomalyDetectorArn=arn)["logGroupArnList"] == ["arn:g"]
    assert logs.list_tags_for_resource(resourceArn=arn)["tags"] == {"step": "one"}
