"""What several keys let others do."""

from modules.base.context import Context
from modules.base.key_policy import account_decides, log_groups_encrypt

CONTEXT = Context(system="shop", environment="dev", name="shop-dev", account_id="123456789012", region="us-east-1")


def test_the_account_itself_decides_through_iam():
    statement = account_decides(CONTEXT)
    assert statement["Principal"] == {"AWS": "arn:aws:iam::123456789012:root"}
    assert (statement["Effect"], statement["Action"], statement["Resource"]) == ("Allow", "kms:*", "*")


def test_only_log_groups_of_the_account_and_the_region_are_encrypted():
    statement = log_groups_encrypt(CONTEXT, "us-west-2", "/ecs/shop-dev-*")
    assert statement["Principal"] == {"Service": "logs.us-west-2.amazonaws.com"}
    assert statement["Condition"] == {
        "ArnLike": {
            "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:us-west-2:123456789012:log-group:/ecs/shop-dev-*"
        }
    }
    assert "kms:*" not in statement["Action"]
