import pytest

from tests.local_aws.conftest import Client

KEY_ARN = "arn:aws:kms:us-east-1:111122223333:key/1"


@pytest.mark.needs("dynamodb.keep_encryption")
def test_a_table_takes_another_key_later(aws: Client):
    dynamodb = aws("dynamodb")
    dynamodb.create_table(
        TableName="locks",
        AttributeDefinitions=[{"AttributeName": "LockID", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "LockID", "KeyType": "HASH"}],
        BillingMode="PAY_PER_REQUEST",
    )
    encryption = {"Enabled": True, "SSEType": "KMS", "KMSMasterKeyId": KEY_ARN}
    changed = dynamodb.update_table(TableName="locks", SSESpecification=encryption)["TableDescription"]
    expected = {"Status": "ENABLED", "SSEType": "KMS", "KMSMasterKeyArn": KEY_ARN}
    assert changed["SSEDescription"] == expected
    assert dynamodb.describe_table(TableName="locks")["Table"]["SSEDescription"] == expected
