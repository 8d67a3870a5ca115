from __future__ import annotations

import pytest
from botocore.exceptions import ClientError

from tests.local_aws.conftest import ACCOUNT_ID, Client

RULE = {
    "RuleName": "api",
    "Priority": 1000,
    "Version": 1,
    "ReservoirSize": 1,
    "FixedRate": 0.05,
    "URLPath": "*",
    "Host": "*",
    "HTTPMethod": "*",
    "ServiceType": "*",
    "ServiceName": "*",
    "ResourceARN": "*",
}


def test_a_sampling_rule_changes_in_place(aws: Client) -> None:
    xray = aws("xray")
    arn = xray.create_sampling_rule(SamplingRule=RULE)["SamplingRuleRecord"]["SamplingRule"]["RuleARN"]
    xray.update_sampling_rule(SamplingRuleUpdate={"RuleName": "api", "FixedRate": 0.1})
    records = xray.get_sampling_rules()["SamplingRuleRecords"]
    assert [record["SamplingRule"]["FixedRate"] for record in records] == [0.1]
    assert arn == f"arn:aws:xray:us-east-1:{ACCOUNT_ID}:sampling-rule/api"
    xray.delete_sampling_rule(RuleName="api")
    assert xray.get_sampling_rules()["SamplingRuleRecords"] == []


def test_tags_change_in_place(aws: Client) -> None:
    xray = aws("xray")
    arn = xray.create_group(GroupName="api", Tags=[{"Key": "step", "Value": "one"}])["Group"]["GroupARN"]
    xray.tag_resource(ResourceARN=arn, Tags=[{"Key": "step", "Value": "two"}])
    assert xray.list_tags_for_resource(ResourceARN=arn)["Tags"] == [{"Key": "step", "Value": "two"}]


def test_a_group_is_found_by_name_and_by_arn_until_it_is_deleted(aws: Client) -> None:
    xray = aws("xray")
    arn = xray.create_group(GroupName="api", FilterExpression="error")["Group"]["GroupARN"]
    assert xray.get_group(GroupName="api")["Group"] == xray.get_group(GroupARN=arn)["Group"]
    xray.delete_group(GroupARN=arn)
    with pytest.raises(ClientError, match="Group not found"):
        xray.get_group(GroupARN=arn)


def test_encryption_is_none_until_it_is_set(aws: Client) -> None:
    xray = aws("xray")
    assert xray.get_encryption_config()["EncryptionConfig"]["Type"] == "NONE"
    xray.put_encryption_config(Type="KMS", KeyId="arn:k")
    assert xray.get_encryption_config()["EncryptionConfig"] == {"Type": "KMS", "KeyId": "arn:k", "Status": "ACTIVE"}
