"""One state object, its locks, its key."""

import pytest

from modules.deploy_roles.state_access import StateFacts
from tests.modules import CONTEXT

FACTS = StateFacts(
    context=CONTEXT, bucket_name="shop-state", lock_table_name="locks", key_alias="alias/terraform-state"
)
KEY = "shop/dev/terraform.tfstate"


def by_sid(statements):
    return {one.sid: (list(one.actions), list(one.resources), dict(one.conditions)) for one in statements}


def leading(key):
    return {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": [key]}}


TABLE = "arn:aws:dynamodb:us-east-1:123456789012:table/locks"


@pytest.mark.requirement("C-02", "C-32")
def test_reading_takes_one_object_and_both_locks():
    assert by_sid(FACTS.reading(KEY)) == {
        "FindState": (
            ["s3:ListBucket"],
            ["arn:aws:s3:::shop-state"],
            {"StringLike": {"s3:prefix": [KEY, "env:/*"]}},
        ),
        "ReadState": (["s3:GetObject"], [f"arn:aws:s3:::shop-state/{KEY}"], {}),
        "LockState": (
            ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
            [f"arn:aws:s3:::shop-state/{KEY}.tflock"],
            {},
        ),
        "LockStateInTable": (
            ["dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem"],
            [TABLE],
            leading(f"shop-state/{KEY}"),
        ),
        "CompareDigest": (["dynamodb:GetItem"], [TABLE], leading(f"shop-state/{KEY}-md5")),
        "UseStateKey": (
            ["kms:Decrypt", "kms:GenerateDataKey"],
            ["arn:aws:kms:us-east-1:123456789012:key/*"],
            {
                "ForAnyValue:StringEquals": {"kms:ResourceAliases": ["alias/terraform-state"]},
                "StringLike": {"kms:ViaService": ["s3.*.amazonaws.com", "dynamodb.*.amazonaws.com"]},
            },
        ),
    }


@pytest.mark.requirement("C-32")
def test_writing_is_asked_for_by_itself():
    assert by_sid(FACTS.writing(KEY)) == {
        "WriteState": (["s3:PutObject"], [f"arn:aws:s3:::shop-state/{KEY}"], {}),
        "WriteDigest": (["dynamodb:DeleteItem", "dynamodb:PutItem"], [TABLE], leading(f"shop-state/{KEY}-md5")),
    }
