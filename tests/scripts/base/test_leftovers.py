"""Matching alone; tests/faults kills a real deploy and takes over what it left."""

from typing import Any

from scripts.base.leftovers import Leftovers, compare
from tests.scripts.base.test_deployed import resource

DEFAULT = {"system": "shop", "environment": "dev", "managed-by": "stackwright"}
HERE = "us-east-1:123456789012"
VPC = f"arn:aws:ec2:{HERE}:vpc/vpc-1"


def tagged(arn: str, **own: str) -> tuple[str, dict[str, str]]:
    return arn, {**DEFAULT, **own}


def root(**resources: dict[str, Any]) -> dict[str, Any]:
    return {"resource": resources}


def places(left: Leftovers) -> dict[str, tuple[str | None, str | None]]:
    return {one.arn: (one.address, one.import_id) for one in left.found}


NETWORK = root(aws_vpc={"network": {"tags": {"component": "network"}}})


def test_what_the_state_knows_is_no_leftover():
    state = {"resources": [resource("aws_vpc.network", arn=VPC)]}
    assert compare([tagged(VPC, component="network")], state, NETWORK, DEFAULT) == Leftovers()


def test_a_resource_is_known_by_its_id_where_its_type_has_no_arn():
    state = {"resources": [resource("aws_vpc.network", id="vpc-1")]}
    assert compare([tagged(VPC, component="network")], state, NETWORK, DEFAULT) == Leftovers()


def test_belongs_to_the_only_resource_with_its_tags():
    left = compare([tagged(VPC, component="network")], {}, NETWORK, DEFAULT)
    assert places(left) == {VPC: ("aws_vpc.network", "vpc-1")}
    assert [str(one) for one in left.found] == [f"{VPC} (aws_vpc.network)"]
    assert left.document() == {"not_in_state": [{"arn": VPC, "address": "aws_vpc.network", "import_id": "vpc-1"}]}


def test_a_resource_of_a_component_that_the_root_does_not_have_belongs_nowhere():
    left = compare([tagged(VPC, component="other")], {}, NETWORK, DEFAULT)
    assert places(left) == {VPC: (None, "vpc-1")}
    assert ([str(one) for one in left.found], left.adoptable) == ([f"{VPC} (aws_vpc)"], ())


def test_what_the_state_has_already_is_not_made_twice():
    state = {"resources": [resource("aws_vpc.network", arn=f"{VPC}0")]}
    assert places(compare([tagged(VPC, component="network")], state, NETWORK, DEFAULT)) == {VPC: (None, "vpc-1")}


def test_a_name_tells_resources_with_equal_tags_apart():
    tags = {"component": "registry"}
    content = root(aws_ecr_repository={"api": {"name": "api", "tags": tags}, "ui": {"name": "ui", "tags": tags}})
    arn = f"arn:aws:ecr:{HERE}:repository/ui"
    assert places(compare([tagged(arn, component="registry")], {}, content, DEFAULT)) == {
        arn: ("aws_ecr_repository.ui", "ui")
    }


def test_a_secrets_name_has_six_more_characters_in_its_arn():
    tags = {"component": "secrets"}
    secrets = {"a": {"name": "shop-dev/A", "tags": tags}, "ab": {"name": "shop-dev/A-B", "tags": tags}}
    arn = f"arn:aws:secretsmanager:{HERE}:secret:shop-dev/A-B-x1Y2z3"
    left = compare([tagged(arn, component="secrets")], {}, root(aws_secretsmanager_secret=secrets), DEFAULT)
    assert places(left) == {arn: ("aws_secretsmanager_secret.ab", arn)}


def test_two_that_fit_one_place_are_left_to_a_person():
    left = compare([tagged(VPC, component="network"), tagged(f"{VPC}2", component="network")], {}, NETWORK, DEFAULT)
    assert places(left) == {VPC: (None, "vpc-1"), f"{VPC}2": (None, "vpc-12")}


def test_one_that_fits_two_places_is_left_to_a_person():
    tags = {"tags": {"component": "network"}}
    content = root(aws_subnet={"network_a": tags, "network_b": tags})
    arn = f"arn:aws:ec2:{HERE}:subnet/subnet-1"
    assert places(compare([tagged(arn, component="network")], {}, content, DEFAULT)) == {arn: (None, "subnet-1")}


def test_the_instances_of_a_resource_with_count_are_left_to_a_person():
    content = root(aws_vpc={"network": {"count": 2, "tags": {"component": "network"}}})
    assert places(compare([tagged(VPC, component="network")], {}, content, DEFAULT)) == {VPC: (None, "vpc-1")}


def test_what_aws_makes_by_itself_is_no_leftover():
    arn = f"arn:aws:ecs:{HERE}:task/shop-dev/1"
    assert compare([tagged(arn, component="api")], {}, NETWORK, DEFAULT) == Leftovers()
