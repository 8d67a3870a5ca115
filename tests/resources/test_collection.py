"""What a root holds beside its resources."""

import pytest

from resources import Collection, ResourceError, aws
from tests.resources.test_resource import Scope


def test_an_empty_collection_emits_nothing():
    assert Collection().to_terraform() == {}


def test_variable_is_referred_to_and_emitted():
    collection = Collection()
    image = collection.variable("api_image", type="string", default="a@sha256:0", description="Image of the api")
    assert image == "${var.api_image}"
    assert collection.to_terraform() == {
        "variable": {"api_image": {"type": "string", "description": "Image of the api", "default": "a@sha256:0"}}
    }


def test_output_is_emitted():
    collection = Collection()
    collection.output("url", "https://shop.example", description="Where the system is")
    assert collection.to_terraform() == {
        "output": {"url": {"value": "https://shop.example", "description": "Where the system is"}}
    }


@pytest.mark.parametrize(
    ("declare", "expected"),
    [
        (lambda c: c.variable("a", type="string", description="d"), "var.a is declared twice"),
        (lambda c: c.output("a", "v", description="d"), "output.a is declared twice"),
    ],
)
def test_names_are_declared_once(declare, expected):
    collection = Collection()
    declare(collection)
    with pytest.raises(ResourceError, match=f"^{expected}$"):
        declare(collection)


def test_moved_and_imported_are_emitted():
    scope = Scope()
    vpc = aws.Vpc(scope, "main", cidr_block="10.0.0.0/16")
    scope.collection.moved("aws_vpc.old", vpc)
    scope.collection.imported(vpc, "vpc-1")
    root = scope.collection.to_terraform()
    assert root["moved"] == [{"from": "aws_vpc.old", "to": "aws_vpc.main"}]
    assert root["import"] == [{"to": "aws_vpc.main", "id": "vpc-1"}]


def test_moved_from_an_address_in_use_is_refused():
    scope = Scope()
    vpc = aws.Vpc(scope, "main", cidr_block="10.0.0.0/16")
    scope.collection.moved("aws_vpc.main", vpc)
    with pytest.raises(ResourceError, match="^moved from aws_vpc.main, but a resource with this address still exists$"):
        scope.collection.to_terraform()


def test_source_lines_name_every_address():
    scope = Scope()
    vpc = aws.Vpc(scope, "main", cidr_block="10.0.0.0/16")
    assert scope.collection.source_lines() == {"aws_vpc.main": vpc.source_line}


def test_resources_of_a_type_have_its_defaults_unless_they_say_otherwise():
    scope = Scope()
    scope.collection = Collection(defaults={"aws_iam_role": {"permissions_boundary": "arn:boundary"}})
    aws.IamRole(scope, "limited", assume_role_policy="{}")
    aws.IamRole(scope, "other", assume_role_policy="{}", permissions_boundary="arn:other")
    aws.Vpc(scope, "main", cidr_block="10.0.0.0/16")
    resources = scope.collection.to_terraform()["resource"]
    assert {name: role["permissions_boundary"] for name, role in resources["aws_iam_role"].items()} == {
        "limited": "arn:boundary",
        "other": "arn:other",
    }
    assert "permissions_boundary" not in resources["aws_vpc"]["main"]
