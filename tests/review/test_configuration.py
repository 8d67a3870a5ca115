import pytest

from review.configuration import Configuration, without_index
from review.plan import load_plan
from tests.review.making import CORPUS

NETWORK = {
    "outputs": {"id": {"expression": {"references": ["aws_vpc.this[0].id", "aws_vpc.this[0]", "aws_vpc.this"]}}},
    "resources": [
        {
            "address": "aws_vpc.this",
            "mode": "managed",
            "provider_config_key": "module.network:aws.recovery",
            "expressions": {"ipv4_ipam_pool_id": {"references": ["var.pool", "local.pool"]}},
        }
    ],
}
ROOT = {
    "module_calls": {
        "network": {
            "module": NETWORK,
            "expressions": {"pool": {"references": ["data.aws_pool.p.id", "data.aws_pool.p"]}},
        },
        "circle": {
            "module": {"outputs": {"a": {"expression": {"references": ["var.a"]}}}},
            "expressions": {"a": {"references": ["module.circle.a", "module.circle"]}},
        },
    },
    "resources": [
        {
            "address": "aws_subnet.a",
            "mode": "managed",
            "provider_config_key": "aws",
            "expressions": {
                "vpc_id": {"references": ["module.network.id", "module.network"]},
                "cidr_block": {"constant_value": {"references": ["aws_vpc.no"]}},
                "tags": {"references": ["each.key", "var.tags", "path.module"]},
                "timeouts": [{"create": {"references": ['aws_lb.a["x.y"].arn', "aws_lb.a"]}}],
                "depends": {"references": ["module.circle.a"]},
                "all": {"references": ["module.network"]},
            },
        },
        {"address": "data.aws_pool.p", "mode": "data", "expressions": {"x": {"references": ["aws_pool.q.id"]}}},
    ],
}
CONFIGURATION = Configuration({"root_module": ROOT})


def test_a_root_in_json_has_references_beside_constants():
    links = {"constant_value": "${aws_vpc.a.id}", "references": ["aws_vpc.a.id", "aws_vpc.a"]}
    subnet = {"address": "aws_subnet.b", "mode": "managed", "expressions": {"vpc_id": links}}

    assert Configuration({"root_module": {"resources": [subnet]}}).references() == {
        "aws_subnet.b": {"vpc_id": frozenset({"aws_vpc.a"})}
    }


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("aws_vpc.a", "aws_vpc.a"),
        ("module.a[0].aws_vpc.b[12]", "module.a.aws_vpc.b"),
        ('aws_vpc.a["x[0].y\\"]"]', "aws_vpc.a"),
        ("module.a[*].id", "module.a.id"),
    ],
)
def test_addresses_without_index(address: str, plain: str):
    assert without_index(address) == plain


def test_references_go_through_modules_variables_and_data_sources():
    assert CONFIGURATION.references() == {
        "aws_subnet.a": {
            "vpc_id": frozenset({"module.network.aws_vpc.this"}),
            "timeouts": frozenset({"aws_lb.a"}),
            "all": frozenset({"module.network.aws_vpc.this"}),
        },
        "module.network.aws_vpc.this": {"ipv4_ipam_pool_id": frozenset({"aws_pool.q"})},
    }


def test_references_in_a_plan_that_terraform_made():
    found = load_plan(CORPUS / "terraform_data.json")
    assert found.argument_references["module.m.terraform_data.x"] == {"input": frozenset({"terraform_data.a"})}
    assert found.references["module.m.terraform_data.y"] == frozenset({"module.m.terraform_data.x"})
    assert found.references["terraform_data.j"] == frozenset()


@pytest.mark.parametrize(
    ("address", "provider"),
    [
        ("aws_subnet.a[0]", "aws"),
        ("module.network[0].aws_vpc.this", "aws.recovery"),
        ("google_x.unknown", "google"),
    ],
)
def test_providers(address: str, provider: str):
    assert CONFIGURATION.provider(address, "registry.terraform.io/hashicorp/google") == provider


def test_regions_that_are_written_down_or_given():
    configuration = Configuration(
        {
            "provider_config": {
                "aws": {"name": "aws", "expressions": {"region": {"references": ["var.region"]}}},
                "module.network:aws.recovery": {
                    "name": "aws",
                    "expressions": {"region": {"constant_value": "us-west-2"}},
                },
                "aws.secret": {"name": "aws", "expressions": {"region": {"references": ["var.password"]}}},
                "aws.computed": {"name": "aws", "expressions": {"region": {"references": ["local.region"]}}},
                "random": {"name": "random"},
            }
        }
    )
    variables = {"region": {"value": "eu-west-1"}, "password": {"value": "hunter2"}}
    assert configuration.regions(variables) == {"aws": "eu-west-1", "aws.recovery": "us-west-2"}
    assert configuration.regions(None) == {"aws.recovery": "us-west-2"}


def test_what_is_set():
    is_set = CONFIGURATION.is_set("aws_subnet.a")
    assert [is_set(path) for path in (("vpc_id",), ("tags", "a"), ("timeouts", 3, "create"))] == [True, True, True]
    assert [is_set(path) for path in (("arn",), ("timeouts", 0, "update"))] == [False, False]
    assert CONFIGURATION.is_set("aws_subnet.other")(("vpc_id",)) is None
    assert Configuration(None).is_set("aws_subnet.a")(("vpc_id",)) is None


@pytest.mark.parametrize(
    "content", [{}, {"root_module": 5}, {"root_module": {"resources": [5], "module_calls": {"a": 5}}}]
)
def test_a_configuration_of_another_shape_says_nothing(content: object):
    assert Configuration(content).references() == {}
