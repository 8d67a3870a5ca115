import pytest

from review.risk.iam import is_weaker, lost_denials, new_grants, statements

Statement = dict[str, object]


def allow(action: object, resource: object = "*", **more: object) -> Statement:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def deny(action: object, resource: object = "*", **more: object) -> Statement:
    return allow(action, resource, **more) | {"Effect": "Deny"}


def without(statement: Statement, *names: str) -> Statement:
    return {name: value for name, value in statement.items() if name not in names}


MFA = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}


def grown(before: list[Statement], after: list[Statement]) -> list[str]:
    return [str(one) for one in new_grants(statements({"Statement": before}), statements({"Statement": after}))]


def lost(before: list[Statement], after: list[Statement]) -> list[str]:
    return [str(one) for one in lost_denials(statements({"Statement": before}), statements({"Statement": after}))]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([allow("s3:*")], [allow(["s3:GetObject", "s3:Put*"], ["arn:a", "arn:b"])]),
        ([allow("s3:GetObject")], [allow("S3:GETOBJECT")]),
        ([allow("a:b", "x"), allow("a:b", "y")], [allow("a:b", ["x", "y"])]),
        ([allow("a:b")], [allow("a:b", Condition=MFA)]),
        ([allow("a:b"), allow("a:c")], [allow(["a:b", "a:c"])]),
        ([], [allow("a:b"), deny("a:*")]),
        ([without(allow("x") | {"NotAction": "iam:*"}, "Action")], [allow("s3:GetObject")]),
        ([allow("*")], [without(allow("x") | {"NotAction": "iam:*"}, "Action")]),
        ([allow("a:b", Principal="*")], [allow("a:b", Principal={"AWS": ["123456789012"]})]),
        (
            [allow("a:b", Principal={"AWS": "123456789012"})],
            [allow("a:b", Principal={"AWS": "arn:aws:iam::123456789012:role/x"})],
        ),
        (
            [allow("a:b", Condition={"StringEquals": {"aws:SourceAccount": ["1", "2"]}})],
            [allow("a:b", Condition={"StringEquals": {"AWS:SourceAccount": "2"}})],
        ),
        (
            [allow("a:b", Condition={"StringNotEquals": {"k": "1"}})],
            [allow("a:b", Condition={"StringNotEquals": {"k": ["1", "2"]}})],
        ),
    ],
)
def test_no_more_than_before(before: list[Statement], after: list[Statement]):
    assert grown(before, after) == []


@pytest.mark.parametrize(
    ("before", "after", "more"),
    [
        ([allow("s3:GetObject")], [allow("s3:Get*")], ["s3:Get* on *"]),
        ([allow("a:b", "x")], [allow("a:b", ["x", "y", "z", "w"])], ["a:b on w, y and 1 more"]),
        ([allow("a:b", Condition=MFA)], [allow("a:b")], ["a:b on *"]),
        ([], [allow("a:b", Condition=MFA)], ["a:b on * under a condition"]),
        ([allow("a:b")], [allow(["a:b", "a:c"])], ["a:c on *"]),
        ([], [allow("a:b"), deny("a:b", Condition=MFA)], ["a:b on *"]),
        (
            [without(allow("x") | {"NotAction": ["iam:*", "sts:*"]}, "Action")],
            [without(allow("x") | {"NotAction": "iam:*"}, "Action")],
            ["everything but iam:* on *"],
        ),
        ([allow("a:b")], [without(allow("a:c") | {"NotResource": "x"}, "Resource")], ["a:c on everything but x"]),
        (
            [allow("a:b", Principal={"Service": "x"})],
            [allow("a:b", Principal={"Service": ["x", "y"]})],
            ["a:b on * to y"],
        ),
        (
            [allow("a:b", Condition={"StringEquals": {"k": "1"}})],
            [allow("a:b", Condition={"StringEquals": {"k": ["1", "2"]}})],
            ["a:b on * under a condition"],
        ),
        (
            [allow("a:b", Condition={"StringNotEquals": {"k": ["1", "2"]}})],
            [allow("a:b", Condition={"StringNotEquals": {"k": "1"}})],
            ["a:b on * under a condition"],
        ),
    ],
)
def test_more_than_before(before: list[Statement], after: list[Statement], more: list[str]):
    assert grown(before, after) == more


def test_denials_that_go_or_get_narrower():
    assert lost([deny("s3:*")], []) == ["s3:* on *"]
    assert lost([deny("s3:*")], [deny("s3:Put*")]) == ["s3:* on *"]
    assert lost([deny("s3:*")], [deny("s3:*", Condition=MFA)]) == ["s3:* on *"]
    assert lost([deny("s3:*", Condition=MFA)], [deny("*")]) == []


def test_statements_of_another_shape_are_passed_over():
    assert statements({"Statement": ["x", {"Effect": "Perhaps"}, {"Effect": ["Allow"]}]}) == []


def test_conditions():
    one = {("StringEquals", "k"): frozenset({"1"})}
    assert is_weaker({}, one)
    assert not is_weaker(one, {})
    assert is_weaker(one, one | {("Bool", "x"): frozenset({"true"})})
