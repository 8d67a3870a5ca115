from typing import Any

import pytest

from resources.next_provider.report import differences, next_schema

SCHEMA = {
    "types": {"aws_widget": "Widget"},
    "shapes": {
        "Widget": {
            "arn": ["string", "c"],
            "name": ["string", "r"],
            "part": ["list", 0, 1, "Widget.part"],
            "settings": ["nested", "single", "o", "Widget.part"],
        },
        "Widget.part": {"size": ["number", "r"]},
    },
}


def found(arguments: dict[str, Any], terraform_type: str = "aws_widget") -> list[str]:
    root = {"resource": {terraform_type: {"main": arguments}}}
    return [str(difference) for difference in differences(root, SCHEMA)]


def test_a_root_that_fits_has_no_differences():
    assert found({"name": "a", "part": [{"size": 1}], "settings": {"size": 2}, "lifecycle": {}, "count": 1}) == []


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"name": "a", "vpc": True}, "aws_widget.main: vpc is not an argument"),
        ({"name": "a", "arn": "x"}, "aws_widget.main: arn cannot be set"),
        ({}, "aws_widget.main: name is required"),
        ({"name": "a", "part": [{"size": 1, "old": 2}]}, "aws_widget.main: part.old is not an argument"),
        ({"name": "a", "part": [{}]}, "aws_widget.main: part.size is required"),
        (
            {"name": "a", "part": [{"size": 1}, {"size": 2}]},
            "aws_widget.main: part may be there 1 times at most, not 2 times",
        ),
        (
            {"name": "a", "settings": [{"size": 1}]},
            "aws_widget.main: settings is one object, not a list of them",
        ),
        (
            {"name": "${aws_widget.other.region}"},
            "aws_widget.other: region is referred to and is not an attribute",
        ),
    ],
)
def test_what_the_next_provider_would_refuse_is_named(arguments: dict[str, Any], expected: str):
    assert found(arguments) == [expected]


def test_a_type_that_is_gone_is_named():
    assert found({}, "aws_gadget") == ["aws_gadget.main: aws_gadget is not a resource type"]


def test_the_data_is_of_the_next_major_version():
    assert next_schema()["provider"]["source"] == "hashicorp/aws"
    assert next_schema()["provider"]["version"].startswith("6.")


def test_the_data_knows_what_the_next_version_took_away():
    root = {"resource": {"aws_eip": {"nat": {"vpc": True}}}}
    assert [str(each) for each in differences(root, next_schema())] == ["aws_eip.nat: vpc is not an argument"]
