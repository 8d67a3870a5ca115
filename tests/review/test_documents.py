import pytest

from review.documents import is_policy, normal_policy, parsed


@pytest.mark.parametrize("text", ["", "x", "{x", "[1", "5", '"a"', None, 5, "[" * 10_000])
def test_what_is_no_map_or_list(text: object):
    assert parsed(text) is None


def test_documents():
    assert parsed(' {"a": 1}') == {"a": 1}
    assert parsed("[1]") == [1]


def test_policies():
    assert is_policy({"Statement": []})
    assert is_policy({"Statement": {"Effect": "Allow"}})
    assert not any(is_policy(one) for one in ({}, [], {"Statement": "x"}, None))


def test_a_policy_has_lists_everywhere():
    policy = {
        "Statement": {
            "Action": "s3:GetObject",
            "NotResource": ["b", "a", "a"],
            "Principal": {"AWS": ["123456789012", "arn:aws:iam::123456789012:root"], "Service": "ec2.amazonaws.com"},
            "NotPrincipal": "*",
            "Condition": {"Bool": {"aws:SecureTransport": False}},
        }
    }
    assert normal_policy(policy) == {
        "Statement": [
            {
                "Action": ["s3:GetObject"],
                "NotResource": ["a", "b"],
                "Principal": {"AWS": ["arn:aws:iam::123456789012:root"], "Service": ["ec2.amazonaws.com"]},
                "NotPrincipal": {"AWS": ["*"]},
                "Condition": {"Bool": {"aws:SecureTransport": ["false"]}},
            }
        ]
    }


def test_a_policy_of_another_shape_stays_as_it_is():
    policy = {"Statement": ["x", {"Condition": "y", "Principal": {"AWS": [5]}}, {"Condition": {"Bool": 5}}]}
    assert normal_policy(policy)["Statement"] == [
        "x",
        {"Condition": "y", "Principal": {"AWS": ["5"]}},
        {"Condition": {"Bool": 5}},
    ]
